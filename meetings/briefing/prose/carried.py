"""What became of the directives of earlier months: done, under way, overdue."""

from collections.abc import Iterator, Sequence

from briefing_portal.lib.vietnamese import format_date
from meetings.briefing.measures import folded_names, in_list_order, names_somebody
from meetings.briefing.prose.model import Draft, Sentence, TextSource
from meetings.briefing.prose.wording import SHORTCOMINGS, as_sentence, month_and_year
from reports.facts import AddresseeFact, AnswerState, BriefingFacts, CarriedDirective, Standing

SECTION = "carried"
_LONGEST_QUOTE = 120  # characters of a directive's words
_WORDS = {
    Standing.DONE: "đã hoàn thành",
    Standing.REPORTED: "đã báo hoàn thành, chờ công nhận",
    Standing.OPEN: "chưa hoàn thành",
    Standing.OVERDUE: "quá hạn",
}
_ANSWERS = {
    AnswerState.DONE: "đã hoàn thành",
    AnswerState.UNDER_WAY: "đang thực hiện",
    AnswerState.NOT_DONE: "chưa thực hiện",
}


def drafts(facts: BriefingFacts) -> tuple[Draft, ...]:
    """Return how the directives that came into the month stand, then each that is overdue; nothing where none came."""
    carried = [each for each in facts.carried if each.standing in _WORDS and each.addressees]
    late = [each for each in carried if each.standing is Standing.OVERDUE]
    return (_counted(facts, carried), *(_overdue(facts, each) for each in late)) if carried else ()


def _counted(facts: BriefingFacts, carried: Sequence[CarriedDirective]) -> Sentence:
    """Say how many are done, reported as done, and not done; of these, how many are under way and how many overdue."""
    text = as_sentence(f"{_day(facts)}{_of_all(carried)}")
    return Sentence(
        f"{SECTION}.counted",
        SHORTCOMINGS,
        SECTION,
        "directives_carried",
        text,
        tuple(_directive_source(each) for each in carried),
        public_text=text,
    )


def _day(facts: BriefingFacts) -> str:
    return f"tính đến ngày {format_date(facts.as_of)}, " if facts.as_of else ""


def _of_all(carried: Sequence[CarriedDirective]) -> str:
    parts = list(_parts(carried))
    what = "nhiệm vụ các tháng trước chuyển sang"
    if len(parts) > 1:
        return f"trong {len(carried)} {what}, có {'; '.join(f'{count} nhiệm vụ {said}' for count, said in parts)}"
    count, said = parts[0]
    return f"{count} {what} {'đều ' if count > 1 else ''}{said}"


def _parts(carried: Sequence[CarriedDirective]) -> Iterator[tuple[int, str]]:
    """Yield how many stand how; those that aren't done are one group, whatever their date."""
    for standing in (Standing.DONE, Standing.REPORTED):
        if count := sum(each.standing is standing for each in carried):
            yield count, _WORDS[standing]
    left = [each for each in carried if each.standing in {Standing.OPEN, Standing.OVERDUE}]
    if left:
        yield len(left), _WORDS[Standing.OPEN] + _of_these(left)


def _of_these(left: Sequence[CarriedDirective]) -> str:
    moving = sum(each.standing is Standing.OPEN and _is_under_way(each) for each in left)
    late = sum(each.standing is Standing.OVERDUE for each in left)
    counts = [(n, what) for n, what in ((moving, "đang thực hiện"), (late, "quá hạn")) if n]
    if len(counts) == 1 and counts[0][0] == len(left):
        return f", {counts[0][1]}"
    return f", trong đó {', '.join(f'{n} nhiệm vụ {what}' for n, what in counts)}" if counts else ""


def _is_under_way(directive: CarriedDirective) -> bool:
    """Say whether somebody has answered that it is being done, or done."""
    return any(each.state in {AnswerState.UNDER_WAY, AnswerState.DONE} for each in directive.addressees)


def _overdue(facts: BriefingFacts, directive: CarriedDirective) -> Sentence:
    """Say of an overdue directive how many of whom it is for are done and how many are late; named where allowed."""
    late = [each for each in directive.addressees if each.standing is Standing.OVERDUE]
    is_naming = facts.body.names_in_criticism
    listed = _named(facts, late) if is_naming else ""
    named = tuple(each.commune for each in late if each.commune) if listed else ()
    public = as_sentence(_claim(facts, directive, late, ""))
    return Sentence(
        f"{SECTION}.overdue.{directive.month}.{directive.number}",
        SHORTCOMINGS,
        SECTION,
        "directive_overdue",
        as_sentence(_claim(facts, directive, late, listed)) if listed else public,
        tuple(_answer_source(directive, each) for each in directive.addressees),
        names=tuple(commune for commune in named if _is_listed(facts, late, commune)),
        tone="criticism",
        public_text=public,
    )


def _claim(facts: BriefingFacts, directive: CarriedDirective, late: Sequence[AddresseeFact], listed: str) -> str:
    which = f"nhiệm vụ số {directive.number} giao {month_and_year(directive.month)}{_quote(facts, directive)}"
    return f"{which} quá hạn ({_dates(late)}): {_who(facts, directive, len(late), listed)}"


def _quote(facts: BriefingFacts, directive: CarriedDirective) -> str:
    """Return the directive's words, shortened; none where they name a commune."""
    words = " ".join(directive.text.split()).strip(" .;:,")
    if not words or names_somebody(folded_names(facts), words):
        return ""
    short = words
    if len(words) > _LONGEST_QUOTE:
        short = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(" .;:,–-") + "…"
    return f" “{short}”"


def _dates(late: Sequence[AddresseeFact]) -> str:
    days = sorted({each.due for each in late if each.due})
    if not days:
        return "đã hết thời hạn"
    since = f"hạn ngày {format_date(days[0])}"
    return since if len(days) == 1 else f"{since} đến {format_date(days[-1])}"


def _who(facts: BriefingFacts, directive: CarriedDirective, late: int, listed: str) -> str:
    """Return "9/17 xã, thị trấn đã hoàn thành, 6 xã, thị trấn quá hạn (Cao Sơn, Hà Vị)"."""
    everybody = directive.addressees
    if len(everybody) == 1:
        return f"chưa hoàn thành ({listed})" if listed else "chưa hoàn thành"
    unit = facts.body.units_word if all(each.commune for each in everybody) else "đơn vị"
    counts = {standing: sum(each.standing is standing for each in everybody) for standing in _WORDS}
    told = [f"{counts[Standing.DONE]}/{len(everybody)} {unit} đã hoàn thành"]
    if counts[Standing.REPORTED]:
        told.append(f"{counts[Standing.REPORTED]} {unit} {_WORDS[Standing.REPORTED]}")
    told.append(f"{late} {unit} quá hạn{f' ({listed})' if listed else ''}")
    return "; ".join(told)


def _named(facts: BriefingFacts, late: Sequence[AddresseeFact]) -> str:
    """Return the names of those who are late up to the body's cap, communes in list order, departments behind."""
    cap = facts.body.list_cap
    codes = [each.commune for each in late if each.commune]
    names = [commune.name for commune in in_list_order(facts, codes)]
    names += [each.department for each in late if each.department]
    if not cap or not names:
        return ""
    return ", ".join(names) if len(names) <= cap else f"như {', '.join(names[:cap])}"


def _is_listed(facts: BriefingFacts, late: Sequence[AddresseeFact], code: str) -> bool:
    codes = [each.commune for each in late if each.commune]
    return code in [commune.code for commune in in_list_order(facts, codes)][: facts.body.list_cap]


def _directive_source(directive: CarriedDirective) -> TextSource:
    """Return a directive with how it stands as a source."""
    done = sum(each.standing is Standing.DONE for each in directive.addressees)
    of_these = f" ({done}/{len(directive.addressees)} đã hoàn thành)" if len(directive.addressees) > 1 else ""
    text = f"{_WORDS[directive.standing]}{of_these}: {' '.join(directive.text.split())}"
    return TextSource(None, "directive", _about(directive), text, None)


def _answer_source(directive: CarriedDirective, addressee: AddresseeFact) -> TextSource:
    """Return what an addressee answered last as a source; that it didn't, where it never has."""
    said = _ANSWERS[addressee.state] if addressee.state else "chưa trả lời"
    text = " ".join(addressee.text.split())
    return TextSource(
        addressee.commune or None,
        "directive",
        _about(directive),
        f"{_WORDS[addressee.standing]}; trả lời: {said}" + (f" – {text}" if text else ""),
        addressee.submission,
        str(addressee.month) if addressee.month else "",
        department=addressee.department,
    )


def _about(directive: CarriedDirective) -> str:
    return f"{directive.month}/{directive.number}"
