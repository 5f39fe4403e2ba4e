"""Take a month's workbook in."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from briefing_portal.lib import clock
from communes.models import User
from operations.actions import import_reports, open_month
from operations.management.arguments import body_named, month_named, person_named
from reports.forms.workbook import NotAWorkbook, open_sheets


class Command(BaseCommand):
    help = "Nhập báo cáo của một tháng từ tệp Excel: nhập hết, hoặc không nhập gì và nêu mọi lỗi theo từng ô."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .xlsx theo mẫu của workbook_template")
        parser.add_argument("--body", required=True, help="địa chỉ (slug) của cơ quan chủ trì: bach-thong")
        parser.add_argument("--month", required=True, help="tháng: 2015-11")
        parser.add_argument("--submit", action="store_true", help="nộp luôn các báo cáo trong tệp")
        parser.add_argument("--accept", action="store_true", help="nộp và tiếp nhận luôn")
        parser.add_argument("--by", help="tài khoản đứng tên nhập; không ghi thì là “nhập từ tệp”")

    def handle(self, *_: Any, file: Path, **options: Any) -> None:
        try:
            sheets = open_sheets(file)
            brought = _import(sheets, options, person_named(options["by"]), clock.now())
        except NotAWorkbook as refusal:
            raise CommandError(refusal.sentence) from refusal
        except import_reports.ImportRefused as refused:
            lines = [f"{file.name}: {len(refused.errors)} lỗi, không có gì được ghi.", *map(str, refused.errors)]
            raise CommandError("\n".join(lines)) from refused
        for warning in brought.warnings:
            self.stdout.write(f"Cảnh báo: {warning}")
        self.stdout.write(f"Đã nhập {len(brought.reports)} báo cáo, {brought.targets} chỉ tiêu giao.")


@transaction.atomic
def _import(sheets: Any, options: dict[str, Any], by: User, at: datetime) -> import_reports.Import:
    """Open the month when there is none, and import; a refusal leaves nothing behind, not even the month."""
    period = open_month.period_of(body=body_named(options["body"]), month=month_named(options["month"]), by=by, at=at)
    return import_reports.import_reports(
        period=period, sheets=sheets, hand_in=options["submit"], accept=options["accept"], by=by, at=at
    )
