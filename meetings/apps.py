from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Name the app."""

    name = "meetings"
    verbose_name = "Hội nghị giao ban"
