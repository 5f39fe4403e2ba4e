"""A person's own account: her roles, her password, where she is logged in."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from briefing_portal.lib import clock, visitors
from briefing_portal.lib.refusal import Refusal
from communes.actions import keep_devices, keep_own_account
from communes.forms import OwnMailForm, PasswordChangeForm
from communes.models import ConveningBody, Session, User
from communes.models.sessions import ADDRESS, AGENT, BEGUN, SEEN
from communes.permissions import UserRequest, has_second_factor, needs_second_factor
from communes.views import lockout

WRONG_PASSWORD = "Mật khẩu đang dùng chưa đúng."  # noqa: S105 - a sentence


@require_safe
def me(request: UserRequest) -> HttpResponse:
    """Show what the account may do, how it is guarded and where it is logged in."""
    user = request.user
    context = {
        "body": ConveningBody.objects.visible_to(user).first(),
        "roles": user.memberships.select_related("commune", "body").order_by("role", "pk"),
        "sessions": _sessions(user, str(request.session.session_key)),
        "has_second_factor": has_second_factor(user),
        "needs_second_factor": needs_second_factor(user),
        "codes_left": user.recovery_codes.filter(used_at__isnull=True).count(),
        "idle_hours": settings.SESSION_COOKIE_AGE // 3600,
        "longest_days": settings.SESSION_LONGEST // 86_400,
    }
    return render(request, "communes/account_own.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def password(request: UserRequest) -> HttpResponse:
    """Change one's own password; all other sessions end."""
    user = request.user
    form = PasswordChangeForm(request.POST if request.method == "POST" else None)
    if lockout.is_locked(request, user.username):
        return lockout.locked_page(request, user.username)
    if form.is_valid() and knows_password(request, form):
        try:
            keep_own_account.change_password(
                user=user,
                password=form.cleaned_data["password"],
                session=request.session.session_key,
                by=user,
                at=clock.now(),
            )
            update_session_auth_hash(request, user)
            messages.success(request, "Đã đổi mật khẩu. Các thiết bị khác phải đăng nhập lại.")
            return redirect("communes:me")
        except Refusal as refusal:
            form.add_error("password", refusal.sentence)
    return render(request, "communes/own_password.html", {"form": form})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def email(request: UserRequest) -> HttpResponse:
    """Change where letters on one's own account go."""
    user = request.user
    form = OwnMailForm(request.POST if request.method == "POST" else None, initial={"email": user.email})
    if lockout.is_locked(request, user.username):
        return lockout.locked_page(request, user.username)
    if form.is_valid() and knows_password(request, form):
        keep_own_account.set_email(user=user, email=form.cleaned_data["email"], by=user, at=clock.now())
        messages.success(request, "Đã ghi địa chỉ thư điện tử.")
        return redirect("communes:me")
    return render(request, "communes/own_email.html", {"form": form})


def knows_password(request: UserRequest, form: Any) -> bool:
    """Tell whether the form's typed password is the reader's own; a wrong one is counted and said beside its field."""
    if request.user.check_password(form.cleaned_data["current"]):
        return True
    lockout.count_failure(request, request.user.username)
    form.add_error("current", WRONG_PASSWORD)
    return False


@require_POST
def sign_out_everywhere(request: UserRequest) -> HttpResponse:
    """End all of one's own sessions, this one too."""
    keep_devices.sign_out_everywhere(user=request.user, by=request.user, at=clock.now())
    logout(request)
    messages.success(
        request, "Đã đăng xuất mọi thiết bị. Nếu ngờ người khác biết mật khẩu, hãy đăng nhập rồi đổi mật khẩu ngay."
    )
    return redirect(settings.LOGIN_URL)


@require_POST
def sign_out(request: UserRequest, name: str) -> HttpResponse:
    """End one of one's own sessions."""
    if keep_devices.sign_out(user=request.user, name=name, by=request.user, at=clock.now()):
        messages.success(request, "Đã đăng xuất thiết bị đó.")
    return redirect("communes:me")


@require_POST
def confirm_device(request: UserRequest) -> HttpResponse:
    """Say that the new login was one's own; not from the new device itself."""
    device = request.user.new_device
    if device and request.session.get("device") != device.pk:
        keep_devices.confirm(user=request.user, by=request.user, at=clock.now())
    return redirect("communes:me")


def _sessions(user: User, own_key: str) -> list[dict[str, Any]]:
    """Return the person's sessions, the one she is in first, then the one used last."""
    found = []
    for each in Session.objects.of(user):
        data = each.get_decoded()
        if data:
            found.append(
                {
                    "name": each.public_name,
                    "device": visitors.device_in_words(data.get(AGENT, "")),
                    "address": data.get(ADDRESS, ""),
                    "begun": _moment(data[BEGUN]),
                    "seen": _moment(data[SEEN]),
                    "is_own": each.session_key == own_key,
                }
            )
    return sorted(found, key=lambda each: (each["is_own"], each["seen"]), reverse=True)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, clock.OFFICE_TIME)
