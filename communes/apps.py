from django.apps import AppConfig


class CommunesConfig(AppConfig):
    """Name the app."""

    name = "communes"
    verbose_name = "Xã, thị trấn"
