"""The chair's conclusions as documents print them: by sector, each with whom it charges and until when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing_portal.lib.vietnamese import capitalize_first, fold, format_date_long, join_list
from communes.models import ConveningBody
from documents.models import Look
from documents.rendering.content import Heading, Part, text
from meetings.models import Conclusion, Meeting
from reports.models import Directive

from .letterhead import heading

GENERAL = "Nội dung chung"


@dataclass(frozen=True, slots=True)
class Concluded:
    """A standing conclusion: its number, its sector's title ("" for none), its words, what it charges whom with."""

    number: int
    sector: str
    words: str
    tasks: tuple[str, ...]


def concluded(meeting: Meeting) -> list[Concluded]:
    """Return a meeting's standing conclusions by number: four queries."""
    rows = meeting.conclusions.standing().select_related("section")
    rows = rows.prefetch_related("directives__communes", "directives__departments")
    return [_concluded(row, meeting.period.body) for row in rows]


def _concluded(row: Conclusion, body: ConveningBody) -> Concluded:
    standing = sorted((each for each in row.directives.all() if each.withdrawn_at is None), key=lambda d: d.number)
    tasks = tuple(task for each in standing if (task := _task(each, row.text, body)))
    return Concluded(row.number, row.section.title if row.section else "", row.text, tasks)


def _task(directive: Directive, said: str, body: ConveningBody) -> str:
    """Return whom a directive charges, with what and until when; "" where the conclusion itself says all of it."""
    due = f"thời hạn: {format_date_long(directive.due_on)}" if directive.due_on else ""
    is_said = fold(directive.text).strip(" .") in fold(said)
    if is_said and directive.to_all_communes and not directive.departments.all():
        return capitalize_first(f"{due}.") if due else ""
    who = join_list(addressees(directive, body))
    task = f"Giao {who} thực hiện" if is_said else f"Giao {who}: {lower_first(directive.text.strip().rstrip('.;'))}"
    return "; ".join(part for part in (task, due) if part) + "."


def lower_first(words: str) -> str:
    """Write the first letter small, unless it begins an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def addressees(directive: Directive, body: ConveningBody) -> list[str]:
    """Return whom a directive charges: all communes, or those by name; and departments."""
    communes = sorted(directive.communes.all(), key=lambda commune: (commune.list_order, commune.pk))
    every = [f"các {body.units_word}"] if directive.to_all_communes else []
    named = [] if every else [commune.full_name for commune in communes]
    return [*every, *named, *(each.name for each in directive.departments.all())]


def by_sector(found: Sequence[Concluded], look: Look) -> Iterator[Part]:
    """Yield the conclusions under the headings of their sectors; without headings where there is one sector alone."""
    sectors = list(dict.fromkeys(each.sector for each in found))
    sectors.sort(key=lambda sector: sector == "")
    for place, sector in enumerate(sectors, start=1):
        if len(sectors) > 1:
            yield Heading(heading(str(place), look.heading_mark, sector or GENERAL), 2)
        yield from in_order(each for each in found if each.sector == sector)


def in_order(found: Iterable[Concluded], *, numbered: bool = False) -> Iterator[Part]:
    """Yield conclusions one after the other, each with its tasks behind dashes, `numbered` as the minutes cite them."""
    for each in found:
        yield text(f"{each.number}. {each.words}" if numbered else each.words)
        yield from (text(task, "item") for task in each.tasks)
