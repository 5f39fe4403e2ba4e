"""What a recompile would change is shown before anything is written, and then happens exactly so."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, User
from meetings.actions import arrange, compile_month, consult
from meetings.figures.compiling import COLUMNS, plan_of
from meetings.figures.recompiling import Preview, preview_of
from meetings.models import Briefing, BriefingSentence
from reports.actions import review
from reports.models import Report
from tests.factories import fill, moment
from tests.meetings.november import RANKED, SATURDAY, accept, compile_again, correct, reword, sentence, state, texts

BRIEFING = "/bach-thong/meetings/2015-11/briefing/"
COMPILE = "/bach-thong/meetings/2015-11/compile/"
OWN = "Cẩm Giàng thu ngân sách khá."


def html(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


@pytest.fixture
def corrected(briefing: Briefing, cam_giang: Commune, signer: User, office: User) -> Briefing:
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1200"}, signer, office)
    return briefing


def test_the_office_sees_the_sentences_that_change_before_anything_is_written(
    client: Client, corrected: Briefing, office: User
) -> None:
    before = state(corrected)
    client.force_login(office)
    page = html(client, f"{BRIEFING}changes/")
    assert "<del>113,1%.</del>" in page
    assert "<ins>120%.</ins>" in page
    assert "/bach-thong/reports/2015-11/cam-giang/submissions/2/changes/" in page
    assert "Câu sẽ đổi (2)" in page
    assert f"{len(before) - 2} câu không đổi." in page
    assert state(corrected) == before
    assert Briefing.objects.get().draft_number == 1


def test_what_the_office_has_seen_is_compiled_from_its_page(client: Client, corrected: Briefing, office: User) -> None:
    client.force_login(office)
    client.post(COMPILE, {"seen": seen(html(client, f"{BRIEFING}changes/"))})
    assert texts(corrected)[RANKED].endswith("Cẩm Giàng 120%.")
    assert "Không có gì đổi so với lần tổng hợp gần nhất." in html(client, f"{BRIEFING}changes/")


def test_what_changed_after_the_office_looked_is_shown_to_it_anew(
    client: Client, corrected: Briefing, office: User, signer: User, cam_giang: Commune
) -> None:
    client.force_login(office)
    looked_at = seen(html(client, f"{BRIEFING}changes/"))
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1300"}, signer, office)
    page = client.post(COMPILE, {"seen": looked_at}, follow=True).content.decode()
    assert "mời xem lại những gì sẽ đổi" in page
    assert "<ins>130%.</ins>" in page
    assert texts(corrected)[RANKED].endswith("Cẩm Giàng 113,1%.")


def test_a_sentence_edited_after_the_office_looked_is_shown_to_it_anew(corrected: Briefing, office: User) -> None:
    looked_at = preview_of(corrected).fingerprint
    reword(sentence(corrected), OWN, office)
    with pytest.raises(Refusal):
        compile_month.compile(period=corrected.period, by=office, at=SATURDAY, seen=looked_at)


def test_an_edited_sentence_is_announced_as_a_choice_and_then_offered_first(
    client: Client, corrected: Briefing, office: User
) -> None:
    row = reword(sentence(corrected), OWN, office)
    client.force_login(office)
    announced = html(client, f"{BRIEFING}changes/")
    assert "Câu đã sửa, sẽ chờ Văn phòng chọn" in announced
    assert OWN in announced
    page = client.post(COMPILE, {"seen": seen(announced)}, follow=True).content.decode()
    assert page.index("Câu chờ Văn phòng chọn (1)") < page.index('class="document"')
    assert all(words in page for words in ("Giữ câu đã sửa", "Dùng câu mới", "Sửa lại", "<ins>120%.</ins>", OWN))
    row.refresh_from_db()
    assert row.text == OWN


def test_a_reopened_report_and_the_sentences_it_takes_along_are_shown(
    client: Client, briefing: Briefing, office: User, cam_giang: Commune
) -> None:
    review.reopen(report=Report.objects.get(commune=cam_giang), reason="Sửa số liệu.", by=office, at=SATURDAY)
    client.force_login(office)
    assert "báo cáo đang mở lại, chưa được tính (trước là lần nộp 1)" in html(client, f"{BRIEFING}changes/")


def test_the_first_compile_stays_one_click_and_the_next_leads_to_the_changes(
    client: Client, briefing: Briefing, office: User
) -> None:
    client.force_login(office)
    assert 'href="/bach-thong/meetings/2015-11/briefing/changes/"' in html(client, BRIEFING)
    briefing.sentences.all().delete()
    briefing.delete()
    assert f'action="{COMPILE}"' in html(client, f"{BRIEFING}changes/")


def test_only_the_office_sees_what_would_change(
    client: Client, briefing: Briefing, signer: User, secretary: User
) -> None:
    client.force_login(secretary)
    assert client.get(f"{BRIEFING}changes/").status_code == 403
    client.force_login(signer)
    assert client.get(f"{BRIEFING}changes/").status_code == 404


places = st.integers(0, 9)
doings = st.one_of(
    st.tuples(st.just("reword"), places, st.sampled_from([OWN, "Văn phòng viết.", "Thu 7 tỷ đồng."])),
    st.tuples(st.sampled_from(["drop", "up", "down", "comment", "add"]), places, st.just("Văn phòng thêm.")),
)
# What Cẩm Giàng hands in between two compiles; None where the office opens all reports and nobody hands in again.
figures = st.none() | st.dictionaries(
    st.sampled_from(["BUD_REV_YTD", "LIV_SICK", "SEC_CRIME"]), st.sampled_from(["0", "3", "400", "1131", "1200"])
)
ROUNDS = settings(
    max_examples=15,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # each example compiles four times: making one smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def do(briefing: Briefing, what: str, place: int, words: str, office: User, leader: User) -> None:
    rows = list(briefing.sentences.select_related("briefing").filter(dropped=False).order_by("block", "order"))
    row = rows[place % len(rows)]
    match what:
        case "reword":
            reword(row, words, office)
        case "drop":
            arrange.drop(sentence=row, by=office, at=SATURDAY)
        case "comment":
            consult.comment(sentence=row, text=words, by=leader, at=SATURDAY)
        case "add":
            arrange.add(briefing=briefing, section="budget", text=words, by=office, at=SATURDAY)
        case _:
            arrange.move(sentence=row, up=what == "up", by=office, at=SATURDAY)


def hand_in(told: Mapping[str, str] | None, person: User, office: User) -> None:
    for report in Report.objects.filter(status="accepted"):
        if told is None or report.commune.name == "Cẩm Giàng":
            review.reopen(report=report, reason="Sửa số liệu.", by=office, at=moment("2015-11-20"))
    if told is not None:
        report = Report.objects.get(commune__name="Cẩm Giàng")
        fill(report, told, person)
        accept(report, person, office)


def do_all(briefing: Briefing, done: list[tuple[str, int, str]], office: User, leader: User) -> None:
    for what, place, words in done:
        try:
            do(briefing, what, place, words, office, leader)
        except Refusal:
            continue


def rows_of(briefing: Briefing) -> dict[str, BriefingSentence]:
    return {row.key: row for row in briefing.sentences.order_by("block", "order", "pk")}


def columns(rows: Mapping[str, BriefingSentence]) -> list[tuple[object, ...]]:
    return [(key, *(getattr(row, column) for column in COLUMNS)) for key, row in rows.items()]


def check_kept(old: Mapping[str, BriefingSentence], new: Mapping[str, BriefingSentence], shown: Preview) -> None:
    """Check that no person's doing is lost, and that whatever the page did not show stays as it was."""
    assert all(new[key].edited == row.edited for key, row in old.items() if row.edited)
    assert all(new[key].dropped for key, row in old.items() if row.dropped)
    assert [key for key in old if key in new] == [key for key in new if key in old]
    told = {change.key: change.kind for change in shown.sentences}
    read_before = {key: row.text for key, row in old.items() if not row.dropped}
    read_now = {key: row.text for key, row in new.items() if not row.dropped}
    differs = {key for key in read_before | read_now if read_before.get(key) != read_now.get(key)}
    changed = {key for key, kind in told.items() if kind in {"added", "gone", "changed"}}
    assert changed <= differs <= changed | {key for key, kind in told.items() if kind == "borne"}
    assert new.keys() - old.keys() == {key for key, kind in told.items() if kind == "added"}
    assert shown.unchanged == len(read_now.keys() - told.keys())


@pytest.mark.long
@ROUNDS
@given(done=st.lists(doings, max_size=6), told=figures, later=st.lists(doings, max_size=3), again=figures)
def test_no_edit_is_lost_nothing_else_changes_and_the_dry_run_tells_exactly_what_the_compile_does(
    briefing: Briefing,
    signer: User,
    office: User,
    secretary: User,
    *,
    done: list[tuple[str, int, str]],
    told: dict[str, str] | None,
    later: list[tuple[str, int, str]],
    again: dict[str, str] | None,
) -> None:
    with undone():
        for doing, changed in ((done, told), (later, again)):
            do_all(briefing, doing, office, secretary)
            hand_in(changed, signer, office)
            kept = Briefing.objects.get()
            old, before = rows_of(kept), state(kept)
            shown, plan = preview_of(kept), plan_of(kept.period, kept)
            assert state(kept) == before
            compiled = compile_again(kept, office)
            new = rows_of(compiled)
            assert columns(new) == columns({row.key: row for row in plan.rows})
            assert compiled.data == plan.data
            check_kept(old, new, shown)
            told_twice = compile_again(Briefing.objects.get(), office)
            assert (told_twice.version, told_twice.draft_number) == (compiled.version, compiled.draft_number)
            assert columns(rows_of(told_twice)) == columns(new)
            assert preview_of(told_twice).is_empty
