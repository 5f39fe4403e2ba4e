"""Load the catalogue files."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.actions.load_catalogue import load_catalogue
from reports.models import Indicator


class Command(BaseCommand):
    help = "Bring sections, indicators and issue categories to what reports/catalogue/*.csv say."

    def handle(self, *args: Any, **options: Any) -> None:
        load_catalogue()
        self.stdout.write(f"{Indicator.objects.count()} indicators")
