from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Name the app."""

    name = "reports"
    verbose_name = "Báo cáo tháng"
