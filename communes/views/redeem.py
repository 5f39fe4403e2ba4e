"""Set a password with the one-time code that the office read out."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from communes.actions import keep_accounts
from communes.forms import RedeemForm
from communes.views import lockout, login


@login_not_required
@sensitive_post_parameters("code", "password", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def redeem(request: HttpRequest) -> HttpResponse:
    """Take a code and a new password, and log its owner in; wrong codes are counted as wrong passwords are."""
    form = RedeemForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        username = form.cleaned_data["username"]
        if lockout.is_locked(request, username):
            return lockout.locked_page(request, username)
        try:
            user = keep_accounts.redeem_code(
                username=username,
                code=form.cleaned_data["code"],
                password=form.cleaned_data["password"],
                at=clock.now(),
            )
            return login.enter(request, user, "home")
        except keep_accounts.WrongCode as refusal:
            lockout.count_failure(request, username)
            form.add_error(None, refusal.sentence)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, "communes/redeem.html", {"form": form})
