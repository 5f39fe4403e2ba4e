"""How each sentence is arrived at, in the reader's words."""

RULES = {
    "opening_meeting": "Theo thông tin hội nghị do Văn phòng ghi.",
    "opening_attendance": "Theo thành phần dự do Văn phòng ghi.",
    "opening_chair": "Theo người chủ trì do Văn phòng ghi.",
    "coverage": "Đếm các báo cáo đã tiếp nhận trên số đơn vị phải báo cáo trong tháng.",
    "crops_harvest": (
        "Tổng diện tích đã thu hoạch chia cho tổng diện tích đã gieo trồng của các đơn vị có cả hai số; "
        "“trên X%” là bội số của 5 lớn nhất nhỏ hơn tỷ lệ chưa làm tròn."
    ),
    "crops_sowing": "Cộng diện tích gieo trồng; tỷ lệ là tổng thực hiện chia cho tổng kế hoạch vụ.",
    "crops_winter_and_pest": "Cộng diện tích cây vụ đông và diện tích nhiễm sâu bệnh; tỷ lệ tính trên kế hoạch vụ.",
    "crops_all_seasons": (
        "Cộng diện tích gieo trồng của các vụ trong năm sản xuất, chỉ của các đơn vị có số của mọi vụ; "
        "vụ đông tính vào năm bắt đầu vụ."
    ),
    "crops_output": "Cộng sản lượng lũy kế; tỷ lệ là tổng thực hiện chia cho tổng kế hoạch năm.",
    "livestock_disease": "Cộng số gia súc mắc bệnh; chỉ viết “không có” khi mọi báo cáo đều xác nhận bằng 0.",
    "livestock_vaccination": "Cộng số liều vắc xin lũy kế; tỷ lệ là tổng thực hiện chia cho tổng kế hoạch năm.",
    "forestry_planting": "Cộng diện tích trồng rừng lũy kế; tỷ lệ là tổng thực hiện chia cho tổng kế hoạch năm.",
    "forestry_protection": "Cộng số vụ trong tháng; chỉ viết “không có” khi mọi báo cáo đều xác nhận bằng 0.",
    "budget_collected": (
        "Cộng số thu lũy kế; tỷ lệ là tổng thu chia cho tổng dự toán giao của các đơn vị có cả hai số; "
        "số thu trong tháng là lũy kế tháng này trừ lũy kế tháng trước; cùng kỳ là số lũy kế của tháng này năm trước, "
        "tính trên các đơn vị có số của cả hai năm."
    ),
    "budget_at_or_above_target": (
        "Thu lũy kế chia cho dự toán giao của từng đơn vị; nêu các đơn vị đạt ngưỡng theo giá trị chưa làm tròn, "
        "xếp theo thứ tự đã đặt tại trang Thiết lập."
    ),
    "budget_low": (
        "Các đơn vị có tỷ lệ thu lũy kế trên dự toán giao chậm từ một phần năm trở lên so với tiến độ đều của năm."
    ),
    "investment_disbursement": "Tổng vốn đã giải ngân chia cho tổng kế hoạch vốn của các đơn vị có cả hai số.",
    "new_rural_criteria": "Cộng và chia bình quân số tiêu chí đạt; đếm các đơn vị đạt số tiêu chí phấn đấu.",
    "education_attendance": "Tổng số học sinh chuyên cần chia cho tổng số học sinh.",
    "health_care": "Cộng số lượt khám và số ca bệnh; tỷ lệ bảo hiểm là tổng số người tham gia chia cho tổng dân số.",
    "culture_activities": "Cộng số hoạt động; tỷ lệ là tổng số gia đình đạt chuẩn chia cho tổng số hộ.",
    "social_policy": "Cộng số đối tượng và số hộ; tỷ lệ hộ nghèo là tổng số hộ nghèo chia cho tổng số hộ.",
    "defence_conscription": "Cộng số thanh niên nhập ngũ; tỷ lệ là tổng số nhập ngũ chia cho tổng chỉ tiêu giao quân.",
    "security_incidents": "Cộng số vụ trong tháng; chỉ viết “không có” khi mọi báo cáo đều xác nhận bằng 0.",
    "party_admissions": "Cộng số đảng viên kết nạp lũy kế; tỷ lệ là tổng kết nạp chia cho tổng chỉ tiêu.",
    "administration_dossiers": "Tổng số hồ sơ đúng hạn chia cho tổng số hồ sơ đã giải quyết.",
    "shortcomings_intro": "Câu dẫn, có khi các báo cáo nêu tồn tại, hạn chế.",
    "shortcoming_of_category": (
        "Gộp các tồn tại cùng nhóm mà các đơn vị nêu giống nhau hoặc gần giống nhau; dùng cách nêu phổ biến nhất, "
        "đếm số đơn vị. Tháng liên tiếp đếm theo báo cáo đã tiếp nhận của các tháng trước, ghi từ tháng thứ ba."
    ),
    "shortcomings_no_longer_told": (
        "Các nhóm tồn tại mà báo cáo tháng trước có nêu, báo cáo tháng này không nêu; chỉ viết khi mọi đơn vị "
        "nêu tháng trước đều đã có báo cáo tháng này. Không còn nêu chưa phải là đã khắc phục."
    ),
    "directives_carried": (
        "Đếm các nhiệm vụ của những tháng trước còn mở khi vào tháng, theo trả lời của các đơn vị và kết luận của "
        "Văn phòng; một nhiệm vụ chỉ hoàn thành khi mọi đơn vị được giao đều được công nhận hoàn thành."
    ),
    "directive_overdue": (
        "Nhiệm vụ có đơn vị chưa được công nhận hoàn thành khi đã qua thời hạn (thời hạn mới chỉ tính khi Văn phòng "
        "đồng ý). Nêu tên theo thiết lập nêu tên khi phê bình."
    ),
    "proposals_counted": "Đếm các kiến nghị trong báo cáo đã tiếp nhận theo nơi nhận.",
    "directives_intro": "Câu dẫn của các nhiệm vụ đã giao.",
    "directive": "Nhiệm vụ do hội nghị giao, ghi tại trang Hội nghị.",
}


def rule_in_words(rule: str) -> str:
    """Return how a sentence of a rule is arrived at; empty for what a person wrote."""
    return RULES.get(rule, "")
