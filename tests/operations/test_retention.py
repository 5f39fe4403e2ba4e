"""Which backups stay: by days, weeks and months, and never the last that is worth something."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.clock import OFFICE_TIME
from operations.actions.backup.retention import Rule, superfluous
from operations.facts import Kept

RULE = Rule(days=3, weeks=2, months=2)
moments = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2027, 1, 1), timezones=st.just(OFFICE_TIME))  # noqa: DTZ001
backups = st.lists(st.builds(Kept, st.uuids().map(str), moments, st.booleans()), max_size=40)
rules = st.builds(Rule, *(st.integers(min_value=1, max_value=9) for _ in range(3)))


def nights(first: str, number: int) -> list[Kept]:
    begin = dt.datetime.fromisoformat(f"{first}T23:00").replace(tzinfo=OFFICE_TIME)
    days = [begin + dt.timedelta(days=each) for each in range(number)]
    return [Kept(f"{day:%Y-%m-%d}", day, verified=True) for day in days]


def left(all_of_them: list[Kept], rule: Rule = RULE) -> list[str]:
    gone = superfluous(all_of_them, rule)
    return [each.name for each in all_of_them if each not in gone]


def test_of_a_hundred_nights_three_days_two_weeks_and_two_months_stay() -> None:
    # The 100th night is Monday, 9 March 2026: its week has only itself yet, the week before ended on 8 March.
    assert left(nights("2025-11-30", 100)) == ["2026-02-28", "2026-03-07", "2026-03-08", "2026-03-09"]


def test_a_pause_of_a_year_uses_up_no_number() -> None:
    old, new = nights("2024-03-01", 3), nights("2025-03-01", 1)
    assert left([*old, *new], Rule(days=2, weeks=1, months=1)) == ["2024-03-03", "2025-03-01"]


def test_a_span_is_kept_by_its_newest_verified_backup_not_by_one_that_nobody_could_read() -> None:
    day = dt.datetime(2026, 3, 2, tzinfo=OFFICE_TIME)
    good, bad = Kept("good", day.replace(hour=1), verified=True), Kept("bad", day.replace(hour=5), verified=False)
    later = nights("2026-03-03", 1)
    assert left([good, bad, *later], Rule(days=2, weeks=1, months=1)) == ["good", "2026-03-03"]


@given(backups, rules)
def test_the_newest_and_the_newest_verified_always_stay(all_of_them: list[Kept], rule: Rule) -> None:
    gone = superfluous(all_of_them, rule)
    newest_first = sorted(all_of_them, key=lambda each: (each.at, each.name), reverse=True)
    verified = [each for each in newest_first if each.verified]
    assert not {each.name for each in (*newest_first[:1], *verified[:1])} & {each.name for each in gone}


@given(backups, rules)
def test_what_stays_is_as_much_as_the_rule_says_and_asking_again_takes_nothing(
    all_of_them: list[Kept], rule: Rule
) -> None:
    stayed = [each for each in all_of_them if each not in superfluous(all_of_them, rule)]
    assert len(stayed) <= rule.days + rule.weeks + rule.months + 2
    assert len({each.at.date() for each in stayed}) >= min(rule.days, len({each.at.date() for each in all_of_them}))
    assert superfluous(stayed, rule) == []


@given(backups, rules)
def test_a_more_generous_rule_never_keeps_less(all_of_them: list[Kept], rule: Rule) -> None:
    generous = Rule(rule.days + 1, rule.weeks + 1, rule.months + 1)
    assert set(left(all_of_them, rule)) <= set(left(all_of_them, generous))
