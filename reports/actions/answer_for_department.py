"""The office enters what a department answers to a directive."""

from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import Department, User
from reports.checks.directives import fault_of, fault_of_new_due
from reports.figures.directives import line_of
from reports.models import AnswerEntry, Directive, DirectiveAnswer, Period


@transaction.atomic
def answer(
    *, directive: Directive, department: Department, period: Period, entry: AnswerEntry, by: User, at: datetime
) -> DirectiveAnswer:
    """Keep a department's answer in a month beside those before; raise Refusal for one that says too little."""
    directive = Directive.objects.select_for_update().select_related("period").get(pk=directive.pk)
    if directive.withdrawn_at is not None:
        raise Refusal("Nhiệm vụ này đã được thu hồi.")
    if not directive.departments.filter(pk=department.pk).exists():
        raise Refusal(f"Nhiệm vụ này không giao cho {department}.")
    if period.body_id != directive.period.body_id or period.month < directive.period.month:
        raise Refusal("Chọn kỳ từ tháng giao nhiệm vụ trở đi.")
    row = DirectiveAnswer(directive=directive, department=department, period=period, answered_at=at, answered_by=by)
    row.state, row.attachment, row.new_due = entry.state, entry.attachment, entry.new_due
    row.evidence, row.reason = normalize_text(entry.evidence), normalize_text(entry.reason)
    due = line_of(directive, department).due
    if fault := fault_of(row.typed) or fault_of_new_due(row.new_due, row.state, due, at.date()):
        raise Refusal(fault)
    row.save()
    return row
