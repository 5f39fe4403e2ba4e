"""Find out, before a disk is lost, whether a backup can be restored, and how long that takes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from operations.actions.backup.keys import configured_key
from operations.actions.backup.rehearsing import Rehearsal, rehearse


class Command(BaseCommand):
    help = "Diễn tập khôi phục: sao lưu, khôi phục vào nơi tạm, kiểm tra, báo thời gian; không đụng tới dữ liệu thật."

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            done = rehearse(key=configured_key(), at=clock.machine_now())
        except Refusal as refusal:
            raise CommandError(f"Diễn tập khôi phục KHÔNG đạt. {refusal.sentence}") from refusal
        if not done.is_sound:
            raise CommandError(f"Diễn tập khôi phục KHÔNG đạt. Kiểm tra dữ liệu đã khôi phục thấy:\n{done.integrity}")
        self.stdout.write(_in_words(done))


def _in_words(done: Rehearsal) -> str:
    told = done.backup.manifest
    return (
        f"Diễn tập khôi phục đạt: {told.rows} dòng, {done.backup.size} byte. "
        f"Sao lưu {_seconds(done.seconds_to_back_up)}, khôi phục {_seconds(done.seconds_to_restore)}, "
        f"kiểm tra {_seconds(done.seconds_to_check)}.\n{done.integrity}"
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} giây".replace(".", ",")
