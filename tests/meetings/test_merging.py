"""A fresh draft beside what people made of the last one: whatever happens, no typed word is lost."""

import itertools
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from meetings.models import Block, BriefingSentence
from meetings.models.briefings import Origin
from meetings.models.judging import findings_of
from meetings.models.merging import DraftedSentence, Merged, is_printed, merge, waits

COMMUNES = {"02008": "Cẩm Giàng", "01975": "Vi Hương"}
DATA = {
    "communes": COMMUNES,
    "coverage": {"expected": 17, "accepted": 17, "missing": []},
    "totals": {},
    "rankings": {},
    "ranking_of": {},
    "catalogue": [],
}
KEYS = ("a", "b", "c", "d")
TEXTS = st.sampled_from(["Thu 10 triệu đồng.", "Thu 20 triệu đồng.", "Cẩm Giàng thu 30 triệu đồng."])


def drafted(key: str, text: str) -> DraftedSentence:
    evidence = {
        "block": Block.ACHIEVEMENTS,
        "section": "budget",
        "rule": f"rule_{key}",
        "sources": [{"commune": "02008", "kind": "issue", "about": "budget", "text": text}],
        "names": [],
        "tone": "neutral",
        "public_text": text,
    }
    return DraftedSentence(key, text, evidence)


def row(key: str = "a", drafted_text: str = "Thu 10 triệu đồng.", **columns: object) -> BriefingSentence:
    return BriefingSentence(key=key, block=Block.ACHIEVEMENTS, section="budget", drafted=drafted_text, **columns)


def state(rows: Sequence[BriefingSentence]) -> list[tuple[object, ...]]:
    return [
        (r.key, r.order, r.drafted, r.edited, r.pending, r.dropped, r.confirmed, r.rule, str(r.sources)) for r in rows
    ]


def compiled(rows: Sequence[BriefingSentence], drafts: Sequence[DraftedSentence], last: Merged | None = None) -> Merged:
    return merge(rows, drafts, words={}, data=DATA, orphans=last.orphans if last else ())


drafts_of_a_month = st.lists(st.sampled_from(KEYS), unique=True).flatmap(
    lambda keys: st.tuples(*(st.builds(drafted, st.just(key), TEXTS) for key in keys))
)
# What people do between two compiles: by the key of a sentence, new words or a drop.
doings = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["Văn phòng viết 7.", "Văn phòng viết 8.", "drop"]))


@given(months=st.lists(st.tuples(drafts_of_a_month, doings), min_size=1, max_size=5))
def test_no_typed_word_is_ever_lost_and_nothing_dropped_returns(
    months: list[tuple[tuple[DraftedSentence, ...], dict[str, str]]],
) -> None:
    rows: list[BriefingSentence] = []
    last: Merged | None = None
    typed: dict[str, str] = {}
    dropped: set[str] = set()
    for drafts, done in months:
        last = compiled(rows, drafts, last)
        rows = last.rows
        by_key = {r.key: r for r in rows}
        assert {key: by_key[key].edited for key in typed} == typed
        assert all(by_key[key].dropped for key in dropped)
        for key, doing in done.items():
            if key not in by_key:
                continue
            if doing == "drop":
                by_key[key].dropped = True
                dropped.add(key)
            else:
                by_key[key].edited = typed[key] = doing


@given(first=drafts_of_a_month, done=doings, second=drafts_of_a_month)
def test_the_same_draft_twice_changes_nothing(
    first: tuple[DraftedSentence, ...], done: dict[str, str], second: tuple[DraftedSentence, ...]
) -> None:
    rows = compiled([], first).rows
    for each in rows:
        each.edited = done.get(each.key, "").replace("drop", "")
        each.dropped = done.get(each.key) == "drop"
    once = compiled(rows, second)
    before = state(once.rows)
    again = compiled(once.rows, second, once)
    assert state(again.rows) == before
    assert (again.gone, again.offers, again.orphans) == ([], once.offers, once.orphans)


@given(first=drafts_of_a_month, second=drafts_of_a_month)
def test_a_sentence_whose_draft_did_not_change_does_not_change(
    first: tuple[DraftedSentence, ...], second: tuple[DraftedSentence, ...]
) -> None:
    old, new = {d.key: d for d in first}, {d.key: d for d in second}
    rows = compiled(compiled([], first).rows, second).rows
    assert {r.key: r.text for r in rows} == {key: draft.text for key, draft in new.items()}
    kept = {key for key in old if new.get(key) == old[key]}
    assert all(r.rule == f"rule_{r.key}" for r in rows if r.key in kept)


@given(orders=st.permutations(KEYS), new=st.sampled_from(KEYS))
def test_the_order_by_hand_stays_when_a_sentence_comes_in_between(orders: list[str], new: str) -> None:
    all_drafts = [drafted(key, "Thu 10 triệu đồng.") for key in KEYS]
    by_hand = [key for key in orders if key != new]
    rows = compiled([row(key) for key in by_hand], all_drafts).rows
    assert [r.key for r in rows if r.key != new] == by_hand
    assert [r.order for r in rows] == [1, 2, 3, 4]


def test_an_edited_sentence_is_offered_the_new_draft_and_keeps_its_words() -> None:
    merged = compiled([row(edited="Thu đạt khá.")], [drafted("a", "Thu 20 triệu đồng.")])
    kept = merged.rows[0]
    assert (kept.text, kept.drafted, kept.pending) == ("Thu đạt khá.", "Thu 10 triệu đồng.", "Thu 20 triệu đồng.")
    assert merged.offers["a"]["public_text"] == "Thu 20 triệu đồng."
    assert waits(kept)


def test_the_offer_ends_when_the_figures_are_as_they_were() -> None:
    offered = compiled([row(edited="Thu đạt khá.")], [drafted("a", "Thu 20 triệu đồng.")])
    back = compiled(offered.rows, [drafted("a", "Thu 10 triệu đồng.")], offered)
    assert back.rows[0].pending == ""
    assert back.offers == {}


def test_an_edited_sentence_without_figures_waits_for_the_office_and_is_told_once() -> None:
    lost = compiled([row(edited="Thu đạt khá.")], [])
    assert lost.orphans == ["a"]
    assert waits(lost.rows[0])
    lost.rows[0].confirmed = True
    assert not waits(compiled(lost.rows, [], lost).rows[0])


def test_a_sentence_that_nobody_touched_goes_with_its_figures() -> None:
    merged = compiled([row()], [])
    assert (merged.rows, [r.key for r in merged.gone]) == ([], ["a"])


def test_a_sentence_with_a_leaders_comment_stays_but_is_not_printed() -> None:
    merged = merge([row()], [], words={}, data=DATA, commented={"a"})
    assert [r.key for r in merged.rows] == ["a"]
    assert not is_printed(merged.rows[0])
    back = compiled(merged.rows, [drafted("a", "Thu 10 triệu đồng.")], merged)
    assert is_printed(back.rows[0])


def test_what_the_office_added_stands_behind_the_sentence_it_stood_behind() -> None:
    added = row("added.2", "", edited="Văn phòng viết.", origin=Origin.ADDED)
    rows = compiled([row("a"), added], [drafted("a", "Thu 10 triệu đồng."), drafted("b", "Thu 20 triệu đồng.")]).rows
    assert [r.key for r in rows] == ["a", "b", "added.2"]


def chosen(text: str, *, confirmed: bool) -> BriefingSentence:
    source = {"commune": "02008", "kind": "narrative", "about": "security", "text": text, "submission": 1}
    return row("security.chosen.02008", text, origin=Origin.CHOSEN, sources=[source], confirmed=confirmed)


def test_a_chosen_narrative_is_offered_anew_when_its_commune_tells_it_otherwise() -> None:
    words = {("02008", "security"): ("An ninh phức tạp.", 2)}
    merged = merge([chosen("An ninh ổn định.", confirmed=True)], [], words=words, data=DATA)
    assert (merged.rows[0].text, merged.rows[0].pending) == ("An ninh ổn định.", "An ninh phức tạp.")
    assert merged.offers["security.chosen.02008"]["sources"][0]["submission"] == 2


def test_a_chosen_narrative_of_a_report_that_no_longer_counts_waits_again() -> None:
    merged = merge([chosen("An ninh ổn định.", confirmed=True)], [], words={}, data=DATA)
    assert waits(merged.rows[0])
    assert not is_printed(merged.rows[0])


def test_numbers_and_names_that_the_draft_does_not_hold_are_found_and_dates_are_not() -> None:
    edited = row(edited="Ngày 23/11/2015, năm 2015, tháng 11: thu 10,5 triệu đồng, 10 con, Vi Hương 102%.")
    assert [found.words for found in findings_of(edited, DATA)] == ["10,5", "Vi Hương", "102%"]


def test_words_without_new_figures_need_no_source() -> None:
    assert findings_of(row(edited="Thu được 10 triệu đồng, khá."), DATA) == []


def test_a_sentence_is_printed_or_not_by_what_people_did() -> None:
    told = {
        (dropped, confirmed, bool(edited)): is_printed(row(dropped=dropped, confirmed=confirmed, edited=edited))
        for dropped, confirmed, edited in itertools.product([True, False], [True, False], ["", "Văn phòng viết."])
    }
    assert {key for key, printed in told.items() if printed} == {
        (False, True, False),
        (False, True, True),
        (False, False, True),
    }
