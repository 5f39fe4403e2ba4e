"""A meeting as it is typed: when, where, under whom, what about."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms

from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.vietnamese import normalize_text
from meetings.actions.hold import AgendaEntry, MeetingEntry
from meetings.models import Meeting, MeetingKind
from meetings.models.meetings import SECURE

from .controls import CHECK, CONTROL, DAY, TIME, TIME_FORMATS

if TYPE_CHECKING:
    from django.forms.formsets import BaseFormSet

SPARE_ITEMS, MOST_ITEMS = 2, 60
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)  # of a meeting that can be meant


class MeetingForm(forms.Form):
    """When, where and under whom the meeting is held; what isn't known yet stays empty."""

    held_on = forms.DateField(label="Ngày họp", required=False, widget=forms.DateInput(attrs=DAY))
    held_time = forms.TimeField(
        label="Giờ họp",
        required=False,
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(attrs=TIME, format="%H:%M"),
    )
    ends_time = forms.TimeField(
        label="Dự kiến kết thúc",
        required=False,
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(attrs=TIME | {"placeholder": "11:30"}, format="%H:%M"),
    )
    place = forms.CharField(label="Địa điểm", required=False, max_length=160, widget=forms.TextInput(attrs=CONTROL))
    online_link = forms.CharField(
        label="Đường dẫn họp trực tuyến",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=CONTROL | {"placeholder": SECURE, "inputmode": "url", "autocomplete": "off"}),
    )
    chair = forms.CharField(
        label="Người chủ trì",
        required=False,
        max_length=160,
        help_text="Họ tên; chức danh được ghi thêm khi chưa có trong tên.",
        widget=forms.TextInput(attrs=CONTROL),
    )
    secretary = forms.CharField(
        label="Thư ký hội nghị", required=False, max_length=160, widget=forms.TextInput(attrs=CONTROL)
    )
    title = forms.CharField(
        label="Tên hội nghị",
        required=False,
        max_length=200,
        help_text="Để trống thì lấy tên thường dùng theo loại và tháng.",
        widget=forms.TextInput(attrs=CONTROL),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_online_link(self) -> str:
        """Take a link that is safe to follow: https, with a host, without blanks."""
        link = normalize_text(self.cleaned_data["online_link"])
        host = link.removeprefix(SECURE)
        if link and (not link.startswith(SECURE) or not host.strip("/") or any(sign.isspace() for sign in link)):
            raise forms.ValidationError(f"Đường dẫn phải bắt đầu bằng {SECURE} và không có dấu cách.")
        return link

    def clean(self) -> dict[str, Any]:
        """Ask for both the day and the time, or for neither; and for an end behind the beginning."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        day = cleaned.get("held_on")
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            self.add_error("held_on", "Ngày họp không đúng; hãy xem lại năm.")
        if (cleaned.get("held_on") is None) != (cleaned.get("held_time") is None):
            self.add_error("held_time", "Ghi cả ngày và giờ họp, hoặc để trống cả hai.")
        begins, ends = cleaned.get("held_time"), cleaned.get("ends_time")
        if ends is not None and (begins is None or ends <= begins):
            self.add_error("ends_time", "Giờ kết thúc phải sau giờ bắt đầu hội nghị.")
        return cleaned

    def moment(self, name: str) -> datetime | None:
        """Return the moment of the meeting's day that a box of time holds, in office time."""
        day, time = self.cleaned_data["held_on"], self.cleaned_data[name]
        return None if day is None or time is None else datetime.combine(day, time, tzinfo=OFFICE_TIME)


class CallForm(MeetingForm):
    """A meeting that is called: of which kind, and whether the usual people are invited at once."""

    kind = forms.ChoiceField(
        label="Loại hội nghị",
        choices=MeetingKind.choices,
        initial=MeetingKind.BRIEFING,
        required=False,
        widget=forms.RadioSelect,
    )
    invites_usual = forms.BooleanField(
        label="Mời theo thành phần thường lệ", required=False, widget=forms.CheckboxInput(attrs=CHECK)
    )

    @property
    def kind_called(self) -> MeetingKind:
        """Return the kind that was chosen; a briefing where none was."""
        return MeetingKind(self.cleaned_data["kind"] or MeetingKind.BRIEFING)


class CallOffForm(forms.Form):
    """Why a meeting is called off."""

    reason = forms.CharField(
        label="Lý do hủy",
        max_length=300,
        help_text="Các thành phần được mời đọc lý do này trên lịch hội nghị.",
        error_messages={"required": "Ghi lý do hủy hội nghị để báo cho các thành phần được mời."},
        widget=forms.Textarea(attrs=CONTROL | {"rows": 2}),
    )


class AgendaForm(forms.Form):
    """A point of the agenda; an emptied line goes."""

    starts_at = forms.TimeField(
        label="Giờ",
        required=False,
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(attrs=TIME, format="%H:%M"),
    )
    text = forms.CharField(
        label="Nội dung",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=CONTROL | {"placeholder": "Nội dung"}),
    )
    presenter = forms.CharField(
        label="Người trình bày",
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs=CONTROL | {"placeholder": "Người trình bày"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask what a time or a presenter is for."""
        cleaned = super().clean() or {}
        if not cleaned.get("text") and (cleaned.get("starts_at") or cleaned.get("presenter")):
            self.add_error("text", "Ghi nội dung của mục này.")
        return cleaned


AgendaForms = forms.formset_factory(AgendaForm, extra=SPARE_ITEMS, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS)


def call_forms(posted: Any = None) -> "tuple[CallForm, BaseFormSet[Any]]":
    """Return the forms of a meeting that is called now."""
    initial = {"kind": MeetingKind.BRIEFING, "invites_usual": True}
    return CallForm(posted, initial=initial), _agenda_forms(posted, [])


def meeting_forms(meeting: Meeting, posted: Any = None) -> "tuple[MeetingForm, BaseFormSet[Any]]":
    """Return the forms of a meeting as it stands."""
    held_at, ends_at = (_local(moment) for moment in (meeting.held_at, meeting.ends_at))
    initial = {
        "held_on": held_at.date() if held_at else None,
        "held_time": held_at.time() if held_at else None,
        "ends_time": ends_at.time() if ends_at else None,
        **{name: getattr(meeting, name) for name in ("place", "online_link", "chair", "secretary", "title", "version")},
    }
    items = meeting.agenda.order_by("order", "pk").values("starts_at", "text", "presenter")
    return MeetingForm(posted, initial=initial), _agenda_forms(posted, list(items))


def meeting_entry(form: MeetingForm, lines: "BaseFormSet[Any]") -> MeetingEntry:
    """Return the meeting as valid forms hold it."""
    typed = form.cleaned_data
    return MeetingEntry(
        held_at=form.moment("held_time"),
        ends_at=form.moment("ends_time"),
        **{name: typed[name] for name in ("place", "online_link", "chair", "secretary", "title")},
        agenda=[AgendaEntry(**line) for line in lines.cleaned_data if line.get("text")],
    )


def _agenda_forms(posted: Any, items: Sequence[Any]) -> "BaseFormSet[Any]":
    if posted is not None and "agenda-TOTAL_FORMS" not in posted:
        posted = {"agenda-TOTAL_FORMS": "0", "agenda-INITIAL_FORMS": "0"}
    options = {"use_required_attribute": False}
    return AgendaForms(posted, initial=items, prefix="agenda", form_kwargs=options)


def _local(moment: datetime | None) -> datetime | None:
    return moment.astimezone(OFFICE_TIME) if moment else None
