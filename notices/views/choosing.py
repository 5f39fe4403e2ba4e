"""What a person wants to be told, and on which ways."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from briefing_portal.lib import clock
from communes.models import ConveningBody, User
from communes.permissions import UserRequest
from notices.actions import choose
from notices.forms import DIGEST, SINGLE, ChoicesForm
from notices.models import Channel, Rhythm
from notices.models.kinds import kinds_for


@require_http_methods(["GET", "POST"])
def choices(request: UserRequest) -> HttpResponse:
    """Show and keep the user's switches; letters lead here, so that whoever had enough of them finds them."""
    user = request.user
    kinds = kinds_for(user)
    form = ChoicesForm(kinds, request.POST if request.method == "POST" else None, initial=_as_they_stand(user))
    if form.is_valid():
        choose.choose(user=user, muted=form.muted, digest=form.digest, by=user, at=clock.now())
        messages.success(request, "Đã lưu cách nhận thông báo.")
        return redirect("notices:choices")
    context = {
        "body": ConveningBody.objects.visible_to(user).first(),
        "form": form,
        "channels": list(Channel),
        "sends": "dummy" not in settings.EMAIL_BACKEND,
    }
    return render(request, "notices/choices.html", context)


def _as_they_stand(user: User) -> dict[str, object]:
    muted = {f"{each.kind}-{each.channel}": False for each in user.muted_notices.all()}
    boxes = {f"{kind}-{channel}": True for kind in kinds_for(user) for channel in Channel}
    digest = Rhythm.objects.filter(user=user, digest=True).exists()
    return boxes | muted | {"rhythm": DIGEST if digest else SINGLE}
