"""Load the catalogue files and the rules of form."""

from typing import Any

from django.core.management.base import BaseCommand

from documents.actions.load_profiles import load_profiles
from reports.actions.load_catalogue import load_catalogue
from reports.models import Indicator


class Command(BaseCommand):
    help = "Bring the catalogue to what reports/catalogue/*.csv say, the rules of form to documents/formats/*.csv."

    def handle(self, *args: Any, **options: Any) -> None:
        load_catalogue()
        load_profiles()
        self.stdout.write(f"{Indicator.objects.count()} indicators")
