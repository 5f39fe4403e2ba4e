"""What addressees answer to directives, what the office says to that, and its answers to proposals."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from communes.models import Department
from documents.models import Attachment
from reports.checks.directives import ANSWER_LABELS, VERDICT_LABELS, Typed, Verdict
from reports.facts import AnswerState
from reports.workflow import ReportStatus

from .directives import Directive
from .periods import Period
from .reports import Proposal, Report

HANDED_IN = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An answer to a directive as it is typed; `state` is empty while nothing was chosen."""

    state: str = ""
    evidence: str = ""
    attachment: Attachment | None = None
    new_due: date | None = None
    reason: str = ""


class DirectiveAnswerQuerySet(models.QuerySet["DirectiveAnswer"]):
    """Answers as their people ask for them."""

    def counted(self) -> "DirectiveAnswerQuerySet":
        """Return the answers that count: of reports handed in or judged before, and those given for departments."""
        judged = Q(verdicts__revision=models.F("revision"))
        handed_in = Q(report__isnull=True) | Q(report__status__in=HANDED_IN)
        return self.exclude(state="").filter(pk__in=self.model.objects.filter(handed_in | judged).values("pk"))

    def awaiting_verdict(self) -> "DirectiveAnswerQuerySet":
        """Return what is reported as done and not judged yet as it stands."""
        judged = DirectiveVerdict.objects.filter(answer=models.OuterRef("pk"), revision=models.OuterRef("revision"))
        return self.counted().filter(~models.Exists(judged), state=AnswerState.DONE, directive__withdrawn_at=None)

    def in_order(self) -> "DirectiveAnswerQuerySet":
        """Return them in the order of their months."""
        return self.order_by("period__month", "answered_at", "pk")


class DirectiveAnswer(models.Model):
    """A commune's line in its report, or what the office enters for a department in a month; only drafts lack `state`.

    `revision` grows with every change, so that a verdict is on the words that it was given to. For a department each
    answer is a row of its own, and the last of a month counts.
    """

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="answers")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="answers")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="directive_answers")
    state = models.CharField(
        "kết quả", max_length=10, blank=True, choices=[(state.value, label) for state, label in ANSWER_LABELS.items()]
    )
    evidence = models.TextField("việc đã làm, minh chứng", blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="directive_answers")
    new_due = models.DateField("đề nghị thời hạn mới", null=True)
    reason = models.TextField("lý do", blank=True)
    revision = models.PositiveSmallIntegerField(default=1)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DirectiveAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "trả lời nhiệm vụ"
        verbose_name_plural = "trả lời nhiệm vụ"
        ordering = ("answered_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "directive"), condition=Q(report__isnull=False), name="one_answer_per_directive"
            ),
            models.CheckConstraint(
                condition=Q(report__isnull=False, department__isnull=True)
                | Q(report__isnull=True, department__isnull=False),
                name="answer_is_a_reports_or_a_departments",
            ),
        )

    def __str__(self) -> str:
        return f"{self.directive}: {self.get_state_display()}"

    @property
    def typed(self) -> Typed:
        """Return the answer as the rules ask about it."""
        return Typed(self.state, self.evidence, self.attachment_id is not None, self.new_due, self.reason)

    @property
    def content(self) -> tuple[str, str, int | None, date | None, str]:
        """Return what a change of is a new revision."""
        return (self.state, self.evidence, self.attachment_id, self.new_due, self.reason)

    @property
    def is_done(self) -> bool:
        """Tell whether the addressee reports it as done."""
        return self.state == AnswerState.DONE


class DirectiveVerdict(models.Model):
    """The office's word on one revision of an answer, written once; the last one on the last revision counts."""

    answer = models.ForeignKey(DirectiveAnswer, models.PROTECT, related_name="verdicts")
    revision = models.PositiveSmallIntegerField()
    verdict = models.CharField(
        "kết luận", max_length=10, choices=[(verdict.value, label) for verdict, label in VERDICT_LABELS.items()]
    )
    text = models.CharField("ý kiến", max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kết luận về trả lời nhiệm vụ"
        verbose_name_plural = "kết luận về trả lời nhiệm vụ"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the words that pages use."""
        return VERDICT_LABELS[Verdict(self.verdict)]


class ProposalState(models.TextChoices):
    """Where a proposal stands: open until the office answers; one that is forwarded comes back until it is settled."""

    OPEN = "open", "Chưa trả lời"
    FORWARDED = "forwarded", "Đã chuyển cơ quan giải quyết"
    ANSWERED = "answered", "Đã trả lời"
    RESOLVED = "resolved", "Đã giải quyết"


CLOSED_PROPOSAL = frozenset({ProposalState.ANSWERED.value, ProposalState.RESOLVED.value})
GIVEN = (ProposalState.ANSWERED, ProposalState.FORWARDED, ProposalState.RESOLVED)


class ProposalAnswer(models.Model):
    """The office's answer to a proposal, written once: a later one takes its place, and the earlier stays to be read.

    `number` counts a proposal's answers, so that of two people who answer at once the second is told.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    state = models.CharField("trạng thái", max_length=10, choices=[(each.value, each.label) for each in GIVEN])
    text = models.TextField("trả lời")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "trả lời kiến nghị"
        verbose_name_plural = "trả lời kiến nghị"
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("proposal", "number"), name="proposal_answer_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in GIVEN]), name="proposal_answer_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]
