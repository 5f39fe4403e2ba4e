"""A page that shows how a body's documents look under rules of form: the sample beside the settings."""

from briefing_portal.lib.months import Month
from communes.models import BodyKind, ConveningBody
from documents.models import DocumentKind, Look
from documents.models.wording import SYMBOLS, Wording, wording_of
from documents.rendering.content import Document, Header, Heading, Signature, Signer, Title, ended, text
from documents.rendering.content import place_and_date as place_and_day
from documents.rendering.paper import Paper, paper

from .letterhead import header_of, heading, signature_of

_WORDS = (
    "Trang này cho thấy văn bản của cơ quan được trình bày ra sao: lề, cỡ chữ, khoảng cách dòng, đề mục, chữ ký và "
    "nơi nhận. Số, ngày ký để trống vì văn bản lấy số và ký ngoài hệ thống."
)
_MORE = "Thu ngân sách nhà nước trên địa bàn lũy kế đạt 12.706,6 triệu đồng, bằng 93,5% dự toán cấp ủy giao."


def sample_of(body: ConveningBody, look: Look, month: Month, wording: Wording | None = None) -> Paper:
    """Return the sample: a notice of the body, or (the State's form under a Party body) a commune's report.

    `wording` are a notice's signature and recipients that are tried out, in place of those that are kept.
    """
    own = look.is_party == (body.kind == BodyKind.PARTY)
    header, title, signature = _notice(body, look, month, wording) if own else _report(body, look, month)
    parts = (
        Heading(heading("I", look.heading_mark, "Đề mục thứ nhất")),
        text(_WORDS),
        Heading(heading("1", look.heading_mark, "Đề mục nhỏ"), 2),
        text(_MORE),
        Heading(heading("II", look.heading_mark, "Đề mục thứ hai")),
        text("Đoạn có gạch đầu dòng;", "item"),
        text("Đoạn cuối của văn bản.", "item"),
    )
    return paper(Document("Trang mẫu", header, title, ended(parts, look), signature), look)


def _notice(body: ConveningBody, look: Look, month: Month, wording: Wording | None) -> tuple[Header, Title, Signature]:
    header = header_of(body, look, SYMBOLS[DocumentKind.NOTICE], month)
    subject = f"kết luận của đồng chí {body.chair_title} tại Hội nghị giao ban {body.group_title}"
    return header, Title("Thông báo", subject), signature_of(wording or wording_of(body, DocumentKind.NOTICE))


def _report(body: ConveningBody, look: Look, month: Month) -> tuple[Header, Title, Signature]:
    header = Header(
        body.state_upper_body,
        f"UBND {body.unit_word} …",
        look.number_line("BC", "UBND"),
        place_and_day("…", month.first_day),
    )
    signer = Signer((look.authority("TM", "ỦY BAN NHÂN DÂN"),), "CHỦ TỊCH")
    title = Title("Báo cáo", f"Tình hình thực hiện nhiệm vụ tháng {month.month} năm {month.year}", body.name)
    return header, title, Signature((signer,), ("Như trên;", "Lưu: VT."))
