"""What a chair's sentence says of who and until when: read as a proposal, asked about where it isn't clear."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese.assignments import Unit, propose, read_addressees, read_due, split

TODAY = dt.date(2015, 11, 23)
COMMUNES = tuple(
    Unit(name, (name, *aliases))
    for name, *aliases in (
        ("Phủ Thông",),
        ("Vi Hương",),
        ("Sỹ Bình", "Sĩ Bình"),
        ("Tân Tiến",),
        ("Cao Sơn",),
        ("Hà Vị",),
        ("Hạ Vi",),
        ("Cẩm Giàng",),
        ("Mỹ Thanh",),
    )
)
DEPARTMENTS = tuple(
    Unit(name, (name,))
    for name in (
        "Phòng Tài chính – Kế hoạch",
        "Phòng Nông nghiệp và Phát triển nông thôn",
        "Chi cục Thuế huyện",
        "Phòng Văn hóa và Thông tin",
        "Công an huyện",
    )
)
WORDS = st.sampled_from(
    "các xã thị trấn , ; . : ( ) trừ Cẩm Giàng Hà Vị Vi Hương phòng ban ngành trước ngày đến hết trong tháng quý năm "
    "20/12 31/11 29/2 1/1/0001 31/12/9999 12 IV I/2016 2015 99 0/0 chậm nhất hạn 17h00 6 đầu cuối tới này “ ”".split()
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join))
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Hoàn thành trước ngày 20/12.", "2015-12-20"),
        ("hoàn thành trước ngày 20/12/2015", "2015-12-20"),
        ("trước ngày 20/12/15", "2015-12-20"),
        ("trước ngày 20-12-2015", "2015-12-20"),
        ("trước ngày 20.12", "2015-12-20"),
        ("báo cáo trước 17h00 ngày 20/12/2015", "2015-12-20"),
        ("trong tháng 12", "2015-12-31"),
        ("Trong tháng 12/2015", "2015-12-31"),
        ("trong tháng 12 năm 2015", "2015-12-31"),
        ("đến hết tháng 02 năm 2016", "2016-02-29"),
        ("trước tháng 12", "2015-11-30"),
        ("trong tháng tới", "2015-12-31"),
        ("chậm nhất 25/12/2015", "2015-12-25"),
        ("chậm nhất là ngày 05 tháng 01 năm 2016", "2016-01-05"),
        ("muộn nhất ngày 25/12", "2015-12-25"),
        ("đến hết ngày 31/12", "2015-12-31"),
        ("từ ngày 01/12 đến ngày 20/12", "2015-12-20"),
        ("Thời hạn: 20/12/2015", "2015-12-20"),
        ("hạn chót 20/12", "2015-12-20"),
        ("trong quý I/2016", "2016-03-31"),
        ("trong quý I năm 2016", "2016-03-31"),
        ("trong quý 1", "2016-03-31"),
        ("hết quý IV", "2015-12-31"),
        ("trong 6 tháng đầu năm 2016", "2016-06-30"),
        ("hết năm 2015", "2015-12-31"),
        ("từ nay đến cuối năm", "2015-12-31"),
        ("trước ngày 15/1", "2016-01-15"),
        ("trước ngày 29/02", "2016-02-29"),
        ("truoc ngay 20/12", "2015-12-20"),
        ("ngay trong ngày 23/11", "2015-11-23"),
    ],
)
def test_a_term_is_read(text: str, day: str) -> None:
    found = read_due(text, TODAY)
    assert (found.day, found.question) == (dt.date.fromisoformat(day), "")
    assert found.words in text


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("trước ngày 20/11", "đã qua"),
        ("trước ngày 20/12/2014", "đã qua"),
        ("trong tháng 10", "đã qua"),
        ("trong quý III", "đã qua"),
        ("hết năm 2014", "đã qua"),
        ("trước ngày 31/11", "không phải là một ngày có thật"),
        ("trước ngày 29/02/2015", "không phải là một ngày có thật"),
        ("trong tháng 13", "không phải là một ngày có thật"),
        ("sơ kết trước ngày 10/12, tổng kết trước ngày 25/12", "nhiều mốc thời gian (10/12/2015, 25/12/2015)"),
        ("đầu tháng 12", "chưa rõ ngày"),
        ("trong tuần tới", "chưa rõ ngày"),
        ("trước ngày 20 hằng tháng", "chưa rõ ngày"),
    ],
)
def test_a_term_that_is_past_or_unclear_is_asked_about(text: str, asked: str) -> None:
    found = read_due(text, TODAY)
    assert found.day is None
    assert asked in found.question


@pytest.mark.parametrize(
    "text",
    [
        "Đẩy mạnh thu ngân sách.",
        "theo Kế hoạch số 25/KH-UBND ngày 10/12/2015",
        "đạt 12/19 tiêu chí",
        "phấn đấu đến 10/12 tiêu chí",
        "nhiệm vụ trọng tâm tháng 12",
        "nhiệm kỳ 2015 – 2020",
        "",
    ],
)
def test_a_date_that_is_no_term_is_none(text: str) -> None:
    assert read_due(text, TODAY).words == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Giao xã Cẩm Giàng, Vi Hương hoàn thành", ["Cẩm Giàng", "Vi Hương"]),
        ("Vi Hương và Cẩm Giàng", ["Vi Hương", "Cẩm Giàng"]),
        ("Xã Sĩ Bình khắc phục", ["Sỹ Bình"]),
        ("XÃ CẨM GIÀNG", ["Cẩm Giàng"]),
        ("xã Hà Vị", ["Hà Vị"]),
        ("xã Hạ Vi", ["Hạ Vi"]),
        ("UBND Mỹ Thanh", ["Mỹ Thanh"]),
        ("các xã: Tân Tiến; Cao Sơn", ["Tân Tiến", "Cao Sơn"]),
        ("giao cam giang", ["Cẩm Giàng"]),
        ("xã Ca\u0302\u0309m Gia\u0300ng", ["Cẩm Giàng"]),
    ],
)
def test_named_communes_are_proposed_by_their_tones(text: str, names: list[str]) -> None:
    found = read_addressees(text, COMMUNES, DEPARTMENTS)
    assert (list(found.communes), found.all_communes, found.questions) == (names, False, ())


@pytest.mark.parametrize(
    "text",
    [
        "Các xã, thị trấn tập trung",
        "UBND các xã, thị trấn",
        "các xã trên địa bàn huyện",
        "Cấp ủy, chính quyền các xã, thị trấn cần",
        "mỗi xã chọn một mô hình",
        "CÁC XÃ, THỊ TRẤN",
        "cac xa, thi tran",
        "các xã và thị trấn",
    ],
)
def test_all_communes_are_proposed_where_all_are_told(text: str) -> None:
    found = read_addressees(text, COMMUNES, DEPARTMENTS)
    assert (found.all_communes, found.communes, found.questions) == (True, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "một số xã thu thấp",
        "các xã chưa đạt chỉ tiêu",
        "các xã vùng cao",
        "các xã còn lại",
        "Các xã, thị trấn, nhất là Vi Hương, đẩy mạnh",
        "các phòng, ban liên quan",
        "xa ha vi",  # Hà Vị or Hạ Vi
    ],
)
def test_unclear_addressees_are_asked_about_and_not_assumed(text: str) -> None:
    found = read_addressees(text, COMMUNES, DEPARTMENTS)
    assert not found.is_clear
    assert found.questions


def test_all_but_one_are_the_others() -> None:
    found = read_addressees("Các xã, thị trấn (trừ thị trấn Phủ Thông) báo cáo", COMMUNES, DEPARTMENTS)
    assert found.communes == tuple(unit.key for unit in COMMUNES if unit.key != "Phủ Thông")


@pytest.mark.parametrize(
    "text",
    [
        "mô hình tân tiến",
        "đồng chí Nguyễn Cao Sơn",
        "Đẩy mạnh tuyên truyền",
        "công an xã nắm tình hình",
        "vị trí hạ vị",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    found = read_addressees(text, COMMUNES, DEPARTMENTS)
    assert (found.is_clear, found.questions) == (False, ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Phòng Tài chính – Kế hoạch, Chi cục Thuế phối hợp", ["Phòng Tài chính – Kế hoạch", "Chi cục Thuế huyện"]),
        ("phòng Tài chính - Kế hoạch", ["Phòng Tài chính – Kế hoạch"]),
        ("Phòng Nông nghiệp hướng dẫn", ["Phòng Nông nghiệp và Phát triển nông thôn"]),
        ("Phòng Văn hoá và Thông tin", ["Phòng Văn hóa và Thông tin"]),
        ("Công an huyện chủ trì", ["Công an huyện"]),
        ("Các phòng, ban, ngành phối hợp", [unit.key for unit in DEPARTMENTS]),
    ],
)
def test_departments_are_proposed_by_name(text: str, names: list[str]) -> None:
    assert list(read_addressees(text, COMMUNES, DEPARTMENTS).departments) == names


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Thu ngân sách; trồng rừng.", ["Thu ngân sách", "Trồng rừng."]),
        ("1. Thu ngân sách.\n2. Trồng rừng.", ["Thu ngân sách.", "Trồng rừng."]),
        ("- Thu ngân sách\n+ Trồng rừng", ["Thu ngân sách", "Trồng rừng"]),
        ("Báo cáo TP. Bắc Kạn. Xong.", ["Báo cáo TP. Bắc Kạn.", "Xong."]),
        ("Đạt 1.234,5 ha (vụ mùa; vụ đông). Tốt.", ["Đạt 1.234,5 ha (vụ mùa; vụ đông).", "Tốt."]),
        (" ;; \n . ", []),
    ],
)
def test_a_text_is_parted_into_its_conclusions(text: str, pieces: list[str]) -> None:
    assert list(split(text).pieces) == pieces


def test_what_is_said_before_the_list_holds_for_all_of_it() -> None:
    text = (
        "Trước ngày 20/12, các xã, thị trấn cần: thu ngân sách; tiêm phòng. Phòng Nông nghiệp hướng dẫn trong tháng 12."
    )
    thu, tiem, huong_dan = propose(text, today=TODAY, communes=COMMUNES, departments=DEPARTMENTS)
    assert [each.text for each in (thu, tiem)] == ["Thu ngân sách", "Tiêm phòng."]
    assert all(each.addressees.all_communes and each.due.day == dt.date(2015, 12, 20) for each in (thu, tiem))
    assert huong_dan.addressees.departments == ("Phòng Nông nghiệp và Phát triển nông thôn",)
    assert (huong_dan.addressees.all_communes, huong_dan.due.day) == (False, dt.date(2015, 12, 31))


@given(TEXTS, DAYS)
def test_no_text_breaks_the_reading_and_no_past_day_is_proposed(text: str, today: dt.date) -> None:
    for each in propose(text, today=today, communes=COMMUNES, departments=DEPARTMENTS):
        assert each.due.day is None or each.due.day >= today
        assert (each.due.day is None) or not each.due.question
        assert not (each.addressees.all_communes and each.addressees.communes)
        assert set(each.addressees.communes) <= {unit.key for unit in COMMUNES}


@given(st.lists(st.sampled_from("thu ngân sách Nhà nước; rừng. Trồng (vụ mùa; đông) “a; b” 1.234 TP. v.v.".split())))
def test_parting_loses_no_word(words: list[str]) -> None:
    found = split(" ".join(words))
    kept = " ".join((found.lead, *found.pieces))
    assert [sign for sign in kept.lower() if sign.isalnum()] == [s for s in " ".join(words).lower() if s.isalnum()]
