"""Everybody finds what she may read and nothing else, with tone marks and without."""

import re
from collections.abc import Mapping
from io import StringIO
from unicodedata import normalize

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from briefing_portal.lib.searched import COLUMNS, Searched
from briefing_portal.lib.vietnamese.searching import read_query
from communes.models import Commune, ConveningBody, Role, User
from meetings.actions import draw_conclusions, minutes
from meetings.models import Briefing, BriefingSentence, Conclusion, Statement
from reports.actions import fill_in, review
from reports.models import Directive, Period, Report, ReportText
from search.actions.rebuild import OF_THEIR_OWN, rebuild
from tests import factories
from tests.meetings.november import SATURDAY, accept, compile_again, correct, reword_with_ground, sentence

SEARCH = "/bach-thong/search/"
DECEMBER = factories.moment("2015-12-01")

pytestmark = pytest.mark.django_db


def page(client: Client, user: User, **asked: str) -> str:
    client.force_login(user)
    text = client.get(SEARCH, asked).content.decode()
    return text[text.index("<main") :]


def found(client: Client, user: User, q: str, **asked: str) -> dict[str, int]:
    """Return how many of each kind were found."""
    heads = re.findall(r"<h2>(.+?) <span class=\"hint\">\((\d+)\)", page(client, user, q=q, **asked))
    return {label: int(count) for label, count in heads}


REPORTS, SENTENCES, DIRECTIVES = "Báo cáo của các đơn vị", "Câu trong báo cáo tổng hợp", "Nhiệm vụ được giao"
CONCLUSIONS, STATEMENTS, MEETINGS = "Kết luận của chủ trì", "Ý kiến tại hội nghị", "Hội nghị"
DOCUMENTS, COMMUNES = "Văn bản đã phát hành", "Xã, thị trấn"


@pytest.mark.parametrize(
    ("typed", "inside", "in_cam_giang", "in_vi_huong"),
    [
        ("an ninh", {REPORTS: 2}, {REPORTS: 1}, {REPORTS: 1}),
        (
            "vi hương",
            {COMMUNES: 1, REPORTS: 1, CONCLUSIONS: 1, DOCUMENTS: 1},
            {},
            {COMMUNES: 1, REPORTS: 1},
        ),
        (
            "no dong",
            {DIRECTIVES: 1, CONCLUSIONS: 1, STATEMENTS: 1, DOCUMENTS: 2},
            {DOCUMENTS: 1},
            {DIRECTIVES: 1, DOCUMENTS: 1},
        ),
        ("hoi truong", {MEETINGS: 1}, {MEETINGS: 1}, {MEETINGS: 1}),
        ("113,1%", {SENTENCES: 1}, {}, {}),
    ],
)
def test_everybody_finds_what_she_may_read(
    client: Client,
    request: pytest.FixtureRequest,
    full_month: Period,
    typed: str,
    inside: Mapping[str, int],
    in_cam_giang: Mapping[str, int],
    in_vi_huong: Mapping[str, int],
) -> None:
    people = {"office": inside, "secretary": inside, "clerk": in_cam_giang, "signer": in_cam_giang}
    people |= {"neighbour": in_vi_huong}
    told = {name: found(client, request.getfixturevalue(name), typed) for name in people}
    assert told == people


def test_a_stranger_finds_no_page_and_nothing_of_another_body(
    client: Client, full_month: Period, stranger: User
) -> None:
    client.force_login(stranger)
    assert client.get(SEARCH, {"q": "an ninh"}).status_code == 404
    text = client.get("/cho-don/search/", {"q": "an ninh"}).content.decode()
    assert "Không tìm thấy" in text


def test_words_are_found_with_marks_and_without(client: Client, full_month: Period, signer: User) -> None:
    for typed, is_found in (
        ("tinh hinh an ninh", True),
        ("Tình hình an ninh", True),
        ("tình hinh an nính", False),  # what is typed with marks is looked for exactly
        (normalize("NFD", "Tình hình"), True),
        ("TINH HINH", True),
        ('"an ninh tại"', True),
        ('"ninh an"', False),
        ("cam giang an ninh", True),  # by the report's name
        ("Cẩm Giàng thang 11 nam 2015", True),
        ("on dinh", True),
        ("ổn đinh", False),
        ("ninhh", False),
        ("nin", False),
    ):
        assert (found(client, signer, typed).get(REPORTS, 0) == 1) is is_found, typed


def test_filters_stand_in_the_address(client: Client, full_month: Period, office: User) -> None:
    for asked, kinds in (
        ({"kind": "documents"}, {DOCUMENTS: 2}),
        ({"commune": "vi huong"}, {DIRECTIVES: 1}),
        ({"commune": "Cẩm Giàng"}, {}),
        ({"first": "2015-11", "last": "2015-11"}, {DIRECTIVES: 1, CONCLUSIONS: 1, STATEMENTS: 1, DOCUMENTS: 2}),
        ({"kind": "no-such"}, {DIRECTIVES: 1, CONCLUSIONS: 1, STATEMENTS: 1, DOCUMENTS: 2}),
    ):
        assert found(client, office, "nợ đọng", **asked) == kinds, asked
    assert found(client, office, "an ninh", section="security") == {REPORTS: 2}
    assert found(client, office, "an ninh", section="budget") == {}
    factories.make_period(full_month.body, office, full_month.as_month.next())
    assert found(client, office, "an ninh", first="2015-12") == {}
    assert found(client, office, "an ninh", last="2015-11") == {REPORTS: 2}


def test_what_is_found_leads_to_its_place(client: Client, full_month: Period, office: User) -> None:
    for typed in ("an ninh", "vi huong", "no dong", "hoi truong"):
        links = re.findall(r'<li>\s*<a href="(/[^"#?]+)', page(client, office, q=typed))
        assert links
        answers = {link: client.get(link).status_code for link in links if not link.endswith(".pdf")}
        assert set(answers.values()) <= {200}, answers


def test_words_are_marked_and_what_people_type_is_escaped(
    client: Client, november: Period, cam_giang: Commune, signer: User
) -> None:
    report = factories.make_report(november, cam_giang, signer, {"BUD_REV_YTD": "1"})
    evil = "Nguy hiểm <script>alert(1)</script> & <mark>giả</mark> tại thôn."
    words = fill_in.Entries(narratives={"security": evil})
    at = factories.moment("2015-11-11")
    fill_in.save(report=report, entries=words, expected_version=report.version, by=signer, at=at)
    report.refresh_from_db()
    assert found(client, signer, "nguy hiem") == {}  # a draft is nobody's to find
    accept(report, signer, factories.make_person("vp", roles=[Role.OFFICE], body=november.body))
    shown = page(client, signer, q="alert <script> nguy")
    assert "<mark>Nguy</mark> hiểm &lt;<mark>script</mark>&gt;<mark>alert</mark>(1)" in shown
    assert "<script>alert" not in shown
    assert "&lt;mark&gt;giả" in shown


def test_what_is_handed_in_again_takes_the_place_of_the_old_words(
    client: Client, briefing: Briefing, signer: User, office: User
) -> None:
    report = Report.objects.get(commune__slug="cam-giang")
    review.reopen(report=report, reason="Sửa.", by=office, at=SATURDAY)
    report.refresh_from_db()
    words = fill_in.Entries(narratives={"security": "Có một vụ trộm cắp."})
    fill_in.save(report=report, entries=words, expected_version=report.version, by=signer, at=SATURDAY)
    report.refresh_from_db()
    assert found(client, office, "trộm cắp") == {}
    accept(report, signer, office)
    assert found(client, office, "trộm cắp") == {REPORTS: 1}
    assert found(client, office, "cẩm giàng ổn định") == {}


def test_a_sentence_is_found_by_the_words_that_are_printed(client: Client, briefing: Briefing, office: User) -> None:
    assert found(client, office, '"113,1%"', kind="sentences") == {SENTENCES: 1}
    reword_with_ground(sentence(briefing), "Cẩm Giàng dẫn đầu.", office, "Theo báo cáo của xã.")
    assert found(client, office, '"113,1%"', kind="sentences") == {}
    assert found(client, office, "dan dau", kind="sentences") == {SENTENCES: 1}


def test_what_was_struck_or_withdrawn_is_found_no_more(client: Client, full_month: Period, office: User) -> None:
    conclusion = Conclusion.objects.get()
    draw_conclusions.withdraw(
        conclusion=conclusion, expected_version=conclusion.version, withdraws_directives=False, by=office, at=DECEMBER
    )
    minutes.strike(statement=Statement.objects.get(), by=office, at=DECEMBER)
    assert found(client, office, "nợ đọng") == {DIRECTIVES: 1, DOCUMENTS: 2}


def kept() -> list[tuple[object, ...]]:
    rows = [(model.__name__, *row) for model in OF_THEIR_OWN for row in model._default_manager.values_list(*COLUMNS)]
    texts = ReportText.objects.values_list("report_id", "place", "section__code", "title", "of", "text", *COLUMNS)
    return sorted((*rows, *texts), key=repr)


def test_a_rebuild_finds_nothing_to_mend_and_mends_what_was_written_past_the_models(
    full_month: Period, office: User, signer: User
) -> None:
    correct(Report.objects.get(commune__slug="cam-giang"), {"BUD_REV_YTD": "1140"}, signer, office)
    compile_again(Briefing.objects.select_related("period__body").get(), office)
    was = kept()
    assert set(rebuild().values()) == {0}
    assert kept() == was
    ReportText.objects.filter(place=1).delete()
    for model in (Commune, Directive, BriefingSentence):
        model._default_manager.update(plain="", exact="")
    told = StringIO()
    call_command("rebuild_search", stdout=told)
    assert "lời văn báo cáo để tìm: 2 dòng được lập lại" in told.getvalue()
    assert kept() == was


def test_the_index_of_words_narrows_to_nothing_else(
    full_month: Period, signer: User, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(Report.objects.get(commune__slug="cam-giang"), {"BUD_REV_YTD": "1140"}, signer, office)
    first = ReportText.objects.order_by("pk").first()
    assert first is not None
    first.text = "Đê điều, 12_3 \u2167 việc; phức tạp."
    first.save(update_fields=["text"])
    ReportText.objects.create(report=first.report, place=9, title="Khác", of="Báo cáo", text="Đê vỡ.").delete()
    typed = ["de dieu", "đê", "12", "Ⅷ", "on dinh", "vo", '"an ninh"', "ninh an", "xyz", "a", "năm 2015 -- '\""]
    told = {words: keys(words) for words in typed}
    assert told["de dieu"] == told["đê"] == [first.pk]
    assert told["vo"] == []
    monkeypatch.setattr(ReportText, "has_word_index", False)
    assert {words: keys(words) for words in typed} == told


def keys(typed: str) -> list[int]:
    return [row.pk for row in ReportText.objects.with_phrases(read_query(typed)).order_by("pk")]


def test_every_row_that_is_found_by_its_words_is_rebuilt() -> None:
    names = {model.__name__ for model in Searched.__subclasses__()}
    assert names == {model.__name__ for model in OF_THEIR_OWN} | {"DocumentText", "ReportText"}


def test_more_reports_cost_no_more_questions(
    client: Client,
    full_month: Period,
    bach_thong: ConveningBody,
    office: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    reports = list(ReportText.objects.values_list("report_id", flat=True).distinct())
    for place in range(100, 140):
        ReportText.objects.create(report_id=reports[0], place=place, title="An ninh", of="Báo cáo", text="An ninh tốt.")
    client.force_login(office)
    with django_assert_max_num_queries(26):
        text = client.get(SEARCH, {"q": "ninh"}).content.decode()
    assert "Xem cả 42 kết quả" in text
    with django_assert_max_num_queries(18):
        text = client.get(SEARCH, {"q": "ninh", "kind": "reports", "page": "3"}).content.decode()
    assert "Trang 3/3" in text
    assert "kind=reports" in text  # the other pages keep the filter


def test_the_box_stands_in_the_header_of_who_belongs_to_the_body(client: Client, november: Period, clerk: User) -> None:
    client.force_login(clerk)
    assert f'action="{SEARCH}"' in client.get("/bach-thong/").content.decode()
    assert page(client, clerk).count("Hãy gõ từ cần tìm") == 1
