"""The settings of a body: what they are, what they would write, and who changed them."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from communes.actions import keep_settings
from communes.forms import SettingsForm
from communes.models import ConveningBody, SettingChange
from communes.models.settings import settings_of
from communes.permissions import UserRequest, is_office, readable_body_or_404
from meetings.figures.examples import differences, example_facts, examples_of, values_of
from meetings.figures.home import current_period

SHOWN_CHANGES = 50


@require_http_methods(["GET", "POST"])
def body_settings(request: UserRequest, body: str) -> HttpResponse:
    """Show the settings with their sentences; first show what a change would write, then keep it."""
    convener = readable_body_or_404(request.user, body)
    if request.method != "POST":
        return _page(request, convener, SettingsForm(initial=_initial(convener)))
    if not is_office(request.user, convener):
        raise PermissionDenied("Thiết lập do Văn phòng đặt.")
    form = SettingsForm(request.POST)
    if not form.is_valid() or request.POST.get("step") != "save":
        return _page(request, convener, form)
    try:
        changes = _keep(request, convener, form)
    except Refusal as refusal:
        form = SettingsForm(request.POST.dict() | {"last_seen": _last(convener)})
        form.is_valid()
        form.add_error(None, refusal.sentence)
        return _page(request, convener, form)
    messages.success(request, f"Đã lưu {len(changes)} thay đổi." if changes else "Thiết lập không thay đổi.")
    return redirect("meetings:settings", body)


def _keep(request: UserRequest, body: ConveningBody, form: SettingsForm) -> list[SettingChange]:
    return keep_settings.change(
        body=body,
        settings=form.settings,
        last_seen=form.cleaned_data["last_seen"],
        may_criticize=form.cleaned_data["may_criticize"],
        by=request.user,
        at=clock.now(),
    )


def _initial(body: ConveningBody) -> dict[str, Any]:
    return asdict(settings_of(body)) | {"last_seen": _last(body)}


def _last(body: ConveningBody) -> int:
    """Return the key of the latest change; 0 where there was none."""
    return body.setting_changes.order_by("-pk").values_list("pk", flat=True).first() or 0


def _page(request: UserRequest, body: ConveningBody, form: SettingsForm) -> HttpResponse:
    facts = example_facts(body)
    context: dict[str, Any] = {
        "body": body,
        "form": form,
        "may_edit": is_office(request.user, body),
        "values": values_of(settings_of(body)),
        "facts": facts,
        "examples": examples_of(facts, settings_of(body)) if facts else None,
        "changes": body.setting_changes.select_related("by").order_by("-at", "-pk")[:SHOWN_CHANGES],
        "open_period": current_period(body, clock.today()),
    }
    if form.is_readable:
        context |= {
            "differences": differences(body, form.settings),
            "preview": examples_of(facts, form.settings) if facts else None,
            "asks": keep_settings.begins_to_criticize(body, form.settings),
        }
    return render(request, "meetings/settings.html", context)
