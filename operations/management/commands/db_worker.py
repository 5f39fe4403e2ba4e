"""The worker of django-tasks-db, which lets /readyz see that it runs."""

from typing import Any

from django.conf import settings
from django_tasks_db.management.commands import db_worker

from briefing_portal.lib.alive import held


class Command(db_worker.Command):
    help = "Làm việc nền (vẽ văn bản dài, gửi thư); chạy cho tới khi được dừng."

    def handle(self, **options: Any) -> None:
        with held(settings.WORKER_ALIVE):
            super().handle(**options)
