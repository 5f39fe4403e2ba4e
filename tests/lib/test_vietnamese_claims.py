"""The reader of claims: what a sentence says, and what only looks as if it did."""

import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese.claims import Kind, is_about, read_claims, rounds_to, subject_of


def kinds(text: str) -> list[Kind]:
    return [claim.kind for claim in read_claims(text)]


def said(text: str) -> list[tuple[Kind, str]]:
    return [(claim.kind, claim.words) for claim in read_claims(text)]


@pytest.mark.parametrize(
    ("text", "number", "decimals", "unit"),
    [
        ("thu 12.706,6 triệu đồng", "12706.6", 1, "triệu đồng"),
        ("bằng 93,50% dự toán", "93.50", 2, "%"),
        ("đạt 98.3% chỉ tiêu", "98.3", 1, "%"),
        ("trồng 12ha", "12", 0, "ha"),
        ("được 1.234 liều", "1234", 0, "liều"),
        ("tăng 5 phần trăm", "5", 0, "%"),
        ("xảy ra Hai vụ trộm cắp", "2", 0, "vụ trộm cắp"),
        ("làm rõ hai mươi mốt trường hợp", "21", 0, "trường hợp"),
        ("được mười lăm tấn", "15", 0, "tấn"),
    ],
)
def test_a_number_is_read_exactly_as_written_with_what_it_counts(
    text: str, number: str, decimals: int, unit: str
) -> None:
    [claim] = read_claims(text)
    assert (claim.kind, claim.number, claim.decimals, claim.unit) == (Kind.NUMBER, Decimal(number), decimals, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Sáng ngày 23/11/2015, ngày 05 tháng 02 năm 2016",
        "giai đoạn 2011 – 2015, nhiệm kỳ 2015-2020, vụ xuân 2016",
        "Thông báo số 12-TB/HU, Nghị định số 30/2020/NĐ-CP, Quyết định 123/QĐ-UBND",
        "lúc 14 giờ 30, 8h, 08:30",
        "khoản 2 Điều 5, thôn 3, quý 4, chương trình 135, đường tỉnh 258",
        "trẻ em dưới 5 tuổi, quá 21 ngày, từ 18 đến 25 tuổi",
        "1. Chỉ đạo nhân dân làm đất.",
        "làm đất hai vụ lúa, từ năm con giống, bình quân một xã, một số hộ, hai bên phối hợp",
    ],
)
def test_dates_hours_and_numbers_of_documents_are_no_figures(text: str) -> None:
    assert read_claims(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("đạt TRÊN 70% diện tích", Kind.ABOVE, "TRÊN 70%"),
        ("Ba xã thu đạt thấp", Kind.COUNT, "Ba"),
        ("trên hai trường hợp vi phạm", Kind.ABOVE, "trên hai"),
        ("hơn 3.000 người", Kind.ABOVE, "hơn 3.000"),
        ("dưới 70% dự toán", Kind.BELOW, "dưới 70%"),
        ("gần 98% kế hoạch", Kind.NEAR, "gần 98%"),
        ("khoảng 98% kế hoạch", Kind.ABOUT, "khoảng 98%"),
        ("từ 97,5% chỉ tiêu giao trở lên", Kind.AT_LEAST, "97,5%"),
        ("tính trên 16/17 xã, thị trấn", Kind.COVERAGE, "16/17"),
        ("có 3 xã", Kind.COUNT, "3"),
        ("thu đạt và vượt chỉ tiêu giao", Kind.REACHED, "đạt và vượt chỉ tiêu"),
        ("hoàn thành kế hoạch", Kind.REACHED, "hoàn thành kế hoạch"),
        ("vượt kế hoạch", Kind.EXCEEDED, "vượt kế hoạch"),
        ("hoàn thành vượt mức chỉ tiêu", Kind.EXCEEDED, "hoàn thành vượt mức chỉ tiêu"),
        ("chưa đạt kế hoạch", Kind.NOT_REACHED, "chưa đạt kế hoạch"),
        ("không hoàn thành dự toán", Kind.NOT_REACHED, "không hoàn thành dự toán"),
        ("tất cả các xã", Kind.ALL, "tất cả các xã"),
        ("đa số các xã", Kind.MOST, "đa số các xã"),
        ("một nửa số xã", Kind.HALF, "một nửa số xã"),
        ("Một số xã", Kind.SOME, "Một số xã"),
        ("chưa có xã nào", Kind.NONE, "chưa có xã nào"),
        ("giảm so với cùng kỳ năm trước", Kind.DOWN, "giảm so với cùng kỳ"),
        ("so với tháng trước tăng", Kind.UP, "so với tháng trước tăng"),
        ("bằng tháng trước", Kind.SAME, "bằng tháng trước"),
        ("không xảy ra cháy rừng", Kind.ABSENT, "không xảy ra"),
        ("cao nhất là Cẩm Giàng", Kind.HIGHEST, "cao nhất"),
    ],
)
def test_each_wording_is_read_as_what_it_claims(text: str, kind: Kind, words: str) -> None:
    assert said(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "phấn đấu đạt kế hoạch",
        "đảm bảo hoàn thành chỉ tiêu giao",
        "cơ bản đạt kế hoạch",
        "không phải tất cả các xã",
        "huấn luyện dân quân theo kế hoạch",
        "tăng cường công tác quản lý so với yêu cầu",
        "một số tồn tại",
        "để không xảy ra cháy rừng",
    ],
)
def test_what_is_intended_hedged_or_denied_claims_nothing(text: str) -> None:
    assert read_claims(text) == []


def test_a_denial_with_more_behind_it_still_claims() -> None:
    assert kinds("không chỉ đạt kế hoạch mà còn vượt chỉ tiêu") == [Kind.REACHED, Kind.EXCEEDED]


def test_a_claim_knows_the_clauses_that_it_may_be_said_of() -> None:
    text = "xảy ra 4 vụ phạm pháp hình sự, giảm 1 vụ so với tháng trước; có cháy"
    [_, down, _] = read_claims(text)
    assert down.clauses == ("", "xảy ra 4 vụ phạm pháp hình sự", "")
    assert down.against == "month"


def test_what_did_not_happen_is_read_thing_by_thing() -> None:
    [claim] = read_claims("không có cháy rừng, dịch bệnh và vi phạm lâm luật; thu 5")[:1]
    assert claim.about == ("cháy rừng", "dịch bệnh", "vi phạm lâm luật")


SENTENCES = st.sampled_from(
    [
        "Thu ngân sách lũy kế đạt 12.706,6 triệu đồng, bằng 93,5% dự toán giao.",
        "Một số xã đạt và vượt chỉ tiêu giao như: Cẩm Giàng 113,1%.",
        "Xảy ra 4 vụ, giảm 1 vụ so với tháng trước; không xảy ra cháy nổ.",
    ]
)


@given(SENTENCES)
def test_case_and_unicode_form_make_no_difference_and_the_words_stand_where_it_says(text: str) -> None:
    for written in (text.upper(), unicodedata.normalize("NFD", text), text.replace(" ", "\u00a0")):
        assert kinds(written) == kinds(text)
        for claim in read_claims(written):
            assert written[claim.start : claim.end] == claim.words


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for claim in read_claims(text):
        assert text[claim.start : claim.end] == claim.words


@pytest.mark.parametrize(
    ("value", "number", "decimals", "is_so"),
    [
        ("113.1000", "113.1", 1, True),
        ("101.45", "101.5", 1, True),
        ("101.449", "101.5", 1, False),
        ("99.96", "100", 0, False),
        ("99.96", "99.96", 2, True),
        ("100", "100.0", 1, True),
        ("0.04", "0", 0, False),
    ],
)
def test_a_percentage_rounds_half_up_and_never_up_to_a_hundred(
    value: str, number: str, decimals: int, is_so: bool
) -> None:
    assert rounds_to(Fraction(value), Decimal(number), decimals, is_percent=True) is is_so


NAMES = {
    "REV": ["Thu ngân sách nhà nước trên địa bàn (lũy kế)"],
    "EXP": ["Chi ngân sách xã (lũy kế)"],
    "MIL": ["Số thanh niên nhập ngũ (lũy kế)", "Chỉ tiêu giao quân"],
}


@pytest.mark.parametrize(
    ("clauses", "subject"),
    [
        (["tổng thu ngân sách xã"], "REV"),
        (["chi ngân sách xã"], "EXP"),
        (["thu ngân sách đạt 62% và chi ngân sách xã"], "EXP"),
        (["thu nsnn"], "REV"),
        (["thanh niên xung kích"], None),
        (["công tác giao quân"], "MIL"),
        (["ngân sách"], None),
        (["", "thu ngân sách"], "REV"),
    ],
)
def test_a_clause_speaks_of_a_figure_by_the_first_words_of_its_name(clauses: list[str], subject: str | None) -> None:
    assert subject_of(clauses, NAMES) == subject


@pytest.mark.parametrize(
    ("item", "is_so"),
    [
        ("cháy rừng", True),
        ("vụ cháy rừng nào trên địa bàn", True),
        ("cháy rừng lớn", False),
        ("cháy", False),
        ("vi phạm phòng cháy rừng", False),
    ],
)
def test_something_narrower_is_not_what_a_figure_counts(item: str, is_so: bool) -> None:
    assert is_about(item, ["Số vụ cháy rừng trong tháng"], "vụ") is is_so
