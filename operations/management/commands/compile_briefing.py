"""Compile a month's briefing and write it into a folder: briefing.json, .pdf, .docx and .xlsx."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.actions import keep_file_account
from communes.models import ConveningBody
from meetings.actions import compile_month
from meetings.figures.printing import draft_of, edition_named
from meetings.models import Briefing
from reports.actions import keep_periods
from reports.models import Period


class Command(BaseCommand):
    help = "Tổng hợp báo cáo của một tháng và ghi briefing.json, .pdf, .docx, .xlsx vào một thư mục."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--body", required=True, help="địa chỉ (slug) của cơ quan chủ trì: bach-thong")
        parser.add_argument("--month", required=True, help="tháng: 2015-11")
        parser.add_argument("--out", required=True, type=Path, help="thư mục ghi kết quả; chưa có thì được tạo")
        parser.add_argument("--edition", choices=("internal", "published"), default="internal")

    def handle(self, *_: Any, body: str, month: str, out: Path, edition: str, **__: Any) -> None:
        found = ConveningBody.objects.filter(slug=body).first()
        if found is None:
            raise CommandError(f"Không có cơ quan nào có địa chỉ “{body}”.")
        try:
            briefing = compile_briefing(found, _month(month))
            files = draw(briefing, edition)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        write(out, files)
        coverage = briefing.data["coverage"]
        self.stdout.write(f"Đã tổng hợp {coverage['accepted']}/{coverage['expected']} báo cáo: {out / 'briefing.pdf'}")


def write(out: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name into a folder; raise CommandError where that can't be done."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
    except OSError as error:
        raise CommandError(f"Không ghi được vào thư mục {out}: {error.strerror}.") from error


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        raise CommandError(f"Tháng viết dạng 2015-11, không phải “{text}”.") from error


@transaction.atomic
def compile_briefing(body: ConveningBody, month: Month) -> Briefing:
    """Compile a body's month in the name of the portal's file account; the month is opened when it isn't yet."""
    at, by = clock.now(), keep_file_account.file_account()
    period = Period.objects.filter(body=body, month=str(month)).select_related("body").first()
    period = period or keep_periods.open_period(body=body, month=month, by=by, at=at)
    return compile_month.compile(period=period, by=by, at=at)


def draw(briefing: Briefing, edition: str) -> dict[str, bytes]:
    """Return an edition's data and its draft on paper, for Word and for Excel, by the names of the files."""
    paper, moment, author = draft_of(briefing, edition_named(edition))
    drawn = paper.drawn(moment=moment, author=author)
    return {
        "briefing.json": paper.data.encode(),
        "briefing.pdf": drawn.pdf,
        "briefing.docx": drawn.docx,
        "briefing.xlsx": drawn.xlsx,
    }
