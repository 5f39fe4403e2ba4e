"""The office's phrases: kept without figures and names, chosen for a section, and printed only once confirmed."""

import json
import subprocess

import pytest
from django.test import Client

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody, User
from documents.rendering.html import TEMPLATE, render_document
from documents.rendering.pdf import render_pdf
from meetings.actions import arrange, edit, keep_phrases, publish
from meetings.figures.document import Occasion, paper_of
from meetings.figures.page import rows_of
from meetings.figures.readiness import obstacles
from meetings.models import Briefing, BriefingSentence, Phrase
from reports.models import Section
from tests.meetings.november import SATURDAY, compile_again, reword_with_ground

pytestmark = pytest.mark.once

CALM = "An ninh chính trị trên địa bàn cơ bản ổn định."
MONTH = "/bach-thong/meetings/2015-11/"
PAGE = "/bach-thong/phrases/"


def add(body: ConveningBody, by: User, text: str = CALM, section: str = "security") -> Phrase:
    return keep_phrases.add(body=body, section=Section.objects.get(code=section), text=text, by=by, at=SATURDAY)


@pytest.fixture
def phrase(briefing: Briefing, office: User) -> Phrase:
    return add(briefing.period.body, office)


@pytest.fixture
def chosen(briefing: Briefing, phrase: Phrase, office: User) -> BriefingSentence:
    return arrange.choose_phrase(briefing=briefing, phrase=phrase, by=office, at=SATURDAY)


def confirm(row: BriefingSentence, by: User) -> BriefingSentence:
    return edit.confirm(sentence=row, expected=row.text, by=by, at=SATURDAY)


def told(briefing: Briefing, edition: str) -> tuple[str, str]:
    """Return the data and the PDF's words of an edition."""
    fresh = Briefing.objects.select_related("period__body").get(pk=briefing.pk)
    paper = paper_of(fresh, rows_of(fresh), edition, Occasion())  # type: ignore[arg-type]
    pdf = render_pdf(
        render_document(TEMPLATE, paper.context), title="x", identifier=paper.data_sha256, moment=SATURDAY, author="x"
    )
    words = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return paper.data, " ".join(words.split())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "chưa có nội dung"),
        ("Toàn huyện có 3 vụ việc", "không ghi con số"),
        ("Năm ٢ an ninh ổn định", "không ghi con số"),
        ("An ninh tại Vi Hương ổn định", "không nêu tên đơn vị"),
        ("a" * 501, "dài quá"),
        ("  an ninh chính trị  trên địa bàn cơ bản ổn định ", "đã có câu mẫu như vậy"),
    ],
)
def test_a_phrase_says_neither_figures_nor_names_nor_the_same_twice(
    text: str, said: str, phrase: Phrase, vi_huong: Commune, office: User
) -> None:
    with pytest.raises(Refusal, match=said):
        add(phrase.body, office, text)


def test_other_words_are_another_phrase_in_the_same_place(phrase: Phrase, office: User) -> None:
    second = add(phrase.body, office, "Lực lượng công an duy trì tuần tra.")
    new = keep_phrases.replace(phrase=phrase, text="Trật tự an toàn xã hội ổn định", by=office, at=SATURDAY)
    assert [each.text for each in Phrase.objects.in_use()] == ["Trật tự an toàn xã hội ổn định.", second.text]
    phrase.refresh_from_db()
    assert (phrase.text, phrase.retired_by) == (CALM, office)
    with pytest.raises(Refusal):
        keep_phrases.retire(phrase=phrase, by=office, at=SATURDAY)
    keep_phrases.move(phrase=new, up=False)
    assert [each.text for each in Phrase.objects.in_use()] == [second.text, new.text]
    with pytest.raises(Refusal):
        keep_phrases.move(phrase=new, up=False)


def test_a_phrase_is_printed_nowhere_until_the_office_confirms_it(
    chosen: BriefingSentence, briefing: Briefing, office: User
) -> None:
    for edition in ("internal", "published"):
        assert all(CALM not in part for part in told(briefing, edition))
    fresh = Briefing.objects.select_related("period__body").get(pk=briefing.pk)
    assert any("chờ Văn phòng chọn hoặc xác nhận" in each for each in obstacles(fresh, rows_of(fresh)))
    confirm(chosen, office)
    for edition in ("internal", "published"):
        assert all(CALM in part for part in told(briefing, edition))


def test_the_published_page_shows_a_phrase_only_once_it_is_confirmed(
    chosen: BriefingSentence, briefing: Briefing, office: User, clerk: User, client: Client
) -> None:
    confirm(chosen, office)
    fresh = Briefing.objects.select_related("period__body").get(pk=briefing.pk)
    publish.publish(briefing=fresh, expected_version=fresh.version, by=office, at=SATURDAY)
    client.force_login(clerk)
    assert CALM in client.get(f"{MONTH}published/").content.decode()


def test_the_source_is_the_phrase_and_who_stands_for_it_is_told_inside_alone(
    chosen: BriefingSentence, briefing: Briefing, office: User
) -> None:
    confirm(chosen, office)

    def sentence(edition: str) -> dict[str, object]:
        data = json.loads(told(briefing, edition)[0])
        return next(s for section in data["sections"] for s in section["sentences"] if s["id"] == chosen.key)

    inside, outside = sentence("internal"), sentence("published")
    source = chosen.sources[0]
    assert inside["words"] == [
        {"commune": None, "kind": "phrase", "about": "security", "text": CALM, "phrase": source["phrase"]}
    ]
    assert inside["confirmed"] == {"by": str(office), "at": SATURDAY.isoformat()}
    assert outside["words"] == []
    assert "confirmed" not in outside


def test_a_confirmation_can_be_taken_back(chosen: BriefingSentence, briefing: Briefing, office: User) -> None:
    row = confirm(chosen, office)
    edit.take_back(sentence=row, expected=row.text, by=office, at=SATURDAY)
    assert CALM not in told(briefing, "internal")[0]
    drafted = briefing.sentences.get(key="livestock.disease")
    with pytest.raises(Refusal):
        edit.take_back(sentence=drafted, expected=drafted.text, by=office, at=SATURDAY)


def test_a_phrase_that_was_dropped_and_chosen_again_is_confirmed_again(
    chosen: BriefingSentence, phrase: Phrase, briefing: Briefing, office: User
) -> None:
    row = arrange.drop(sentence=confirm(chosen, office), by=office, at=SATURDAY)
    again = arrange.choose_phrase(briefing=briefing, phrase=phrase, by=office, at=SATURDAY)
    assert (again.pk, again.dropped, again.confirmed) == (row.pk, False, False)


def test_a_chosen_phrase_stays_when_the_month_is_compiled_again(
    chosen: BriefingSentence, phrase: Phrase, briefing: Briefing, office: User
) -> None:
    confirm(chosen, office)
    keep_phrases.retire(phrase=phrase, by=office, at=SATURDAY)
    compile_again(briefing, office)
    row = briefing.sentences.get(key=chosen.key)
    assert (row.text, row.confirmed, row.pending, row.sources) == (CALM, True, "", chosen.sources)
    with pytest.raises(Refusal):
        arrange.choose_phrase(briefing=briefing, phrase=Phrase.objects.get(), by=office, at=SATURDAY)


def test_a_narrative_that_names_a_commune_does_not_reach_the_published_edition(
    briefing: Briefing, office: User
) -> None:
    row = arrange.choose(briefing=briefing, section="security", commune="01975", by=office, at=SATURDAY)
    row = confirm(row, office)
    fresh = Briefing.objects.select_related("period__body").get(pk=briefing.pk)
    assert row.text in told(briefing, "internal")[0]
    assert all("Vi Hương" not in part for part in told(briefing, "published"))
    assert any("nêu tên đơn vị" in each for each in obstacles(fresh, rows_of(fresh)))
    reword_with_ground(row, "Tình hình an ninh ổn định.", office, "Văn phòng đã đối chiếu.")
    assert "Tình hình an ninh ổn định." in told(briefing, "published")[1]


def test_a_gap_offers_narratives_with_their_reports_then_phrases(
    client: Client, briefing: Briefing, phrase: Phrase, office: User
) -> None:
    client.force_login(office)
    page = client.get(f"{MONTH}briefing/").content.decode()
    assert "Tình hình an ninh tại Vi Hương ổn định." in page
    assert "/bach-thong/reports/2015-11/vi-huong/submissions/1/" in page
    assert page.index("Tình hình an ninh tại Vi Hương") < page.index(CALM)
    assert client.post(f"{MONTH}briefing/choose-phrase/", {"phrase": phrase.pk}).status_code == 302
    row = briefing.sentences.get(key=f"security.phrase.{phrase.pk}")
    panel = client.get(f"{MONTH}briefing/?sentence={row.pk}").content.decode()
    for words in ("Nhận định của Văn phòng, chờ xác nhận", "Câu mẫu của Văn phòng", "Xác nhận câu này", "Bỏ chọn"):
        assert words in panel


def test_a_section_with_a_figure_takes_a_narrative_a_phrase_or_own_words(
    client: Client, briefing: Briefing, office: User
) -> None:
    other = add(briefing.period.body, office, "Công tác phòng chống dịch bệnh được duy trì.", "livestock")
    client.force_login(office)
    page = client.get(f"{MONTH}briefing/sections/livestock/").content.decode()
    assert "Không xảy ra dịch bệnh trên đàn vật nuôi." in page
    assert other.text in page
    client.post(f"{MONTH}briefing/choose-phrase/", {"phrase": other.pk})
    rows = briefing.sentences.filter(section="livestock").order_by("order")
    assert [row.text for row in rows] == ["Không xảy ra dịch bệnh trên đàn vật nuôi.", other.text]
    assert other.text not in client.get(f"{MONTH}briefing/sections/livestock/").content.decode().split("Câu mẫu")[1]
    assert client.get(f"{MONTH}briefing/sections/khong-co/").status_code == 404


def test_only_the_office_keeps_and_chooses_phrases(
    client: Client,
    phrase: Phrase,
    chosen: BriefingSentence,
    office: User,
    secretary: User,
    clerk: User,
    stranger: User,
) -> None:
    section = f"{MONTH}briefing/sections/security/"
    posts = [PAGE, *(f"{PAGE}{phrase.pk}/{step}/" for step in ("replace", "retire", "move"))]
    posts += [f"{MONTH}briefing/choose-phrase/", f"{MONTH}briefing/sentences/{chosen.pk}/take-back/"]
    found = {}
    for user in (secretary, clerk, stranger):
        client.force_login(user)
        codes = {client.post(each, {"phrase": phrase.pk}).status_code for each in posts}
        found[user.username] = (client.get(PAGE).status_code, client.get(section).status_code, codes)
    assert found == {
        "bithu": (200, 403, {403}),
        "canbo-camgiang": (404, 404, {404}),
        "nguoi-la": (404, 404, {404}),
    }
    assert Phrase.objects.get().retired_at is None
    client.force_login(office)
    assert {client.get(each).status_code for each in posts[2:]} == {405}


def test_another_bodys_phrase_is_not_there(client: Client, briefing: Briefing, office: User, stranger: User) -> None:
    theirs = add(ConveningBody.objects.get(slug="cho-don"), stranger)
    client.force_login(office)
    assert client.post(f"{PAGE}{theirs.pk}/retire/").status_code == 404
    assert client.post(f"{MONTH}briefing/choose-phrase/", {"phrase": theirs.pk}).status_code == 404
    with pytest.raises(Refusal):
        arrange.choose_phrase(briefing=briefing, phrase=theirs, by=office, at=SATURDAY)


def test_the_office_adds_and_mends_a_phrase_on_its_page(client: Client, briefing: Briefing, office: User) -> None:
    client.force_login(office)
    wrong = client.post(PAGE, {"section": "security", "text": "Có 2 vụ việc"}).content.decode()
    assert "không ghi con số" in wrong
    assert "Có 2 vụ việc" in wrong
    client.post(PAGE, {"section": "security", "text": CALM})
    phrase = Phrase.objects.get()
    address = f"{PAGE}{phrase.pk}/replace/"
    assert CALM in client.get(address).content.decode()
    assert "không ghi con số" in client.post(address, {"text": "Có 2 vụ việc"}).content.decode()
    client.post(address, {"text": "Trật tự xã hội ổn định"})
    page = client.get(PAGE).content.decode()
    assert "Trật tự xã hội ổn định." in page
    assert "đã thôi dùng (1)" in page
