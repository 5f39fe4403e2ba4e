"""The paragraph on directives of earlier months: its counts are those of its sources, for whatever was answered."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from meetings.briefing.content import as_dict, for_edition, write_briefing
from meetings.briefing.prose import Sentence
from reports.checks.directives import standing_of_all
from reports.facts import AddresseeFact, AnswerState, BriefingFacts, CarriedDirective, Standing
from tests.meetings.briefing.month import BODY, CODES, NOVEMBER, november, text_of

OPEN_STANDINGS = st.sampled_from([Standing.OPEN, Standing.REPORTED, Standing.DONE, Standing.OVERDUE])
WORDS = (
    "Hoàn thành tiêm phòng.",
    "Sửa kênh tại Cao Sơn",
    "  Làm\nđường;  ",
    "x" * 300,
    "Thu ngân sách (đợt 2): xong",
    "…",
)
OCTOBER = NOVEMBER.previous()
OCTOBER = NOVEMBER.previous()
DAY = date(2015, 11, 20)


def addressee(name: str, standing: Standing, state: AnswerState | None, due: date | None = None) -> AddresseeFact:
    is_commune = name in CODES
    told = state is not None
    return AddresseeFact(
        commune=CODES[name] if is_commune else "",
        department="" if is_commune else name,
        standing=standing,
        due=due or (date(2015, 11, 1) if standing is Standing.OVERDUE else None),
        state=state,
        text="Đã làm một nửa." if told else "",
        month=NOVEMBER if told else None,
        submission=2 if told and is_commune else None,
    )


def directive(
    number: int, addressees: Sequence[AddresseeFact], text: str = WORDS[0], month: Month = OCTOBER
) -> CarriedDirective:
    whole = standing_of_all([each.standing for each in addressees])
    return CarriedDirective(month, str(number), text, whole, tuple(addressees), date(2015, 11, 1))


ADDRESSEES = st.lists(
    st.builds(
        addressee,
        st.sampled_from([*CODES, "Phòng Nông nghiệp", "Trạm Thú y"]),
        OPEN_STANDINGS,
        st.none() | st.sampled_from(AnswerState),
    ),
    min_size=1,
    max_size=19,
    unique_by=lambda each: (each.commune, each.department),
)
CARRIED = st.lists(st.tuples(ADDRESSEES, st.sampled_from(WORDS)), max_size=6).map(
    lambda found: tuple(directive(n, who, text) for n, (who, text) in enumerate(found, start=1))
)


def facts_with(carried: Sequence[CarriedDirective], *, names: bool = False, cap: int = 5) -> BriefingFacts:
    body = replace(BODY, names_in_criticism=names, list_cap=cap)
    return november(carried=tuple(carried), as_of=DAY, body=body)


def said(facts: BriefingFacts) -> list[Sentence]:
    return [s for s in write_briefing(facts).sentences if s.section == "carried"]


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(CARRIED, st.booleans(), st.sampled_from([0, 1, 5, 17]))
def test_every_count_is_what_the_directives_say(carried: tuple[CarriedDirective, ...], names: bool, cap: int) -> None:
    facts = facts_with(carried, names=names, cap=cap)
    sentences = said(facts)
    if not carried:
        assert sentences == []
        return
    counted, *late = sentences
    standings = Counter(each.standing for each in carried)
    numbers = [int(n) for n in re.findall(r"(\d+) nhiệm vụ", counted.text)]
    assert numbers[0] == len(carried) == len(counted.sources)
    for standing, words in ((Standing.DONE, "đã hoàn thành"), (Standing.REPORTED, "đã báo hoàn thành")):
        found = re.search(rf"(\d+) nhiệm vụ(?: các tháng trước chuyển sang)?(?: đều)? {words}", counted.text)
        assert (int(found[1]) if found else 0) == standings[standing]
    left = standings[Standing.OPEN] + standings[Standing.OVERDUE]
    assert ("chưa hoàn thành" in counted.text) is bool(left)
    assert [s.id for s in late] == [f"carried.overdue.2015-10.{d.number}" for d in carried if d.standing == "overdue"]
    for sentence in sentences:
        assert re.fullmatch(r"[A-ZĐ][^{}]*[^ .;,:]\.", sentence.text), sentence.text
        assert not re.search(r"None|  |,,|;;", sentence.text), sentence.text
    by_number = {d.number: d for d in carried}
    for sentence in late:
        _check_overdue(facts, by_number[sentence.id.rsplit(".", 1)[1]], sentence)
    as_dict(for_edition(write_briefing(facts), "published", facts.body))


def _check_overdue(facts: BriefingFacts, carried: CarriedDirective, sentence: Sentence) -> None:
    standings = Counter(each.standing for each in carried.addressees)
    if len(carried.addressees) > 1:
        done = re.search(r"(\d+)/(\d+) (?:xã, thị trấn|đơn vị) đã hoàn thành", sentence.text)
        late = re.search(r"(\d+) (?:xã, thị trấn|đơn vị) quá hạn", sentence.text)
        assert done is not None
        assert late is not None
        assert (int(done[1]), int(done[2])) == (standings[Standing.DONE], len(carried.addressees))
        assert int(late[1]) == standings[Standing.OVERDUE]
    assert len(sentence.sources) == len(carried.addressees)
    names = {commune.code: commune.name for commune in facts.communes}
    everybody = [*names.values(), "Phòng Nông nghiệp", "Trạm Thú y"]
    assert not any(name in sentence.public_text for name in everybody)
    if not facts.body.names_in_criticism:
        assert sentence.text == sentence.public_text
    assert all(names[code] in sentence.text for code in sentence.names)
    assert len(sentence.names) <= facts.body.list_cap


def test_a_single_directive_reads_without_an_and() -> None:
    one = [directive(1, [addressee("Cao Sơn", Standing.DONE, AnswerState.DONE)])]
    text = "Tính đến ngày 20/11/2015, 1 nhiệm vụ các tháng trước chuyển sang đã hoàn thành."
    assert text_of(facts_with(one), "carried.counted") == text


@pytest.mark.parametrize(("names", "who"), [(False, "chưa hoàn thành."), (True, "chưa hoàn thành (Cao Sơn).")])
def test_one_commune_alone_is_named_only_where_the_body_names(*, names: bool, who: str) -> None:
    one = [directive(4, [addressee("Cao Sơn", Standing.OVERDUE, None)], "Sửa kênh tại Cao Sơn.")]
    assert text_of(facts_with(one, names=names), "carried.overdue.2015-10.4") == (
        f"Nhiệm vụ số 4 giao tháng 10 năm 2015 quá hạn (hạn ngày 01/11/2015): {who}"
    )


def test_who_is_late_is_named_in_list_order_up_to_the_cap_with_different_dates() -> None:
    late = [addressee(name, Standing.OVERDUE, AnswerState.UNDER_WAY) for name in ("Cao Sơn", "Vi Hương", "Hà Vị")]
    late[0] = replace(late[0], due=date(2015, 11, 15))
    done = addressee("Phủ Thông", Standing.DONE, AnswerState.DONE)
    facts = facts_with([directive(2, [*late, done])], names=True, cap=2)
    assert text_of(facts, "carried.overdue.2015-10.2") == (
        "Nhiệm vụ số 2 giao tháng 10 năm 2015 “Hoàn thành tiêm phòng” quá hạn (hạn ngày 01/11/2015 đến 15/11/2015): "
        "1/4 xã, thị trấn đã hoàn thành; 3 xã, thị trấn quá hạn (như Vi Hương, Cao Sơn)."
    )
