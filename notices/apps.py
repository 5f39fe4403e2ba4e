from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Name the app, and have letters that were written sent by the worker."""

    name = "notices"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        """Let the outbox start the worker's task: actions, which write it, know no task."""
        from notices import tasks
        from notices.actions import outbox

        outbox.when_letters_wait(tasks.send_letters.enqueue)
