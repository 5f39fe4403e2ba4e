"""A link to a new password, by mail; what the page answers doesn't tell who has an account."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from briefing_portal.lib import clock, post, visitors
from briefing_portal.lib.refusal import Refusal
from communes.actions import keep_own_account
from communes.forms import MailForm, NewPasswordForm
from communes.models import User


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take a mail address and send its owner a link, where there is one; the answer is the same in any case."""
    form = MailForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if form.is_valid():
        found = [user for user in PasswordResetForm().get_users(form.cleaned_data["email"]) if isinstance(user, User)]
        address = visitors.address(request) or ""
        try:
            for user in keep_own_account.ask_for_link(users=found, address=address, at=clock.machine_now()):
                _send_link(user)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            return render(request, "registration/reset_sent.html", {"hours": settings.PASSWORD_RESET_TIMEOUT // 3600})
    context = {"form": form, "sends": "dummy" not in settings.EMAIL_BACKEND}
    return render(request, "registration/reset_ask.html", context, status=status)


class ResetView(auth_views.PasswordResetConfirmView):
    """Take a new password from whoever holds the link; it opens once."""

    template_name = "registration/reset_link.html"
    form_class = NewPasswordForm  # type: ignore[assignment]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made with; whose password it is, is the view's business."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return {name: value for name, value in kwargs.items() if name != "user"}

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]
        """Set the password; every session ends, and the person logs in with it."""
        user = self.user
        assert isinstance(user, User)  # noqa: S101 - dispatch lets nobody else here
        try:
            password = form.cleaned_data["password"]
            keep_own_account.change_password(user=user, password=password, session=None, by=user, at=clock.now())
        except Refusal as refusal:
            form.add_error("password", refusal.sentence)
            return self.form_invalid(form)  # type: ignore[arg-type]
        self.request.session.pop(auth_views.INTERNAL_RESET_SESSION_TOKEN, None)
        messages.success(self.request, "Đã đặt mật khẩu mới. Hãy đăng nhập.")
        return redirect(settings.LOGIN_URL)


def _send_link(user: User) -> None:
    owner = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("reset_link", args=[owner, default_token_generator.make_token(user)])
    context = {
        "person": user,
        "link": f"{settings.PORTAL_URL}{path}",  # the visitor's Host header must not decide where the link leads
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    text = render_to_string("registration/reset_mail.txt", context)
    post.send_aside(EmailMessage("Đặt lại mật khẩu hệ thống giao ban", text, to=[user.email]))
