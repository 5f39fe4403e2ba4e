"""Fold anew the words by which things are found."""

from typing import Any

from django.core.management.base import BaseCommand

from search.actions.rebuild import rebuild


class Command(BaseCommand):
    help = "Lập lại lời văn để tìm kiếm; không đổi gì khi mọi thứ được ghi qua hệ thống."

    def handle(self, *_: Any, **__: Any) -> None:
        for name, wrong in rebuild().items():
            self.stdout.write(f"{name}: {wrong} dòng được lập lại")
