"""The way in: a password, for some the telephone's code, and a notice where the browser is new."""

import secrets

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from briefing_portal.lib import clock, post, visitors
from communes.actions import keep_devices, keep_second_factor
from communes.forms import CodeForm
from communes.models import Device, User
from communes.models.sessions import ADDRESS, AGENT, DEVICE, SECOND_FACTOR, UNTOLD
from communes.permissions import has_second_factor
from communes.views import lockout

BACKEND = "django.contrib.auth.backends.ModelBackend"
DEVICE_COOKIE = "device"
WAITING, WAITING_TIME = "waiting", 600  # the session's note of who is at the second step, for so many seconds
AGENT_LENGTH = 255


class LoginView(auth_views.LoginView):
    """Ask for name and password; whoever logs in with her telephone too is sent on to its code."""

    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let in whoever typed the right password, or ask for the code."""
        user = form.get_user()
        assert isinstance(user, User)  # noqa: S101 - AUTH_USER_MODEL
        return enter(self.request, user, self.get_success_url())


def enter(request: HttpRequest, user: User, address: str) -> HttpResponse:
    """Let in a person whose password or one-time code was right, by way of her telephone where she has set one up."""
    if not has_second_factor(user):
        return _let_in(request, user, address, with_second_factor=False)
    until = int(clock.machine_now().timestamp()) + WAITING_TIME
    request.session[WAITING] = [user.pk, user.get_session_auth_hash(), until, address]
    return redirect("second_step")


@login_not_required
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the telephone's code, or for a recovery code."""
    user, address = _waiting(request)
    if user is None:
        return redirect(settings.LOGIN_URL)
    if lockout.is_locked(request, user.username):
        return lockout.locked_page(request, user.username)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if keep_second_factor.check(user=user, code=form.cleaned_data["code"], at=clock.machine_now()):
            return _let_in(request, user, address, with_second_factor=True)
        lockout.count_failure(request, user.username)
        form.add_error("code", keep_second_factor.WRONG)
    return render(request, "registration/second_step.html", {"form": form})


def _waiting(request: HttpRequest) -> tuple[User | None, str]:
    """Return who is at the second step and where she goes from there; nobody where her password is another now."""
    pk, password, until, address = request.session.get(WAITING) or [None, "", 0, ""]
    user = User.objects.filter(pk=pk, is_active=True).first()
    in_time = clock.machine_now().timestamp() < until
    return (user if user and in_time and user.get_session_auth_hash() == password else None), address


def _let_in(request: HttpRequest, user: User, address: str, *, with_second_factor: bool) -> HttpResponse:
    login(request, user, backend=BACKEND)
    request.session.pop(WAITING, None)
    key = request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(24)
    agent = request.headers.get("User-Agent", "")[:AGENT_LENGTH]
    here = visitors.address(request) or ""
    device, is_told = keep_devices.recognize(user=user, key=key, agent=agent, address=here, at=clock.machine_now())
    request.session.update({ADDRESS: here, AGENT: agent, DEVICE: device.pk, SECOND_FACTOR: with_second_factor})
    if is_told:
        request.session[UNTOLD] = True
        _tell_by_mail(user, device)
    response = redirect(resolve_url(address))
    life = keep_devices.DEVICE_LIFE
    response.set_cookie(DEVICE_COOKIE, key, life, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return response


def _tell_by_mail(user: User, device: Device) -> None:
    """Write to a person of a login with a browser not seen before, where she has an address."""
    if not user.email:
        return
    context = {"person": user, "place": device.in_words, "portal": settings.PORTAL_URL}
    text = render_to_string("registration/new_device_mail.txt", context)
    post.send_aside(EmailMessage("Đăng nhập mới vào hệ thống giao ban", text, to=[user.email]))
