"""What a body's settings do to its sentences, shown on the figures of its latest month; nothing is written."""

from dataclasses import dataclass, replace

from communes.models import Commune, ConveningBody
from communes.models.settings import SETTINGS, Settings, in_words, label_of
from meetings.briefing.content import Content, for_edition, write_briefing
from reports.facts import BodyFact, BriefingFacts
from reports.figures import briefing_facts
from reports.models import Period
from reports.workflow import ReportStatus

SEARCHED_MONTHS = 12
PRAISE, CRITICISM = "budget.at_or_above_target", "budget.low"


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences as settings make them: empty where the figures bear none; who is criticized outside, by name."""

    praise: str
    criticism: str
    withheld: tuple[str, ...]
    named_outside: tuple[str, ...]


def example_facts(body: ConveningBody) -> BriefingFacts | None:
    """Return the facts of the latest month that enough communes were accepted in to write of it.

    Where there is none, the latest with any accepted report; None where there is none yet.
    """
    told = Period.objects.filter(body=body, reports__status=ReportStatus.ACCEPTED).distinct()
    latest = list(told.select_related("body").order_by("-month", "pk")[:SEARCHED_MONTHS])
    period = next((each for each in latest if _is_covered(each)), latest[0] if latest else None)
    return briefing_facts(period, meeting=None) if period else None


def _is_covered(period: Period) -> bool:
    expected = Commune.objects.filter(body=period.body).existing_in(period.as_month).count()
    accepted = period.reports.filter(status=ReportStatus.ACCEPTED).count()
    return accepted * 100 >= period.body.minimum_coverage * expected


def examples_of(facts: BriefingFacts, settings: Settings) -> Examples:
    """Return what the core writes from these facts with these settings."""
    body = _with(facts.body, settings)
    content = write_briefing(replace(facts, body=body))
    texts = {sentence.id: sentence.text for sentence in content.sentences}
    return Examples(
        praise=texts.get(PRAISE, ""),
        criticism=texts.get(CRITICISM, ""),
        withheld=tuple(dict.fromkeys(each.reason for each in content.withheld)),
        named_outside=_criticized(for_edition(content, "published", body), facts),
    )


def _with(body: BodyFact, settings: Settings) -> BodyFact:
    return replace(
        body,
        list_threshold=settings.list_threshold,
        list_order="list" if settings.list_order == "list" else "value",
        list_cap=settings.list_cap,
        names_in_praise=settings.names_in_praise,
        names_in_criticism=settings.names_in_criticism,
        minimum_coverage=settings.minimum_coverage,
    )


def _criticized(published: Content, facts: BriefingFacts) -> tuple[str, ...]:
    """Return whose weakness the published edition tells: in a sentence, as a reporter of a shortcoming, as missing."""
    weak = {code for each in published.sentences if each.tone == "criticism" for code in each.names}
    weak |= {code for group in published.issues for code in group.communes}
    weak |= {commune.code for commune in published.coverage.missing}
    return tuple(commune.name for commune in facts.communes if commune.code in weak)


def values_of(settings: Settings) -> list[dict[str, str]]:
    """Return settings in words: label, value."""
    return [{"label": label_of(name), "value": in_words(name, getattr(settings, name))} for name in SETTINGS]


def differences(body: ConveningBody, settings: Settings) -> list[dict[str, str]]:
    """Return what settings would change, in words: label, before, after."""
    pairs = {name: (getattr(body, name), getattr(settings, name)) for name in SETTINGS}
    return [
        {"label": label_of(name), "before": in_words(name, before), "after": in_words(name, after)}
        for name, (before, after) in pairs.items()
        if before != after
    ]
