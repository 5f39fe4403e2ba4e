"""The chair's conclusions as the clerk confirms them: what was read from the words is a proposal in the boxes."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from briefing_portal.lib.vietnamese.assignments import Proposal, Unit, propose
from communes.models import Commune, ConveningBody
from meetings.actions.draw_conclusions import ConclusionEntry
from meetings.models import Conclusion, Statement
from reports.actions.issue_directives import DirectiveEntry
from reports.models import Directive, Period, Section

from .controls import CONTROL, DAY, SELECT

if TYPE_CHECKING:
    from django.forms.formsets import BaseFormSet

ISSUE, NONE, KEEP, CHANGE = "issue", "none", "keep", "change"
MOST = 40  # conclusions of one sentence
ALL, SOME = "all", "some"
NEW_TASK = ((ISSUE, "Giao nhiệm vụ"), (NONE, "Không phát sinh nhiệm vụ"))


class ConclusionForm(forms.Form):
    """A conclusion, and the directive that it issues or doesn't."""

    proposal: Proposal | None = None  # what was read from the words

    text = forms.CharField(
        label="Nội dung kết luận", required=False, widget=forms.Textarea(attrs=CONTROL | {"rows": 3})
    )
    section = forms.ModelChoiceField(
        label="Lĩnh vực",
        queryset=Section.objects.order_by("order", "pk"),
        required=False,
        empty_label="Chung",
        widget=forms.Select(attrs=SELECT),
    )
    task = forms.ChoiceField(label="Nhiệm vụ", required=False, widget=forms.RadioSelect)
    to = forms.ChoiceField(label="Giao cho ai", required=False, widget=forms.RadioSelect)
    due_on = forms.DateField(label="Thời hạn", required=False, widget=forms.DateInput(attrs=DAY))

    def __init__(
        self, period: Period, today: dt.date, *args: Any, issued: Directive | None = None, **kwargs: Any
    ) -> None:
        """Offer the communes of the month and the departments of its body; `issued` is the directive that stands."""
        super().__init__(*args, **kwargs)
        self.today = today
        body = period.body
        choices: dict[str, Sequence[tuple[str, str]]] = {
            "task": NEW_TASK,
            "to": ((ALL, f"Tất cả các {body.units_word}"), (SOME, "Các đơn vị chọn dưới đây")),
        }
        if issued is not None:
            choices["task"] = (
                (KEEP, f"Giữ nguyên nhiệm vụ số {issued.number} đã giao"),
                (CHANGE, f"Sửa nhiệm vụ số {issued.number} theo nội dung này"),
            )
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered
        self.fields["communes"] = _units(
            f"Các {body.units_word}", Commune.objects.filter(body=body).existing_in(period.as_month)
        )
        self.fields["departments"] = _units("Phòng, ban, ngành", body.departments.order_by("order", "pk"))

    def clean(self) -> dict[str, Any]:
        """Ask for the clerk's choices: a task or none, to whom, and no day that is past."""
        typed = super().clean() or {}
        if not typed.get("text"):
            return typed
        if not typed.get("task"):
            self.add_error("task", "Chọn giao nhiệm vụ hoặc “Không phát sinh nhiệm vụ”.")
        if typed.get("task") in {ISSUE, CHANGE}:
            self._check_addressees(typed)
            due_on = typed.get("due_on")
            if due_on is not None and due_on < self.today:
                self.add_error("due_on", "Thời hạn đã qua so với hôm nay; ghi ngày khác hoặc để trống.")
        return typed

    def _check_addressees(self, typed: dict[str, Any]) -> None:
        units = [*typed.get("communes", ()), *typed.get("departments", ())]
        if not typed.get("to"):
            self.add_error("to", "Chọn giao cho tất cả hay cho đơn vị nào.")
        elif typed["to"] == SOME and not units:
            self.add_error("to", "Chọn ít nhất một đơn vị hoặc phòng, ban, ngành.")
        elif typed["to"] == ALL and units:
            self.add_error("to", "Đã chọn tất cả thì bỏ chọn từng đơn vị; muốn giao riêng thì chọn các đơn vị.")

    @property
    def entry(self) -> ConclusionEntry:
        """Return the conclusion as it was confirmed."""
        typed = self.cleaned_data
        issues = typed["task"] in {ISSUE, CHANGE}
        task = DirectiveEntry(
            text=typed["text"],
            section=typed["section"],
            communes=list(typed["communes"]) if typed["to"] == SOME else (),
            departments=list(typed["departments"]) if typed["to"] == SOME else (),
            due_on=typed["due_on"],
        )
        return ConclusionEntry(
            typed["text"], typed["section"], task=task if issues else None, no_task=typed["task"] == NONE
        )


_FormSet = forms.formset_factory(ConclusionForm, extra=0, max_num=MOST, absolute_max=MOST)


def conclusion_forms(
    period: Period, today: dt.date, posted: Any = None, proposals: Sequence[Proposal] = ()
) -> "BaseFormSet[ConclusionForm]":
    """Return the forms of what is proposed, or one empty form; each with what was read (`proposal`)."""
    initial = [_proposed(each) for each in proposals] or [{}]
    options = {"period": period, "today": today, "use_required_attribute": False}
    forms_ = _FormSet(posted, initial=None if posted is not None else initial, prefix="conclusion", form_kwargs=options)
    for form, proposal in zip(forms_.forms, proposals, strict=False):
        form.proposal = proposal
    return forms_


def conclusion_entries(forms_: "BaseFormSet[ConclusionForm]") -> list[ConclusionEntry]:
    """Return what valid forms confirm; an emptied one was left out."""
    return [form.entry for form in forms_.forms if form.cleaned_data.get("text")]


def proposals_of(statement: Statement, today: dt.date) -> list[Proposal]:
    """Return what a statement of the chair proposes, read on a day."""
    body, month = statement.meeting.period.body, statement.meeting.period.as_month
    communes = Commune.objects.filter(body=body).existing_in(month)
    return propose(
        statement.text, today=today, communes=[_unit(each) for each in communes], departments=_departments(body)
    )


def changed_initial(conclusion: Conclusion, issued: Directive | None) -> dict[str, Any]:
    """Return what the form of a standing conclusion begins with."""
    initial: dict[str, Any] = {"text": conclusion.text, "section": conclusion.section_id}
    if issued is None:
        return initial | {"task": NONE if conclusion.no_task else ""}
    return initial | {
        "task": KEEP,
        "to": ALL if issued.to_all_communes else SOME,
        "communes": [commune.pk for commune in issued.communes.all()],
        "departments": [department.pk for department in issued.departments.all()],
        "due_on": issued.due_on,
    }


def _proposed(proposal: Proposal) -> dict[str, Any]:
    """Return what was read as the boxes show it; nothing is ticked that the words don't say."""
    told = proposal.addressees
    to = ALL if told.all_communes and not told.departments else SOME if told.is_clear else ""
    return {
        "text": proposal.text,
        "task": ISSUE if told.is_clear or proposal.due.day else "",
        "to": to,
        "communes": [int(key) for key in told.communes],
        "departments": [int(key) for key in told.departments],
        "due_on": proposal.due.day,
    }


def _units(label: str, queryset: Any) -> "forms.ModelMultipleChoiceField[Any]":
    return forms.ModelMultipleChoiceField(
        label=label, queryset=queryset, required=False, widget=forms.CheckboxSelectMultiple
    )


def _unit(commune: Commune) -> Unit:
    return Unit(str(commune.pk), (commune.name, *(name.strip() for name in commune.aliases.split(";") if name.strip())))


def _departments(body: ConveningBody) -> list[Unit]:
    return [Unit(str(each.pk), (each.name,)) for each in body.departments.order_by("order", "pk")]
