"""Write a month's empty workbook."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefing_portal.lib import clock
from operations.actions import open_month
from operations.management.arguments import body_named, month_named, person_named
from reports.forms.workbook import outline_of, template_of


class Command(BaseCommand):
    help = "Ghi tệp mẫu Excel của một tháng: các đơn vị, số liệu, mục tiêu, thuyết minh. Tháng chưa mở thì được mở."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--body", required=True, help="địa chỉ (slug) của cơ quan chủ trì: bach-thong")
        parser.add_argument("--month", required=True, help="tháng: 2015-11")
        parser.add_argument("--out", required=True, type=Path, help="tệp .xlsx sẽ ghi")

    def handle(self, *_: Any, body: str, month: str, out: Path, **__: Any) -> None:
        period = open_month.period_of(
            body=body_named(body), month=month_named(month), by=person_named(None), at=clock.now()
        )
        outline = outline_of(period)
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            template_of(outline).save(out)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {out}: {error.strerror}.") from error
        self.stdout.write(f"{out}: {len(outline.communes)} {period.body.units_word}")
