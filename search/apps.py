from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Name the app."""

    name = "search"
    verbose_name = "Tìm kiếm"
