"""The meeting as it is typed, its directives, and the briefing's sentences."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms

from briefing_portal.lib.clock import OFFICE_TIME
from communes.models import Commune, ConveningBody
from meetings.actions.hold import AttendanceEntry, MeetingEntry
from meetings.figures.editions import page_sections
from meetings.models import Attendance, Meeting, Phrase
from meetings.models.consultations import Decision
from reports.actions.issue_directives import DirectiveEntry
from reports.models import Directive, Period, Section

if TYPE_CHECKING:
    from django.forms.formsets import BaseFormSet

CONTROL = {"class": "form-control"}
DAY = CONTROL | {"placeholder": "23/11/2015", "autocomplete": "off"}
TIME = CONTROL | {"placeholder": "08:00", "autocomplete": "off"}
SPARE_LINES = 2


class MeetingForm(forms.Form):
    """When, where and under whom the meeting is held; what isn't known yet stays empty."""

    held_on = forms.DateField(label="Ngày họp", required=False, widget=forms.DateInput(attrs=DAY))
    held_time = forms.TimeField(
        label="Giờ họp",
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%Hg%M"],
        widget=forms.TimeInput(attrs=TIME, format="%H:%M"),
    )
    place = forms.CharField(label="Địa điểm", required=False, max_length=160, widget=forms.TextInput(attrs=CONTROL))
    chair = forms.CharField(
        label="Người chủ trì",
        required=False,
        max_length=160,
        help_text="Họ tên; chức danh được ghi thêm khi chưa có trong tên.",
        widget=forms.TextInput(attrs=CONTROL),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for both the day and the time, or for neither."""
        cleaned = super().clean() or {}
        if not self.errors and (cleaned.get("held_on") is None) != (cleaned.get("held_time") is None):
            self.add_error("held_time", "Ghi cả ngày và giờ họp, hoặc để trống cả hai.")
        return cleaned

    @property
    def held_at(self) -> datetime | None:
        """Return the moment that was typed, in office time."""
        day, time = self.cleaned_data["held_on"], self.cleaned_data["held_time"]
        return None if day is None else datetime.combine(day, time, tzinfo=OFFICE_TIME)


class AttendanceForm(forms.Form):
    """A group or person; an emptied line goes."""

    text = forms.CharField(label="Thành phần", required=False, max_length=300, widget=forms.TextInput(attrs=CONTROL))
    present = forms.BooleanField(
        label="Có mặt", required=False, initial=True, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    note = forms.CharField(
        label="Ghi chú",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=CONTROL | {"placeholder": "Ghi chú"}),
    )


AttendanceForms = forms.formset_factory(AttendanceForm, extra=SPARE_LINES, max_num=100)


def meeting_forms(
    period: Period, meeting: Meeting | None, posted: Any = None
) -> "tuple[MeetingForm, BaseFormSet[Any]]":
    """Return the forms of a session as it stands; a new one begins with the body's usual attendance."""
    attendance = _attendance(meeting) if meeting else _usual_attendance(period.body)
    lines = AttendanceForms(
        posted, initial=attendance, prefix="attendance", form_kwargs={"use_required_attribute": False}
    )
    if meeting is None:
        return MeetingForm(posted), lines
    local = meeting.held_at.astimezone(OFFICE_TIME) if meeting.held_at else None
    initial = {
        "held_on": local.date() if local else None,
        "held_time": local.time() if local else None,
        "place": meeting.place,
        "chair": meeting.chair,
    }
    return MeetingForm(posted, initial=initial), lines


def meeting_entry(form: MeetingForm, lines: "BaseFormSet[Any]") -> MeetingEntry:
    """Return the meeting as valid forms hold it."""
    attendance = [AttendanceEntry(**line) for line in lines.cleaned_data if line.get("text")]
    return MeetingEntry(form.held_at, form.cleaned_data["place"], form.cleaned_data["chair"], attendance)


def _attendance(meeting: Meeting) -> list[dict[str, Any]]:
    rows = Attendance.objects.filter(meeting=meeting).order_by("order", "pk")
    return [{"text": row.text, "present": row.present, "note": row.note} for row in rows]


def _usual_attendance(body: ConveningBody) -> list[dict[str, Any]]:
    return [{"text": line.strip(), "present": True} for line in body.standard_attendance.splitlines() if line.strip()]


class DirectiveForm(forms.Form):
    """A directive: what, in which sector, who, until when; nobody chosen means all communes."""

    text = forms.CharField(label="Nội dung nhiệm vụ", widget=forms.Textarea(attrs=CONTROL | {"rows": 3}))
    section = forms.ModelChoiceField(
        label="Lĩnh vực",
        queryset=Section.objects.order_by("order", "pk"),
        required=False,
        empty_label="Nhiệm vụ chung",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    due_on = forms.DateField(label="Thời hạn", required=False, widget=forms.DateInput(attrs=DAY))
    citation = forms.CharField(label="Căn cứ", required=False, max_length=200, widget=forms.TextInput(attrs=CONTROL))

    def __init__(self, period: Period, *args: Any, **kwargs: Any) -> None:
        """Offer the communes of the month and the departments of its body."""
        super().__init__(*args, **kwargs)
        communes = Commune.objects.filter(body=period.body).existing_in(period.as_month)
        self.fields["communes"] = forms.ModelMultipleChoiceField(
            label=f"Giao cho {period.body.units_word}",
            help_text="Không chọn đơn vị nào: giao cho tất cả.",
            queryset=communes,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["departments"] = forms.ModelMultipleChoiceField(
            label="Giao cho phòng, ban, ngành",
            queryset=period.body.departments.order_by("order", "pk"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def entry(self) -> DirectiveEntry:
        """Return the directive as it was typed."""
        typed = self.cleaned_data
        return DirectiveEntry(
            text=typed["text"],
            section=typed["section"],
            communes=list(typed["communes"]),
            departments=list(typed["departments"]),
            due_on=typed["due_on"],
            citation=typed["citation"],
        )


def directive_initial(directive: Directive) -> dict[str, Any]:
    """Return what a directive's form begins with."""
    return {
        "text": directive.text,
        "section": directive.section_id,
        "due_on": directive.due_on,
        "citation": directive.citation,
        "communes": list(directive.communes.all()),
        "departments": list(directive.departments.all()),
    }


class SentenceForm(forms.Form):
    """New words for a sentence, with what its writer had before her."""

    text = forms.CharField(label="Nội dung câu", widget=forms.Textarea(attrs=CONTROL | {"rows": 6}))
    expected = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    seen_draft = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class AddedSentenceForm(forms.Form):
    """The office's own sentence and the section it goes to."""

    text = forms.CharField(label="Nội dung câu", widget=forms.Textarea(attrs=CONTROL | {"rows": 3}))
    section = forms.ChoiceField(label="Thuộc mục", widget=forms.Select(attrs={"class": "form-select"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the sections of the page."""
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(section.code, section.title) for section in page_sections()]


class PhraseForm(forms.Form):
    """A phrase of the office and the section that it is for."""

    section = forms.ModelChoiceField(
        label="Thuộc mục",
        queryset=Section.objects.order_by("order", "pk"),
        to_field_name="code",
        empty_label="Chọn mục",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    text = forms.CharField(
        label="Câu mẫu",
        max_length=Phrase._meta.get_field("text").max_length,
        help_text="Một câu trọn ý, không ghi con số, không nêu tên đơn vị.",
        widget=forms.Textarea(attrs=CONTROL | {"rows": 3}),
    )


class DeadlineForm(forms.Form):
    """Until when the communes may object."""

    until = forms.DateTimeField(
        label="Nhận góp ý đến",
        help_text="Ngày/tháng/năm giờ:phút. Đổi, gia hạn hoặc kết thúc sớm được.",
        widget=forms.DateTimeInput(attrs=CONTROL | {"placeholder": "22/12/2015 17:00", "autocomplete": "off"}),
    )


class ObjectionForm(forms.Form):
    """A commune's objection to the sentence that it has before it; lengths are the action's to refuse."""

    key = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, strip=False)
    text = forms.CharField(
        label="Ý kiến của đơn vị về câu này",
        required=False,
        widget=forms.Textarea(attrs=CONTROL | {"rows": 3}),
    )


class ReplyForm(forms.Form):
    """What a commune writes after the office's answer."""

    text = forms.CharField(
        label="Ý kiến tiếp của đơn vị", required=False, widget=forms.Textarea(attrs=CONTROL | {"rows": 3})
    )


class AnswerForm(forms.Form):
    """The office's answer to an objection; to keep the sentence needs its reason."""

    decision = forms.ChoiceField(
        label="Trả lời",
        choices=Decision.choices,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": "Chọn một cách trả lời."},
    )
    text = forms.CharField(label="Nội dung, lý do", required=False, widget=forms.Textarea(attrs=CONTROL | {"rows": 3}))
