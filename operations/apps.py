from django.apps import AppConfig
from django.core.checks import register

from briefing_portal.lib.sqlite import refuse_unsound_sqlite


class OperationsConfig(AppConfig):
    """Name the app and register what must hold before the portal starts."""

    name = "operations"
    verbose_name = "Vận hành"

    def ready(self) -> None:
        """Register the check of the SQLite version."""
        register(refuse_unsound_sqlite)
