"""A statement of the minutes as it is typed."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from briefing_portal.lib.asked import number_in
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import Commune
from meetings.actions.minutes import StatementEntry
from meetings.figures.invitation import groups_of
from meetings.figures.minutes import sentences_of
from meetings.models import Meeting, Statement, StatementKind

from .controls import CONTROL, SELECT

SENTENCE, COMMUNE = "cau:", "xa:"  # what a statement is about, as the list of choices names it
SHOWN = 90  # characters of a sentence in that list


class StatementForm(forms.Form):
    """Who says what, and about what; `version` and `token` tell whose words it would replace."""

    kind = forms.ChoiceField(label="Loại ý kiến", choices=StatementKind.choices, widget=forms.Select(attrs=SELECT))
    speaker = forms.ChoiceField(label="Người phát biểu", required=False, widget=forms.Select(attrs=SELECT))
    speaker_text = forms.CharField(
        label="Người phát biểu ngoài danh sách",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=CONTROL | {"placeholder": "Chức danh, họ tên", "autocomplete": "off"}),
    )
    about = forms.ChoiceField(label="Về", required=False, widget=forms.Select(attrs=SELECT))
    text = forms.CharField(
        label="Nội dung",
        error_messages={"required": "Chưa có nội dung ý kiến."},
        widget=forms.Textarea(attrs=CONTROL | {"rows": 5}),
    )

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        """Offer the meeting's people, and what a statement may be about."""
        super().__init__(*args, **kwargs)
        self.people = {
            str(row.pk): row for row in meeting.attendances.select_related("commune", "department") if row.name
        }
        groups = groups_of(self.people.values())
        speaker, about = self.fields["speaker"], self.fields["about"]
        if isinstance(speaker, forms.ChoiceField) and isinstance(about, forms.ChoiceField):
            speaker.choices = [("", "Chọn trong thành phần dự")] + [
                (group.label, [(str(row.pk), row.name) for row in group.rows]) for group in groups
            ]
            about.choices = _about(meeting)

    @property
    def token(self) -> UUID:
        """Return which form this is: made once, sent with every save."""
        try:
            return UUID(str(self._told("token")))
        except ValueError:
            return uuid4()

    @property
    def version(self) -> int:
        """Return the version whose words would be replaced; 0 of a new statement."""
        told = str(self._told("over") or self._told("version") or "")
        return number_in(told) or 0

    @property
    def entry(self) -> StatementEntry:
        """Return the statement as it was typed."""
        typed = self.cleaned_data
        about = typed["about"]
        communes = Commune.objects.filter(pk=about.removeprefix(COMMUNE)) if about.startswith(COMMUNE) else None
        speaker_text = normalize_text(typed["speaker_text"])
        return StatementEntry(
            text=typed["text"],
            kind=StatementKind(typed["kind"]),
            speaker=None if speaker_text else self.people.get(typed["speaker"]),
            speaker_text=speaker_text,
            key=about.removeprefix(SENTENCE) if about.startswith(SENTENCE) else "",
            commune=communes.first() if communes else None,
        )

    def _told(self, name: str) -> Any:
        return self.data.get(name) if self.is_bound else self.initial.get(name)


def statement_initial(statement: Statement | None, *, about: str = "") -> dict[str, Any]:
    """Return what a statement's form begins with; a new one with a token of its own."""
    if statement is None:
        return {"kind": StatementKind.DISCUSSION, "about": about, "token": str(uuid4()), "version": 0}
    told = f"{SENTENCE}{statement.key}" if statement.key else ""
    return {
        "kind": statement.kind,
        "speaker": str(statement.speaker_id or ""),
        "speaker_text": statement.speaker_text,
        "about": f"{COMMUNE}{statement.commune_id}" if statement.commune_id else told,
        "text": statement.text,
        "token": str(statement.token),
        "version": statement.version,
    }


def _about(meeting: Meeting) -> list[Any]:
    body = meeting.period.body
    communes = Commune.objects.filter(body=body).existing_in(meeting.period.as_month)
    sentences = [(f"{SENTENCE}{row.key}", _short(row.text)) for row in sentences_of(meeting)]
    return [
        ("", "Không gắn với nội dung nào"),
        ("Đơn vị", [(f"{COMMUNE}{commune.pk}", commune.full_name) for commune in communes]),
        *([("Câu trong báo cáo tổng hợp", sentences)] if sentences else []),
    ]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
