"""Begin a report and save what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import Commune, Department, User
from reports import figures
from reports.checks.directives import fault_of_new_due
from reports.facts import Key
from reports.figures.directives import Line
from reports.models import (
    AnswerEntry,
    DirectiveAnswer,
    Explanation,
    Indicator,
    IssueCategory,
    Narrative,
    Period,
    Proposal,
    Report,
    ReportedIssue,
    ReportEvent,
    Season,
    Section,
    Value,
)

STARTED = "started"
TEXT_LIMIT = 20_000  # characters of one narrative, some seven printed pages
EXPLANATION_LIMIT = 1_000  # characters, as the column takes
ADDRESSEE_LIMIT = 160  # the same


class StaleReport(Refusal):
    """Refuse to save over what somebody else saved in the meantime."""


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """A shortcoming as it is typed."""

    category: str
    text: str
    cause: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ProposalEntry:
    """A proposal as it is typed."""

    text: str
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """What a person typed. A figure of None is cleared; what is not mentioned stays as it is.

    `days` are those that figures are of; None for the month's own.
    `issues` and `proposals` are whole lists, or None where they are not touched; `answers` stand by directive.
    """

    figures: Mapping[Key, Decimal | None] = field(default_factory=dict)
    days: Mapping[Key, date | None] = field(default_factory=dict)
    narratives: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[IssueEntry, ...] | None = None
    proposals: tuple[ProposalEntry, ...] | None = None
    answers: Mapping[int, AnswerEntry] = field(default_factory=dict)


@transaction.atomic
def start(*, period: Period, commune: Commune, by: User, at: datetime) -> Report:
    """Return the commune's report of the month, begun now if nobody had begun it."""
    report = Report.objects.filter(period=period, commune=commune).first()
    if report is not None:
        return report
    period.hold(alone=False)
    period.check_open_for(commune, at)
    try:
        with transaction.atomic():
            report = Report.objects.create(
                period=period, commune=commune, started_at=at, started_by=by, changed_at=at, changed_by=by
            )
            ReportEvent.objects.create(report=report, kind=STARTED, at=at, by=by)
    except IntegrityError:
        return Report.objects.get(period=period, commune=commune)
    return report


def begin(*, report: Report, by: User, at: datetime) -> Report:
    """Return a report; one that is not begun yet (unsaved) is begun now."""
    return report if report.pk else start(period=report.period, commune=report.commune, by=by, at=at)


@transaction.atomic
def save(*, report: Report, entries: Entries, expected_version: int, by: User, at: datetime) -> Report:
    """Save what was typed; raise StaleReport when the report changed since `expected_version` was read."""
    report.period.hold(alone=False)
    report = Report.objects.select_for_update().select_related("period", "commune").get(pk=report.pk)
    report.period.check_open_for(report.commune, at)
    if not report.is_editable:
        raise Refusal(f"Báo cáo đang ở trạng thái “{report.state.label}” nên không sửa được.")
    if report.version != expected_version:
        raise StaleReport("Báo cáo đã được người khác sửa trong lúc bạn đang nhập.")
    _save_figures(report, entries.figures)
    _save_days(report, entries.days)
    _save_narratives(report, entries.narratives)
    _save_explanations(report, entries.explanations)
    _save_issues(report, entries.issues)
    _save_proposals(report, entries.proposals)
    _save_answers(report, entries.answers, by=by, at=at)
    report.version += 1
    report.changed_at, report.changed_by = at, by
    report.save(update_fields=("version", "changed_at", "changed_by"))
    return report


def _save_figures(report: Report, figures: Mapping[Key, Decimal | None]) -> None:
    indicators = {i.code: i for i in Indicator.objects.measured().filter(code__in={k[0] for k in figures})}
    seasons = {s.code: s for s in Season.objects.filter(periods=report.period)}
    old = {(v.indicator_id, v.season_id): v for v in report.values.all()}
    new, changed, gone = [], [], []
    for (code, season_code), figure in figures.items():
        season = seasons[season_code] if season_code else None
        value = old.get((indicators[code].pk, season.pk if season else None))
        if figure is None and value is not None:
            gone.append(value.pk)
        elif figure is not None and value is None:
            new.append(Value(report=report, indicator=indicators[code], season=season, value=figure))
        elif figure is not None and value is not None and value.value != figure:
            value.value = figure
            changed.append(value)
    Value.objects.bulk_create(new)
    Value.objects.bulk_update(changed, ["value"])
    if gone:
        Value.objects.filter(pk__in=gone).delete()


def _save_days(report: Report, days: Mapping[Key, date | None]) -> None:
    """Put the day that a figure is of beside it, where the figure stands."""
    changed = []
    for value in report.values.select_related("indicator", "season") if days else ():
        key = (value.indicator.code, value.season.code if value.season else "")
        if key in days and days[key] != value.as_of:
            value.as_of = days[key]
            changed.append(value)
    Value.objects.bulk_update(changed, ["as_of"])


def _save_narratives(report: Report, narratives: Mapping[str, str]) -> None:
    old = {row.section.code: row for row in report.narratives.select_related("section")}
    clean = {code: _clean(text) for code, text in narratives.items()}
    wanted = _changed(clean, {code: row.text for code, row in old.items()})
    sections = {section.code: section for section in Section.objects.filter(code__in=wanted)} if wanted else {}
    for code, text in wanted.items():
        _keep(text, old.get(code), Narrative(report=report, section=sections[code]))


def _save_explanations(report: Report, explanations: Mapping[str, str]) -> None:
    old = {row.indicator.code: row for row in report.explanations.select_related("indicator")}
    clean = {code: _clean(text, limit=EXPLANATION_LIMIT) for code, text in explanations.items()}
    wanted = _changed(clean, {code: row.text for code, row in old.items()})
    indicators = {i.code: i for i in Indicator.objects.filter(code__in=wanted)} if wanted else {}
    for code, text in wanted.items():
        _keep(text, old.get(code), Explanation(report=report, indicator=indicators[code]))


def _changed(texts: Mapping[str, str], standing: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in texts.items() if text != standing.get(code, "")}


def _keep(text: str, old: Narrative | Explanation | None, new: Narrative | Explanation) -> None:
    """Write a text where it stood or as a new row; an emptied one goes."""
    row = old or new
    if text:
        row.text = text
        row.save()
    elif old is not None:
        old.delete()


def _save_issues(report: Report, issues: tuple[IssueEntry, ...] | None) -> None:
    if issues is None:
        return
    wanted = [(i.category, _clean(i.text), _clean(i.cause), _clean(i.remedy)) for i in issues]
    standing = report.issues.order_by("order", "pk").values_list("category__code", "text", "cause", "remedy")
    if wanted == list(standing):
        return
    categories = {category.code: category for category in IssueCategory.objects.all()}
    report.issues.all().delete()
    ReportedIssue.objects.bulk_create(
        ReportedIssue(report=report, order=order, category=categories[category], text=text, cause=cause, remedy=remedy)
        for order, (category, text, cause, remedy) in enumerate(wanted)
    )


def _save_proposals(report: Report, proposals: tuple[ProposalEntry, ...] | None) -> None:
    """Replace the proposals that have no answer yet; an answered one stays with its answer."""
    if proposals is None:
        return
    standing = list(report.proposals.order_by("order", "pk").values_list("text", "addressee", "answers"))
    answered = {text for text, _, answer in standing if answer}
    typed = [(_clean(p.text), _clean(p.addressee, limit=ADDRESSEE_LIMIT)) for p in proposals]
    wanted = [(text, addressee) for text, addressee in typed if text not in answered]
    if wanted == [(text, addressee) for text, addressee, answer in standing if not answer]:
        return
    report.proposals.filter(answers__isnull=True).delete()
    departments = {d.name.casefold(): d for d in Department.objects.filter(body=report.commune.body_id)}
    Proposal.objects.bulk_create(
        Proposal(
            report=report,
            order=order,
            text=text,
            addressee=addressee,
            department=departments.get(addressee.casefold()),
        )
        for order, (text, addressee) in enumerate(wanted)
    )


def _save_answers(report: Report, answers: Mapping[int, AnswerEntry], *, by: User, at: datetime) -> None:
    """Write the answers that changed; one that is emptied goes, unless the office has judged it."""
    if not answers:
        return
    asked = {line.directive.pk: line for line in figures.asked_of(report.period, report.commune)}
    rows = {row.directive_id: row for row in report.answers.all()}
    for directive, entry in answers.items():
        if directive not in asked:
            raise Refusal("Có nhiệm vụ vừa được thu hồi hoặc đã được công nhận hoàn thành; hãy mở lại trang báo cáo.")
        row = rows.get(directive) or DirectiveAnswer(report=report, period=report.period, directive_id=directive)
        _keep_answer(row, entry, asked[directive], by=by, at=at)


def _keep_answer(row: DirectiveAnswer, entry: AnswerEntry, line: Line, *, by: User, at: datetime) -> None:
    before = row.content
    row.state, row.attachment, row.new_due = entry.state, entry.attachment, entry.new_due
    row.evidence, row.reason = _clean(entry.evidence), _clean(entry.reason)
    if row.content == before:
        return
    if row.attachment is not None and row.attachment.commune_id != line.addressee.pk:
        raise Refusal("Tệp minh chứng này không phải của đơn vị; hãy gửi lại.")
    is_new_day = row.new_due != before[3]
    if is_new_day and (fault := fault_of_new_due(row.new_due, row.state, line.due, at.date())):
        raise Refusal(fault)
    if row.pk and not any(row.content) and not row.verdicts.exists():
        row.delete()
        return
    row.revision += bool(row.pk)
    row.answered_at, row.answered_by = at, by
    row.save()


def _clean(text: str, limit: int = TEXT_LIMIT) -> str:
    clean = normalize_text(text)
    if len(clean) > limit:
        raise Refusal(f"Nội dung dài {len(clean)} ký tự, vượt quá {limit} ký tự cho phép.")
    return clean
