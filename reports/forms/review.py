"""The office's word on a report: a comment beside a figure or a section, a decision, a reason."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms

from reports.actions.judge_answers import LONGEST_REMARK, VerdictEntry
from reports.actions.review import FieldComment
from reports.checks.directives import VERDICT_LABELS, Verdict
from reports.facts import Key
from reports.models import DirectiveAnswer

ACCEPT, RETURN, BEGIN = "accept", "return", "begin"
COMMENT = {"rows": 2, "class": "form-control form-control-sm"}
LONGEST = 2_000  # characters of a comment or a reason


def figure_name(key: Key) -> str:
    """Return the name of the field for a comment beside a figure."""
    return ":".join(("figure", *key))


def section_name(code: str) -> str:
    """Return the name of the field for a comment beside a section's text."""
    return f"section:{code}"


def verdict_name(answer: int) -> str:
    """Return the name of the field for the verdict on an answer."""
    return f"verdict:{answer}"


def remark_name(answer: int) -> str:
    """Return the name of the field for the sentence with a verdict."""
    return f"verdict:{answer}:text"


def verdict_fields(answer: DirectiveAnswer) -> dict[str, forms.Field]:
    """Return the fields of the verdict on an answer: what can be said to it, and a sentence."""
    said = [Verdict.ACCEPTED, Verdict.NOT_YET] if answer.is_done else [Verdict.NOT_YET]
    said += [Verdict.NEW_DUE] if answer.new_due else []
    choices = [("", "Chưa kết luận"), *((each.value, VERDICT_LABELS[each]) for each in said)]
    return {
        verdict_name(answer.pk): forms.ChoiceField(
            label="Kết luận", required=False, choices=choices, widget=forms.Select(attrs={"class": "form-select"})
        ),
        remark_name(answer.pk): forms.CharField(
            label="Ý kiến", required=False, max_length=LONGEST_REMARK, widget=forms.Textarea(attrs=COMMENT)
        ),
    }


class ReviewForm(forms.Form):
    """A decision on the submission that the reviewer saw, with a reason and comments per field."""

    decision = forms.ChoiceField(choices=[(each, each) for each in (ACCEPT, RETURN, BEGIN)])
    expected = forms.IntegerField()
    reason = forms.CharField(
        label="Lý do, lời nhắn",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )

    def __init__(
        self,
        keys: Iterable[Key],
        sections: Iterable[str],
        *args: Any,
        answers: Sequence[DirectiveAnswer] = (),
        **kwargs: Any,
    ) -> None:
        """Offer a comment beside each figure and each section, and a verdict beside each answer."""
        super().__init__(*args, **kwargs)
        self.answers = answers
        for answer in answers:
            self.fields |= verdict_fields(answer)
        self.places = {figure_name(key): {"indicator": key[0], "season": key[1]} for key in keys}
        self.places |= {section_name(code): {"section": code} for code in sections}
        for name in self.places:
            box = forms.Textarea(attrs=COMMENT | {"aria-label": "Ý kiến của Văn phòng"})
            self.fields[name] = forms.CharField(required=False, max_length=LONGEST, widget=box)

    @property
    def comments(self) -> list[FieldComment]:
        """Return the comments that were written."""
        return [FieldComment(text=text, **self.places[name]) for name, text in self._written()]

    @property
    def verdicts(self) -> list[VerdictEntry]:
        """Return the verdicts that were given, and words without one for the action to refuse."""
        return given_verdicts(self, self.answers)

    def _written(self) -> Iterator[tuple[str, str]]:
        for name in self.places:
            if text := self.cleaned_data[name]:
                yield name, text


def given_verdicts(form: forms.Form, answers: Sequence[DirectiveAnswer]) -> list[VerdictEntry]:
    """Return what was said to answers in a form that has their fields."""
    found = (
        VerdictEntry(
            answer,
            form.cleaned_data.get(verdict_name(answer.pk), ""),
            form.cleaned_data.get(remark_name(answer.pk), ""),
        )
        for answer in answers
    )
    return [entry for entry in found if entry.verdict or entry.text]


class ReopenForm(forms.Form):
    """Why an accepted report is opened again."""

    reason = forms.CharField(
        label="Lý do mở lại",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control", "id": "id_reopen_reason"}),
    )
