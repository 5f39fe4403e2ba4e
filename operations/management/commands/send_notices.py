"""Tell people what is due: for a timer, once a day in the morning; a second call on a day tells nothing twice."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefing_portal.lib import clock
from communes.models import ConveningBody
from notices import tasks
from notices.actions import outbox
from reports.actions import remind


class Command(BaseCommand):
    help = (
        "Báo việc sắp đến hạn, quá hạn và gửi thư gộp trong ngày; đặt lịch chạy mỗi sáng một lần (ví dụ 6:30). "
        "Chạy lại trong ngày không báo việc nào hai lần."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", help="thời điểm dạng 2015-12-15T06:30 (giờ Việt Nam); không ghi thì lấy lúc chạy")

    def handle(self, *_: Any, **options: Any) -> None:
        at = _moment(options["at"])
        told = sum(remind.remind(body=body, at=at) for body in ConveningBody.objects.order_by("pk"))
        digests = outbox.gather_digests(at=at)
        tasks.send_letters.enqueue()  # also what an earlier run left, whatever became of its worker
        self.stdout.write(f"Đã viết {told} thông báo mới, {digests} thư gộp.")


def _moment(text: str | None) -> dt.datetime:
    if not text:
        return clock.now()
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"Thời điểm viết dạng 2015-12-15T06:30, không phải “{text}”.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.OFFICE_TIME)
