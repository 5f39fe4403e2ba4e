"""Who is invited and who came, as it is typed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from communes.models import Commune
from meetings.actions.invite import InvitedEntry, Mark
from meetings.figures.invitation import usual_line
from meetings.models import Attendance, Group, Meeting, Presence

from .controls import CONTROL, SELECT

DETAIL_LIMIT = 160  # characters: a reason, or who came instead


class InviteForm(forms.Form):
    """One more to invite: of which group and unit, and who."""

    group = forms.ChoiceField(
        label="Nhóm", choices=Group.choices, initial=Group.OTHER, widget=forms.Select(attrs=SELECT)
    )
    position = forms.CharField(
        label="Chức danh, họ tên", required=False, max_length=160, widget=forms.TextInput(attrs=CONTROL)
    )
    text = forms.CharField(
        label="Cách nêu ở câu mở đầu",
        required=False,
        max_length=300,
        help_text="Để trống thì nêu theo nhóm, như thường lệ.",
        widget=forms.TextInput(attrs=CONTROL),
    )

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        """Offer the communes of the month and the departments of the body."""
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        body = meeting.period.body
        self.fields["commune"] = forms.ModelChoiceField(
            label=f"Đơn vị ({body.units_word})",
            queryset=Commune.objects.filter(body=body).existing_in(meeting.period.as_month),
            required=False,
            empty_label="Không",
            widget=forms.Select(attrs=SELECT),
        )
        self.fields["department"] = forms.ModelChoiceField(
            label="Phòng, ban, ngành",
            queryset=body.departments.order_by("order", "pk"),
            required=False,
            empty_label="Không",
            widget=forms.Select(attrs=SELECT),
        )

    @property
    def entry(self) -> InvitedEntry:
        """Return who is invited; without words of her own as her group or herself."""
        typed, group = self.cleaned_data, Group(self.cleaned_data["group"])
        text = typed["text"] or usual_line(self.meeting.period.body, group) or typed["position"]
        return InvitedEntry(group, text, typed["position"], typed["commune"], typed["department"])


def marks_of(posted: QueryDict, rows: list[Attendance], *, is_typing: bool) -> dict[int, Mark]:
    """Return what was ticked differently from what the page showed, by the row's pk.

    While she `is_typing`, somebody replaced waits for the name of who came instead.
    """
    marks = {}
    for row in rows:
        presence = posted.get(f"presence-{row.pk}", "")
        if presence not in Presence.values:
            continue
        seen, seen_detail = posted.get(f"seen-{row.pk}", ""), posted.get(f"seen-detail-{row.pk}", "")
        detail = posted.get(f"detail-{row.pk}", "").strip()[:DETAIL_LIMIT]
        waits = is_typing and presence == Presence.REPLACED and not detail
        if (presence, detail) != (seen, seen_detail) and not waits:
            marks[row.pk] = _mark(Presence(presence), detail, seen)
    return marks


@dataclass(frozen=True, slots=True)
class TypedMark:
    """What stands in a row's boxes when the page comes back with a refusal."""

    presence: str
    detail: str


def typed_mark(posted: QueryDict, row: Attendance) -> TypedMark:
    """Return what was ticked in a row, or how it stands where the page didn't show it."""
    return TypedMark(
        posted.get(f"presence-{row.pk}", row.presence), posted.get(f"detail-{row.pk}", row.detail)[:DETAIL_LIMIT]
    )


def _mark(presence: Presence, detail: str, seen: str) -> Mark:
    replaced = presence == Presence.REPLACED
    return Mark(
        presence,
        reason=detail if presence == Presence.ABSENT else "",
        replaced_by=detail if replaced else "",
        seen=Presence(seen) if seen in Presence.values else None,
    )
