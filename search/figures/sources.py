"""Where things are found: of each kind the rows that a reader may see, how they are narrowed, what is told of a row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from briefing_portal.lib.searched import SearchedQuerySet
from briefing_portal.lib.vietnamese import capitalize_first
from communes.models import Commune, ConveningBody, User
from documents.models import DocumentText, PublishedDocument
from meetings.models import Briefing, BriefingSentence, Conclusion, Meeting, Statement
from reports.models import Directive, Period, Report, ReportText

from .asked import Asked, Kind

Rows = SearchedQuerySet[Any]
Concerns = Callable[[QuerySet[Commune]], Q]


class Told(NamedTuple):
    """What is said of a row: its name, its month (yyyy-mm or ""), its words and where it stands."""

    title: str
    month: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of what is found; a filter asks `month` and `section` (lookups, "" for none) and whom it `concerns`."""

    kind: Kind
    visible: Callable[[User, ConveningBody], Rows]
    tell: Callable[[Any, ConveningBody], Told]
    month: str = ""
    section: str = ""
    concerns: Concerns | None = None

    def found(self, asked: Asked) -> Rows | None:
        """Return the rows that are looked for; None where the kind isn't, or has nothing that a filter asks for."""
        missing = (
            asked.kind not in {"", self.kind},
            bool(asked.first or asked.last) and not self.month,
            bool(asked.section) and not self.section,
            asked.communes is not None and self.concerns is None,
        )
        if any(missing) or not asked.phrases:
            return None
        return self.visible(asked.user, asked.body).with_phrases(asked.phrases).filter(self._narrow(asked))

    def _narrow(self, asked: Asked) -> Q:
        narrow = Q()
        if asked.first:
            narrow &= Q(**{f"{self.month}__gte": asked.first})
        if asked.last:
            narrow &= Q(**{f"{self.month}__lte": asked.last})
        if asked.section:
            narrow &= Q(**{self.section: asked.section})
        if asked.communes is not None and self.concerns is not None:
            narrow &= self.concerns(asked.communes)
        return narrow


def _communes(user: User, body: ConveningBody) -> Rows:
    latest = Period.objects.filter(body=OuterRef("body")).newest_first().values("month")[:1]
    return Commune.objects.visible_to(user).filter(body=body).annotate(latest=Subquery(latest)).in_list_order()


def _tell_commune(row: Any, body: ConveningBody) -> Told:
    """Tell of a commune; its page is its report of the latest month."""
    place = reverse("reports:read", args=[body.slug, row.latest, row.slug]) if row.latest else f"/{body.slug}/"
    return Told(capitalize_first(row.full_name), "", row.aliases, place)


def _reports(user: User, body: ConveningBody) -> Rows:
    rows = ReportText.objects.filter(report__in=Report.objects.visible_to(user), report__period__body=body)
    # The latest handed in first: a search for a common word stops early, whatever was reported before.
    return rows.select_related("report__period", "report__commune").order_by("-pk")


def _tell_report(row: ReportText, body: ConveningBody) -> Told:
    period, commune = row.report.period, row.report.commune
    place = reverse("reports:read", args=[body.slug, period.month, commune.slug])
    return Told(capitalize_first(f"{commune.full_name}: {row.title}"), period.month, row.text, place)


def _sentences(user: User, body: ConveningBody) -> Rows:
    inside = Briefing.objects.visible_to(user).filter(period__body=body)
    rows = BriefingSentence.objects.filter(briefing__in=inside, dropped=False).select_related("briefing__period")
    return rows.order_by("-briefing__period__month", "block", "order", "pk")


def _tell_sentence(row: BriefingSentence, body: ConveningBody) -> Told:
    month = row.briefing.period.month
    place = reverse("meetings:briefing", args=[body.slug, month])
    return Told(row.get_block_display(), month, row.text, f"{place}?sentence={row.pk}#nguon")


def _directives(user: User, body: ConveningBody) -> Rows:
    rows = Directive.objects.visible_to(user).filter(period__body=body).select_related("period")
    return rows.order_by("-period__month", "number", "pk")


def _tell_directive(row: Directive, body: ConveningBody) -> Told:
    place = reverse("reports:directive", args=[body.slug, row.period.month, row.number])
    withdrawn = " (đã thu hồi)" if row.withdrawn_at else ""
    return Told(f"Nhiệm vụ số {row.number}{withdrawn}", row.period.month, row.text, place)


def _meetings(user: User, body: ConveningBody) -> Rows:
    rows = Meeting.objects.visible_to(user).filter(period__body=body).select_related("period__body")
    return rows.order_by("-period__month", "number", "pk")


def _tell_meeting(row: Meeting, body: ConveningBody) -> Told:
    place = reverse("meetings:meeting_number", args=[body.slug, row.period.month, row.number])
    parts = ((row.place, row.place), (row.chair, f"chủ trì: {row.chair}"), (row.secretary, f"thư ký: {row.secretary}"))
    return Told(row.heading, row.period.month, "; ".join(words for value, words in parts if value), place)


def _conclusions(user: User, body: ConveningBody) -> Rows:
    rows = Conclusion.objects.visible_to(user).standing().filter(meeting__period__body=body)
    return rows.select_related("meeting__period").order_by("-meeting__period__month", "meeting__number", "number", "pk")


def _tell_conclusion(row: Conclusion, body: ConveningBody) -> Told:
    month = row.meeting.period.month
    place = reverse("meetings:conclusions", args=[body.slug, month, row.meeting.number])
    return Told(f"Kết luận số {row.number}", month, row.text, f"{place}#ket-luan-{row.number}")


def _statements(user: User, body: ConveningBody) -> Rows:
    rows = Statement.objects.visible_to(user).standing().filter(meeting__period__body=body)
    ordered = rows.order_by("-meeting__period__month", "meeting__number", "order", "pk")
    return ordered.select_related("meeting__period", "speaker__commune", "speaker__department")


def _tell_statement(row: Statement, body: ConveningBody) -> Told:
    month = row.meeting.period.month
    place = reverse("meetings:minutes", args=[body.slug, month, row.meeting.number])
    return Told(row.speaker_name or row.get_kind_display(), month, row.text, f"{place}#y-kien-{row.pk}")


def _documents(user: User, body: ConveningBody) -> Rows:
    visible = PublishedDocument.objects.visible_to(user).filter(body=body)
    rows = DocumentText.objects.filter(document__in=visible).select_related("document")
    rows = rows.defer("document__pdf", "document__data")
    return rows.order_by("-document__month", "-document__number", "document__edition", "pk")


def _tell_document(row: DocumentText, body: ConveningBody) -> Told:
    document = row.document
    title = f"{document.title} ({document.get_edition_display().lower()})"
    return Told(title, document.month, row.text, reverse("documents:pdf", args=[body.slug, document.pk]))


def _directive_concerns(communes: QuerySet[Commune]) -> Q:
    named = Directive.objects.filter(communes__in=communes).values("pk")
    return Q(to_all_communes=True) | Q(pk__in=named)


def _statement_concerns(communes: QuerySet[Commune]) -> Q:
    return Q(commune__in=communes) | Q(speaker__commune__in=communes)


SOURCES = (
    Source(Kind.COMMUNES, _communes, _tell_commune, concerns=lambda communes: Q(pk__in=communes)),
    Source(
        Kind.REPORTS,
        _reports,
        _tell_report,
        month="report__period__month",
        section="section__code",
        concerns=lambda communes: Q(report__commune__in=communes),
    ),
    Source(Kind.SENTENCES, _sentences, _tell_sentence, month="briefing__period__month", section="section"),
    Source(
        Kind.DIRECTIVES,
        _directives,
        _tell_directive,
        month="period__month",
        section="section__code",
        concerns=_directive_concerns,
    ),
    Source(Kind.MEETINGS, _meetings, _tell_meeting, month="period__month"),
    Source(Kind.CONCLUSIONS, _conclusions, _tell_conclusion, month="meeting__period__month", section="section__code"),
    Source(
        Kind.STATEMENTS,
        _statements,
        _tell_statement,
        month="meeting__period__month",
        concerns=_statement_concerns,
    ),
    Source(Kind.DOCUMENTS, _documents, _tell_document, month="document__month"),
)
