"""Block 3: shortcomings by category, in the communes' own words, nobody named unless the body names in criticism."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from meetings.briefing.measures import (
    Earlier,
    Quantity,
    Shortcoming,
    Wording,
    accepted,
    earlier_by_month,
    folded_names,
    gist,
    has_enough_communes,
    in_list_order,
    names_somebody,
    quantity,
    shortcomings,
)
from meetings.briefing.prose.budget import low
from meetings.briefing.prose.memory import Memories, cited, months_in_a_row, no_longer, remember, witnesses
from meetings.briefing.prose.model import Draft, Sentence
from meetings.briefing.prose.wording import (
    SHORTCOMINGS,
    SHORTCOMINGS_SECTION,
    as_sentence,
    bare_quantity,
    quantity_words,
)
from reports.facts import BriefingFacts

_BUDGET = "budget"
_LOW_REVENUE = gist("thu ngân sách đạt thấp")
_OF_A_WHOLE = frozenset({Quantity.HALF, Quantity.MOST, Quantity.ALL})
_LONGEST_CLAUSE = 160  # characters; a longer text stands behind a colon
_FULL_STOPS = (". ", "; ", ": ", "! ")


def drafts(facts: BriefingFacts) -> tuple[Draft, ...]:
    """Return the drafts on shortcomings in the order of the categories, opened by a line where there are any.

    Last stands what the reports of last month told and those of this month don't.
    """
    earlier = earlier_by_month(facts)
    items = [item for item in _items(facts, earlier) if isinstance(item, Sentence)]
    is_revenue_low = any(item.rule == "budget_low" for item in items)
    gone = no_longer(facts, earlier, besides=frozenset({_BUDGET} if is_revenue_low else ()))
    return (*([_intro(facts, len(items)), *items] if items else []), *([gone] if gone else []))


def _intro(facts: BriefingFacts, count: int) -> Sentence:
    what = "một số tồn tại như" if count > 1 else "tồn tại"
    has_results = has_enough_communes(facts, len(accepted(facts)))
    opening = "Bên cạnh những kết quả đạt được, trong tháng" if has_results else "Trong tháng"
    text = f"{opening} vẫn còn {what}:"
    key = f"{SHORTCOMINGS_SECTION}.intro"
    return Sentence(key, SHORTCOMINGS, SHORTCOMINGS_SECTION, "shortcomings_intro", text, public_text=text)


def _items(facts: BriefingFacts, earlier: Earlier) -> Iterator[Draft]:
    """Yield the low group of the budget, then each category; who says "thu ngân sách đạt thấp" joins the former."""
    low_group = low(facts)
    names = folded_names(facts) if facts.issues else frozenset()
    told: list[Draft] = []
    for group in shortcomings(facts):
        wordings: Sequence[Wording] = group.wordings
        if group.category == _BUDGET and isinstance(low_group, Sentence):
            said = [wording for wording in wordings if _says_revenue_is_low(wording)]
            wordings = [wording for wording in wordings if wording not in said]
            low_group = replace(
                low_group, sources=low_group.sources + cited(facts, said, remember(facts, earlier, said))
            )
        told.append(category(facts, earlier, group, wordings, names))
    yield low_group
    yield from told


def _says_revenue_is_low(wording: Wording) -> bool:
    return gist(wording.text)[: len(_LOW_REVENUE)] == _LOW_REVENUE


def category(
    facts: BriefingFacts, earlier: Earlier, group: Shortcoming, wordings: Sequence[Wording], names: frozenset[str]
) -> Draft:
    """Say a category's most frequent wording, of how many communes and, from the third month on, since when.

    Its sources are the reports that say it. A wording that names a commune isn't repeated; where each does, only the
    category is told.
    """
    if not wordings:
        return None
    is_naming = facts.body.names_in_criticism
    nameless = next(((wording,) for wording in wordings if not names_somebody(names, wording.text)), ())
    chosen = wordings[:1] if is_naming else (nameless or wordings)
    memories = remember(facts, earlier, [*chosen, *nameless])
    public = _remembered(facts, nameless[0], memories) if nameless else _category_alone(facts, group, wordings)
    named = _communes(chosen) if is_naming else ()
    text = _remembered(facts, wordings[0], memories, named) if named else public
    since = witnesses(facts, chosen[0], memories) if named or nameless else ()
    return Sentence(
        f"{SHORTCOMINGS_SECTION}.{group.category}",
        SHORTCOMINGS,
        SHORTCOMINGS_SECTION,
        "shortcoming_of_category",
        as_sentence(text),
        cited(facts, chosen, memories) + since,
        names=named[: facts.body.list_cap],
        tone="criticism",
        public_text=as_sentence(public),
    )


def _remembered(facts: BriefingFacts, wording: Wording, memories: Memories, named: Sequence[str] = ()) -> str:
    """Return the clause of a wording with how often it has come back."""
    again = months_in_a_row(memories[wording.text])
    if named:
        return _named_clause(facts, wording, named) + (f"; {again}" if again else "")
    return _clause(facts, wording) + (f" ({again})" if again else "")


def _clause(facts: BriefingFacts, wording: Wording) -> str:
    many, communes = _how_many(facts, [wording])
    where = bare_quantity(facts, many, communes, accepted(facts), nameless=True) + _of_which_whole(facts, many)
    if len(wording.text) > _LONGEST_CLAUSE or any(stop in wording.text for stop in _FULL_STOPS):
        return f"tại {where}: {wording.text}"
    return f"{wording.text} ở {where}"


def _named_clause(facts: BriefingFacts, wording: Wording, named: Sequence[str]) -> str:
    cap = facts.body.list_cap
    listed = ", ".join(commune.name for commune in in_list_order(facts, named)[:cap])
    if len(named) > cap:
        return f"{_clause(facts, wording)}, như {listed}" if cap else _clause(facts, wording)
    return f"{wording.text} ({listed})"


def _category_alone(facts: BriefingFacts, group: Shortcoming, wordings: Sequence[Wording]) -> str:
    many, communes = _how_many(facts, wordings)
    who = quantity_words(facts, many, communes, accepted(facts), nameless=True) + _of_which_whole(facts, many)
    return f"{who} nêu tồn tại, hạn chế ({group.title[:1].lower()}{group.title[1:]})"


def _how_many(facts: BriefingFacts, wordings: Sequence[Wording]) -> tuple[Quantity, tuple[str, ...]]:
    communes = _communes(wordings)
    return quantity(len(communes), len(accepted(facts))), communes


def _of_which_whole(facts: BriefingFacts, many: Quantity) -> str:
    """Say of what a quantity word speaks, where reports are missing: " có báo cáo"."""
    is_whole = len(accepted(facts)) == len(facts.communes)
    return "" if is_whole or many not in _OF_A_WHOLE else " có báo cáo"


def _communes(wordings: Sequence[Wording]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(issue.commune for wording in wordings for issue in wording.issues))
