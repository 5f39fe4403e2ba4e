"""A person sets up her telephone as second factor, replaces it, prints recovery codes, or turns it off."""

from base64 import b32encode
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from communes.actions import keep_second_factor
from communes.forms import GuardedForm, TelephoneForm
from communes.models.sessions import SECOND_FACTOR
from communes.permissions import UserRequest, has_second_factor, needs_second_factor
from communes.views import lockout
from communes.views.own_account import knows_password

SECRET = "telephone"  # noqa: S105 - the session's key for a secret that is being set up


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def set_up(request: UserRequest) -> HttpResponse:
    """Show a telephone its secret as a picture, take its first code, and show the recovery codes, this once."""
    user = request.user
    if lockout.is_locked(request, user.username):
        return lockout.locked_page(request, user.username)
    secret = request.session.setdefault(SECRET, keep_second_factor.new_secret())
    is_on = has_second_factor(user)
    form = TelephoneForm(request.POST if request.method == "POST" else None, asks_code=is_on)
    if form.is_valid() and _fits(form, secret) and _is_hers(request, form):
        codes = keep_second_factor.turn_on(
            user=user,
            secret=secret,
            code=form.cleaned_data["first"],
            session=request.session.session_key,
            by=user,
            at=clock.machine_now(),
        )
        del request.session[SECRET]
        request.session[SECOND_FACTOR] = True
        return _show_codes(request, codes)
    context = {"form": form, "is_on": is_on, "is_required": needs_second_factor(user)} | _for_telephone(
        user.username, secret
    )
    return render(request, "communes/second_factor.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def new_codes(request: UserRequest) -> HttpResponse:
    """Make new recovery codes, which are shown this once; the old ones end."""
    user = request.user
    if not has_second_factor(user):
        return redirect("communes:second_factor")
    if lockout.is_locked(request, user.username):
        return lockout.locked_page(request, user.username)
    form = GuardedForm(request.POST if request.method == "POST" else None, asks_code=True)
    if form.is_valid() and _is_hers(request, form):
        codes = keep_second_factor.renew_codes(user=user, by=user, at=clock.machine_now())
        return _show_codes(request, codes)
    return render(request, "communes/second_factor_codes_ask.html", {"form": form})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def turn_off(request: UserRequest) -> HttpResponse:
    """Log in with the password alone again, where no role of the person forbids it."""
    user = request.user
    if not has_second_factor(user):
        return redirect("communes:second_factor")
    if lockout.is_locked(request, user.username):
        return lockout.locked_page(request, user.username)
    refusal = keep_second_factor.REQUIRED if needs_second_factor(user) else ""
    form = GuardedForm(request.POST if request.method == "POST" and not refusal else None, asks_code=True)
    if form.is_valid() and _is_hers(request, form):
        key = request.session.session_key
        keep_second_factor.turn_off(user=user, session=key, by=user, at=clock.machine_now())
        request.session[SECOND_FACTOR] = False
        messages.success(request, "Đã tắt bước xác thực thứ hai.")
        return redirect("communes:me")
    return render(request, "communes/second_factor_off.html", {"form": form, "refusal": refusal})


def _fits(form: TelephoneForm, secret: str) -> bool:
    """Tell whether the new telephone shows the right code; asked first, so that a slip costs no code of the old one."""
    try:
        keep_second_factor.step_of(secret=secret, code=form.cleaned_data["first"], at=clock.machine_now())
    except Refusal as refusal:
        form.add_error("first", refusal.sentence)
        return False
    return True


def _is_hers(request: UserRequest, form: GuardedForm) -> bool:
    """Tell whether the password, and the code where one is asked for, are the reader's own; else say so beside it."""
    if not knows_password(request, form):
        return False
    code = form.cleaned_data.get("code")
    if code is None or keep_second_factor.check(user=request.user, code=code, at=clock.machine_now()):
        return True
    lockout.count_failure(request, request.user.username)
    form.add_error("code", keep_second_factor.WRONG)
    return False


def _show_codes(request: UserRequest, codes: list[str]) -> HttpResponse:
    return render(request, "communes/second_factor_codes.html", {"codes": codes})


def _for_telephone(username: str, secret: str) -> dict[str, str | SafeString]:
    """Return the secret as a picture for the telephone's camera, and as letters in groups of four."""
    letters = b32encode(bytes.fromhex(secret)).decode()
    issuer = settings.OTP_TOTP_ISSUER
    query = urlencode({"secret": letters, "issuer": issuer}, quote_via=quote)
    drawing = segno.make_qr(f"otpauth://totp/{quote(f'{issuer}:{username}')}?{query}", error="m")
    picture = drawing.svg_inline(border=2, omitsize=True, lineclass=None, svgclass=None)
    groups = " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    return {"picture": mark_safe(picture), "letters": groups}  # noqa: S308 - shapes only, drawn by segno
