from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Name the app."""

    name = "documents"
    verbose_name = "Văn bản"
