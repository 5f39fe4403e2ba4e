"""The office sets what the rules of form leave open; what it may not set is refused, and every change has its trace."""

from typing import Any

import pytest
from django.test import Client

from briefing_portal.lib.refusal import Refusal
from communes.models import BodyKind, ConveningBody, User
from documents.actions import keep_formats
from documents.models import DocumentKind, FormatProfile, FormatSetting
from documents.models.formats import look_of
from documents.models.wording import wording_of
from tests import factories
from tests.documents.test_pdf_page import MM, pages_of

PAGE = "/bach-thong/formats/"
OLD = f"{PAGE}?profile=party-2004"
NOW = factories.moment("2015-12-01")
DAY = NOW.date()


@pytest.fixture
def profile(bach_thong: ConveningBody) -> FormatProfile:
    return FormatProfile.objects.in_force(BodyKind.PARTY, DAY)


def keep(body: ConveningBody, profile: FormatProfile, by: User, **more: Any) -> list[FormatSetting]:
    given: dict[str, Any] = {"values": {}, "wording": {}, "last_seen": keep_formats.last_change(body)} | more
    return keep_formats.keep(body=body, profile=profile, by=by, at=NOW, **given)


def form_of(client: Client, address: str) -> dict[str, str]:
    """Return what the page's form would send unchanged."""
    form = client.get(address).context["form"]
    return {name: str(form[name].value()) for name in form.fields}


def test_a_document_follows_the_rules_of_its_day(bach_thong: ConveningBody) -> None:
    days = {
        "2003-01-01": "party-2004",
        "2015-11-23": "party-2004",
        "2018-04-03": "party-2018",
        "2026-05-26": "party-2018",
        "2026-05-27": "party-2026",
    }
    for day, code in days.items():
        assert FormatProfile.objects.in_force(BodyKind.PARTY, factories.moment(day).date()).code == code
    state = look_of(bach_thong, DAY, BodyKind.STATE)
    assert (state.page_number_place, state.is_party) == ("bottom-right", False)


def test_what_the_office_sets_holds_for_its_body_and_those_rules_alone(
    bach_thong: ConveningBody, profile: FormatProfile, office: User, stranger: User
) -> None:
    (change,) = keep(bach_thong, profile, office, values={"body_size": "15", "line": "18"})
    assert (change.name, change.value, change.by) == ("body_size", "15", office)
    assert look_of(bach_thong, DAY).body_size == 15
    assert look_of(bach_thong, factories.moment("2019-01-01").date()).body_size == 14
    assert look_of(ConveningBody.objects.get(slug="cho-don"), DAY).body_size == 14


def test_the_rules_own_value_leads_back_to_the_rules(
    bach_thong: ConveningBody, profile: FormatProfile, office: User
) -> None:
    keep(bach_thong, profile, office, values={"uy": "uỷ", "body_size": "15"})
    keep(bach_thong, profile, office, values={"uy": "ủy", "body_size": "15"})
    assert look_of(bach_thong, DAY).uy == "ủy"
    last_seen = keep_formats.last_change(bach_thong)
    keep_formats.reset(body=bach_thong, profile=profile, last_seen=last_seen, by=office, at=NOW)
    assert look_of(bach_thong, DAY) == profile.look({})
    assert [each.value for each in FormatSetting.objects.order_by("pk")] == ["uỷ", "15", "", ""]


@pytest.mark.parametrize(
    ("values", "reason"),
    [({"body_size": "99"}, "Cỡ chữ nội dung"), ({"margin_top": "5"}, "Lề trên"), ({"nothing": "1"}, "nothing")],
)
def test_a_value_outside_the_rules_is_refused(
    bach_thong: ConveningBody, profile: FormatProfile, office: User, values: dict[str, str], reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        keep(bach_thong, profile, office, values=values)
    assert not FormatSetting.objects.exists()


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("K/T BAN THƯỜNG VỤ\nPHÓ BÍ THƯ", "chế độ tập thể"),
        ("TM. BAN THƯỜNG VỤ\nBÍ THƯ", "gạch chéo"),
        ("BÍ THƯ", "từ 2 đến"),
        (f"T/M BAN THƯỜNG VỤ\n{'x' * 81}", "80 ký tự"),
    ],
)
def test_a_committee_signs_as_the_party_has_it(
    bach_thong: ConveningBody, profile: FormatProfile, office: User, lines: str, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        keep(bach_thong, profile, office, wording={"notice.signature": lines})


def test_the_office_names_who_signs_its_notices(
    bach_thong: ConveningBody, profile: FormatProfile, office: User
) -> None:
    usual = wording_of(bach_thong, DocumentKind.NOTICE)
    assert usual.signature == ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG")
    assert usual.recipients[-1] == "Lưu Văn phòng Huyện ủy."
    told = "T/L BAN THƯỜNG VỤ\nK/T CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG"
    keep(bach_thong, profile, office, wording={"notice.signature": told})
    assert wording_of(bach_thong, DocumentKind.NOTICE).signature == tuple(told.splitlines())
    assert wording_of(bach_thong, DocumentKind.SUMMARY).signature == ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")
    keep(bach_thong, profile, office, wording={"notice.signature": ""})
    assert wording_of(bach_thong, DocumentKind.NOTICE) == usual


def test_a_body_of_the_state_signs_with_dots_and_keeps_at_vt(bach_thong: ConveningBody) -> None:
    bach_thong.kind, bach_thong.signer_title = BodyKind.STATE, "CHỦ TỊCH"
    found = wording_of(bach_thong, DocumentKind.INVITATION)
    assert found.signature == ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")
    assert found.recipients == ("Như trên;", "Thường trực Huyện ủy;", "Lưu: VT.")


def test_the_office_tries_a_value_out_keeps_it_and_leads_back(
    client: Client, profile: FormatProfile, office: User
) -> None:
    client.force_login(office)
    sent = form_of(client, OLD) | {"body_size": "15"}
    tried = client.post(OLD, sent | {"step": "preview"}).content.decode()
    assert f"/bach-thong/formats/{profile.code}/look.css?" in tried
    assert "body_size=15" in tried
    lines = {"notice.signature": "T/L BAN THƯỜNG VỤ\nPHÓ CHÁNH VĂN PHÒNG"}
    sample = client.post(OLD, sent | lines).content.decode().split('id="xem-truoc"')[1]
    assert '<p class="position">PHÓ CHÁNH VĂN PHÒNG</p>' in sample
    assert not FormatSetting.objects.exists()
    kept = client.post(OLD, sent | {"step": "save"}, follow=True).content.decode()
    assert "Đã lưu 1 thay đổi." in kept
    assert "Cỡ chữ nội dung (Hướng dẫn 11-HD/VPTW năm 2004): 15 pt" in " ".join(kept.split())
    stale = client.post(OLD, sent | {"body_size": "13", "step": "save"}).content.decode()
    assert "vừa được người khác thay đổi" in stale
    assert '<option value="13" selected>' in stale, "nothing that was chosen is lost"
    client.post(OLD, form_of(client, OLD) | {"step": "reset"})
    assert "về mặc định" in client.get(OLD).content.decode()


def test_the_sheet_and_the_sample_show_what_may_be_chosen_and_ignore_the_rest(
    client: Client, profile: FormatProfile, office: User
) -> None:
    client.force_login(office)
    address = f"/bach-thong/formats/{profile.code}/"
    sheet = client.get(f"{address}look.css?body_size=15&line=99;}}evil{{&margin_left=1")
    assert sheet["Content-Type"].startswith("text/css")
    assert "font-size:15pt" in sheet.content.decode()
    assert "evil" not in sheet.content.decode()
    first = pages_of(client.get(f"{address}sample.pdf?body_size=15&position_bold=yes").content)[0]
    word = first.find("Trang")
    assert (word.bottom - word.top) / 1.107 == pytest.approx(15, abs=0.5)
    assert min(each.left for each in first.words) >= 35 * MM - 1


def test_the_leader_reads_the_forms_a_commune_does_not_find_them(
    client: Client, profile: FormatProfile, secretary: User, clerk: User, stranger: User
) -> None:
    client.force_login(secretary)
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, {"step": "save"}).status_code == 403
    for person in (clerk, stranger):
        client.force_login(person)
        assert client.get(PAGE).status_code == 404
    client.force_login(clerk)
    assert client.get(f"{PAGE}{profile.code}/look.css").status_code == 200, "she reads her invitation under it"
