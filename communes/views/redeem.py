"""Set a password with the one-time code that the office read out."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from communes.actions import keep_accounts
from communes.forms import RedeemForm


@login_not_required
@sensitive_post_parameters("code", "password", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def redeem(request: HttpRequest) -> HttpResponse:
    """Take a code and a new password, and log its owner in."""
    form = RedeemForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            user = keep_accounts.redeem_code(
                username=form.cleaned_data["username"],
                code=form.cleaned_data["code"],
                password=form.cleaned_data["password"],
                at=clock.now(),
            )
            login(request, user)
            return redirect("home")
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, "communes/redeem.html", {"form": form})
