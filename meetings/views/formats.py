"""The form of a body's documents: the rules in force, what the office set otherwise, and a page that shows it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.files import PDF, file_answer
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.models import ConveningBody
from communes.permissions import UserRequest, body_or_404, is_office, readable_body_or_404
from documents.actions import keep_formats
from documents.forms.formats import FormatForm
from documents.models import DocumentKind, FormatProfile, FormatSetting, Look
from documents.models.formats import may_be, set_otherwise
from documents.models.look import in_words, rules
from documents.models.wording import tried_wording
from documents.rendering.html import TEMPLATE, context_of, render_document
from documents.rendering.pdf import render_pdf
from documents.rendering.sheet import screen_sheet
from meetings.figures.sample import sample_of
from meetings.models import Briefing

SHOWN_CHANGES = 50


@require_http_methods(["GET", "POST"])
def formats(request: UserRequest, body: str) -> HttpResponse:
    """Show the rules in force with a sample page; keep what the office sets otherwise, or lead back to the rules."""
    convener = readable_body_or_404(request.user, body)
    profile = _profile(request, convener)
    if request.method != "POST":
        return _page(request, convener, profile, FormatForm(convener, profile))
    if not is_office(request.user, convener):
        raise PermissionDenied("Thể thức văn bản do Văn phòng đặt.")
    form = FormatForm(convener, profile, request.POST)
    if not form.is_valid() or request.POST.get("step") not in {"save", "reset"}:
        return _page(request, convener, profile, form)
    try:
        changes = _keep(request, convener, profile, form)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, convener, profile, form)
    messages.success(request, f"Đã lưu {len(changes)} thay đổi." if changes else "Thể thức không thay đổi.")
    return redirect(f"{reverse('meetings:formats', args=[body])}?profile={profile.code}")


@require_safe
def format_sheet(request: UserRequest, body: str, profile: str) -> HttpResponse:
    """Give the style sheet of a profile for the screen, with the body's own values and those that are tried out."""
    convener = body_or_404(request.user, body)
    found = get_object_or_404(FormatProfile, code=profile)
    sheet = screen_sheet(_look(convener, found, request.GET))
    return HttpResponse(sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": "private, no-cache"})


@require_safe
def format_sample(request: UserRequest, body: str, profile: str) -> HttpResponse:
    """Print the sample page of a profile, with the body's own values and those that are tried out."""
    convener = readable_body_or_404(request.user, body)
    look = _look(convener, get_object_or_404(FormatProfile, code=profile), request.GET)
    html = render_document(TEMPLATE, sample_of(convener, look, Month.of(clock.today())).context)
    try:
        pdf = render_pdf(html, title="Trang mẫu", identifier="trang-mau", moment=clock.now(), author=convener.name)
    except Refusal as failure:
        return render(request, "meetings/printing_failed.html", {"body": convener, "failure": failure}, status=503)
    return file_answer(pdf, PDF, "trang-mau.pdf")


def _profile(request: UserRequest, body: ConveningBody) -> FormatProfile:
    """Return the profile that is asked for, else the one that the body's next document follows."""
    if code := request.GET.get("profile"):
        return get_object_or_404(FormatProfile, code=code)
    return FormatProfile.objects.in_force(body.kind, _day(body))


def _day(body: ConveningBody) -> date:
    """Return the last day of the body's latest briefing; today where it has none."""
    latest = Briefing.objects.filter(period__body=body).order_by("-period__month").select_related("period").first()
    return latest.period.data_to if latest else clock.today()


def _look(body: ConveningBody, profile: FormatProfile, tried: QueryDict) -> Look:
    """Return the look of a profile with the values that are tried out, where they may be chosen."""
    own = {name: value for name, value in tried.items() if may_be(name, str(value), profile.kind)}
    return profile.look({**set_otherwise(body, profile), **own})  # type: ignore[dict-item]  # the last value of each


def _keep(request: UserRequest, body: ConveningBody, profile: FormatProfile, form: FormatForm) -> list[FormatSetting]:
    at, last_seen = clock.now(), form.cleaned_data["last_seen"]
    if request.POST.get("step") == "reset":
        return keep_formats.reset(body=body, profile=profile, last_seen=last_seen, by=request.user, at=at)
    return keep_formats.keep(
        body=body, profile=profile, values=form.values, wording=form.lines, last_seen=last_seen, by=request.user, at=at
    )


def _page(request: UserRequest, body: ConveningBody, profile: FormatProfile, form: FormatForm) -> HttpResponse:
    tried = QueryDict(mutable=True)
    tried.update(form.values)
    look = _look(body, profile, tried)
    tried_lines = tried_wording(body, DocumentKind.NOTICE, form.lines) if form.is_bound and form.lines else None
    sample = sample_of(body, look, Month.of(clock.today()), tried_lines)
    changes = FormatSetting.objects.filter(body=body).select_related("by", "profile").order_by("-pk")
    context: dict[str, Any] = {
        "body": body,
        "form": form,
        "profile": profile,
        "profiles": FormatProfile.objects.order_by("kind", "valid_from", "pk"),
        "may_edit": is_office(request.user, body),
        "fixed": _fixed(profile),
        "set_otherwise": set_otherwise(body, profile),
        "sample": context_of(sample.document, look),
        "query": tried.urlencode(),
        "changes": [_change(change) for change in changes[:SHOWN_CHANGES]],
    }
    return render(request, "meetings/formats.html", context)


def _fixed(profile: FormatProfile) -> list[tuple[str, str]]:
    """Return the rules that leave nothing to choose, with their values in words."""
    return [
        (rule.label, in_words(rule.name, profile.values[rule.name]))
        for rule in rules().values()
        if not rule.choices[profile.kind] and rule.name != "number_pattern"
    ]


def _change(change: FormatSetting) -> dict[str, Any]:
    name, value = change.name, change.value
    if change.profile is None:
        return {"change": change, "label": WORDING[name.partition(".")[2]], "value": " / ".join(value.splitlines())}
    return {"change": change, "label": rules()[name].label, "value": in_words(name, value) if value else ""}


WORDING = {"signature": "Ai ký", "recipients": "Nơi nhận"}
