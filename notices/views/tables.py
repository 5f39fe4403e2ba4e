"""Notices and letters as files to take along."""

from collections.abc import Iterable
from itertools import chain

from briefing_portal.lib import clock
from briefing_portal.lib.tables import Table
from notices.models import Letter, Notice


def notice_table(notices: Iterable[Notice]) -> Table:
    """Return what a person was told, as it is listed."""
    rows = [
        (each.at, each.get_kind_display(), each.title, each.text, "Đã đọc" if each.is_read else "Chưa đọc")
        for each in notices
    ]
    return Table(_named("thong-bao"), "Thông báo", ("Lúc", "Loại", "Thông báo", "Nội dung", "Trạng thái"), rows)


def letter_table(unsent: Iterable[Letter], sent: Iterable[Letter]) -> Table:
    """Return a body's letters as they are listed, those that wait first."""
    columns = ("Người nhận", "Địa chỉ", "Nội dung", "Trạng thái", "Lúc gửi", "Số lần thử", "Lỗi", "Thử lại lúc")
    rows = [
        (
            str(each.recipient),
            each.recipient.email,
            "; ".join(notice.title for notice in each.notices.all()),
            each.get_state_display(),
            each.sent_at,
            each.attempts,
            each.error,
            each.next_try_at,
        )
        for each in chain(unsent, sent)
    ]
    return Table(_named("thu-he-thong"), "Thư của hệ thống", columns, rows)


def _named(name: str) -> str:
    return f"{name}-{clock.today():%Y-%m}"
