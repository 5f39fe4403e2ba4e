"""Block 4: the chair's directives for the coming month."""

import re

from briefing_portal.lib.vietnamese import capitalize_first, format_date_long
from meetings.briefing.prose.model import Draft, Sentence
from meetings.briefing.prose.opening import chair_words, is_concluded
from meetings.briefing.prose.wording import as_sentence, month_and_year
from reports.facts import BriefingFacts, DirectiveFact

TASKS = 4
SECTION = "directives"
_DIGITS = re.compile(r"\d+")


def in_sector_order(facts: BriefingFacts) -> tuple[DirectiveFact, ...]:
    """Return the directives by section of the catalogue, then by number; those of no section last."""
    place = {section.code: number for number, section in enumerate(facts.sections)}
    last = len(place)
    return tuple(sorted(facts.directives, key=lambda d: (place.get(d.section, last), _number(d.number), d.number)))


def _number(text: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in _DIGITS.findall(text))


def drafts(facts: BriefingFacts) -> tuple[Draft, ...]:
    """Return the directives, opened by the chair's line; before the meeting, in planned wording."""
    directives = in_sector_order(facts)
    if not directives:
        return ()
    return (intro(facts, len(directives)), *(directive(facts, each) for each in directives))


def intro(facts: BriefingFacts, count: int) -> Sentence:
    """Say who sets the tasks of the coming month."""
    tasks = "một số nhiệm vụ trọng tâm" if count > 1 else "nhiệm vụ trọng tâm"
    following = month_and_year(facts.month.next())
    text = f"Dự kiến {tasks} {following} như sau:"
    if is_concluded(facts):
        text = (
            f"Phát biểu tại hội nghị, {chair_words(facts)} nhấn mạnh các {facts.body.units_word} cần tập trung "
            f"thực hiện tốt {tasks} {following} như sau:"
        )
    return Sentence("directives.intro", TASKS, SECTION, "directives_intro", text, public_text=text)


def directive(facts: BriefingFacts, fact: DirectiveFact) -> Sentence:
    """Say a directive under its own number, with its addressees where it isn't for all, and its date."""
    names = {commune.code: commune.name for commune in facts.communes}
    who = ", ".join(names.get(addressee, addressee) for addressee in fact.addressees)
    due = f"hạn {format_date_long(fact.due)}" if fact.due else ""
    terms = "; ".join(term for term in (who, due) if term)
    task = capitalize_first(" ".join(fact.text.split()).rstrip(" .;"))
    text = as_sentence(f"{fact.number}. {task}" + (f" ({terms})" if terms else ""))
    named = tuple(addressee for addressee in fact.addressees if addressee in names)
    return Sentence(f"directive.{fact.number}", TASKS, SECTION, "directive", text, names=named, public_text=text)
