"""November 2015, read out: the facts of the reference give the sentences of the reference."""

from dataclasses import replace

from meetings.briefing.content import write_briefing
from meetings.briefing.prose import Source
from tests.meetings.briefing.month import MEETING, november, printed, sentence, text_of, without

PAGE = """\
Sáng ngày 23 tháng 11 năm 2015, Thường trực Huyện ủy tổ chức Hội nghị giao ban Khối xã, thị trấn để kiểm điểm, \
đánh giá kết quả công tác tháng 11 và triển khai nhiệm vụ trọng tâm tháng 12 năm 2015. Dự Hội nghị có các đồng chí \
Ủy viên Ban Thường vụ Huyện ủy; Thường trực HĐND huyện; đại diện lãnh đạo một số phòng, ban, ngành, đoàn thể huyện; \
Bí thư Đảng ủy, Chủ tịch UBND các xã, thị trấn. Đồng chí Hoàng Thu Trang – Bí thư Huyện ủy chủ trì hội nghị.
Qua tổng hợp báo cáo của 17/17 xã, thị trấn cho thấy:
Việc thu hoạch các loại cây trồng vụ mùa đến thời điểm báo cáo đạt trên 70% diện tích. Cây màu vụ đông đã trồng được \
323 ha, bằng 63,3% kế hoạch; diện tích nhiễm sâu bệnh là 8 ha.
Không xảy ra dịch bệnh trên đàn vật nuôi. Tiêm phòng vật nuôi từ đầu năm được 20.740 liều vắc xin, đạt 87,1% kế hoạch.
Trồng rừng mới lũy kế 645 ha, bằng 94,9% kế hoạch năm; đã xử lý thực bì 86 ha để trồng rừng năm 2016. Phát hiện 3 vụ \
vi phạm lâm luật; trong tháng không có cháy rừng.
Thu ngân sách nhà nước trên địa bàn lũy kế đạt 11.200,7 triệu đồng, bằng 92,8% dự toán giao; riêng tháng 11 thu \
1.120,1 triệu đồng; chi ngân sách xã lũy kế 52.021 triệu đồng, bằng 86,2% dự toán chi. Thu ngân sách một số xã đạt và \
vượt chỉ tiêu giao như: Cẩm Giàng 113,1%, Vi Hương 103,2%, Dương Phong 102%, Quang Thuận 101,5%, Mỹ Thanh 101,5%.
Giải ngân vốn đầu tư công đạt 71,5% kế hoạch (17.259/24.140 triệu đồng); đang thi công 16 công trình, trong đó 2 công \
trình chậm tiến độ.
Bình quân mỗi xã đạt 9,5 tiêu chí nông thôn mới, 8 xã đạt số tiêu chí phấn đấu trong năm (tính trên 16/17 xã, thị \
trấn); trong năm cứng hóa được 3 km đường giao thông nông thôn.
Tỷ lệ học sinh đi học chuyên cần đạt 98,7%.
Khám và chữa bệnh cho 3.569 lượt người; không ghi nhận ca mắc bệnh truyền nhiễm; tỷ lệ bao phủ bảo hiểm y tế đạt 97,8%.
Tổ chức 6 hoạt động văn hóa, thể thao; gia đình đạt chuẩn văn hóa chiếm 81% tổng số hộ.
Chi trả chế độ cho 1.530 người thuộc diện chính sách; số lao động có việc làm mới từ đầu năm là 340 người; tỷ lệ hộ \
nghèo là 11,89%.
Đã giao quân 51 người, đạt 100% chỉ tiêu năm.
Trên địa bàn xảy ra 4 vụ phạm pháp hình sự, giảm 1 vụ so với tháng trước, đã điều tra làm rõ 3 vụ; có 1 vụ tai nạn \
giao thông, bằng tháng trước; không xảy ra cháy nổ, thiên tai.
Từ đầu năm đã kết nạp 64 đảng viên mới, đạt 94,1% chỉ tiêu; tiến hành 68 cuộc kiểm tra, giám sát trong năm.
Giải quyết 1.360 hồ sơ thủ tục hành chính, trong đó 98,7% đúng hạn; tiếp nhận 3 đơn thư.
Bên cạnh những kết quả đạt được, trong tháng vẫn còn một số tồn tại như: Một số xã thu ngân sách đạt thấp (dưới 70% dự \
toán năm). Thi công, giải ngân các công trình xây dựng cơ bản chưa đạt tiến độ đề ra ở một số xã. Thực hiện chương \
trình nông thôn mới chậm ở một số xã. Công tác chỉ đạo, điều hành chưa thật sự quyết liệt ở 1 xã. Sự phối \
hợp có lúc chưa thực sự chặt chẽ ở 1 xã.
Phát biểu tại hội nghị, đồng chí Hoàng Thu Trang – Bí thư Huyện ủy nhấn mạnh các xã, thị trấn cần tập trung thực hiện \
tốt một số nhiệm vụ trọng tâm tháng 12 năm 2015 như sau: 1. Chỉ đạo nhân dân thu hoạch hết các loại cây trồng vụ mùa, \
chủ động làm đất, gieo trồng cây màu vụ đông. 2. Làm tốt công tác phòng chống dịch bệnh, phòng chống rét cho đàn gia \
súc, gia cầm. 3. Đảm bảo hoàn thành chỉ tiêu thu ngân sách được giao (hạn ngày 31 tháng 12 năm 2015)."""


def test_the_page_reads_like_the_reference() -> None:
    content = write_briefing(november())
    assert content.title == "Hội nghị giao ban Khối xã, thị trấn tháng 11 năm 2015"
    assert printed(content) == PAGE
    assert content.gaps == content.withheld == ()


def test_no_long_phrase_is_said_three_times_and_no_sentence_twice() -> None:
    content = write_briefing(november())
    results = [s.text for s in content.sentences if s.block == 2]
    assert len(set(results)) == len(results)
    words = " ".join(results).split()
    phrases = [" ".join(words[start : start + 5]) for start in range(len(words) - 4)]
    assert [phrase for phrase in phrases if phrases.count(phrase) > 2] == []


def test_two_sentences_a_section_are_enough() -> None:
    written = [w for w in write_briefing(november()).sections if w.section.block == 2]
    assert all(len(w.sentences) <= 2 for w in written)


def test_the_same_facts_give_the_same_content() -> None:
    assert write_briefing(november()) == write_briefing(november())


def test_a_late_report_changes_no_id_and_only_what_it_bears_on() -> None:
    before = {s.id: s.text for s in write_briefing(without(november(), "Hà Vị")).sentences}
    after = {s.id: s.text for s in write_briefing(november()).sentences}
    assert before.keys() == after.keys()
    for key in ("budget.at_or_above_target", "livestock.disease", "opening.meeting", "shortcomings.coordination"):
        assert before[key] == after[key]
    assert before["security.incidents"] != after["security.incidents"]


def test_before_the_meeting_the_page_speaks_of_plans() -> None:
    planned = november(meeting=replace(MEETING, concluded=False))
    assert "Thường trực Huyện ủy dự kiến tổ chức Hội nghị" in text_of(planned, "opening.meeting")
    assert text_of(planned, "opening.attendance").startswith("Thành phần mời dự gồm các đồng chí Ủy viên")
    assert text_of(planned, "opening.chair").endswith("dự kiến chủ trì hội nghị.")
    assert text_of(planned, "directives.intro") == "Dự kiến một số nhiệm vụ trọng tâm tháng 12 năm 2015 như sau:"


def test_the_ranked_list_cites_exactly_the_communes_it_names() -> None:
    ranked = sentence(write_briefing(november()), "budget.at_or_above_target")
    assert ranked.rule == "budget_at_or_above_target"
    assert ranked.names == ("02008", "01975", "02014", "02017", "02011")
    cited = {(source.indicator, source.commune) for source in ranked.sources if isinstance(source, Source)}
    assert cited == {(code, name) for code in ("BUD_REV_YTD", "BUD_REV_PLAN") for name in ranked.names}
