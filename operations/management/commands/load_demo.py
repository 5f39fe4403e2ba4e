"""Load the demo: Bạch Thông, October to December 2015."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from operations.actions import load_demo


class Command(BaseCommand):
    help = (
        "Load Bạch Thông, October to December 2015 (figures made up for illustration); a second call changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--units-only", action="store_true", help="communes, seasons and accounts, no figures")
        parser.add_argument(
            "--allow-outside-debug",
            action="store_true",
            help="load it although DEBUG is off: its accounts have a password that everybody knows",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG and not options["allow_outside_debug"]:
            raise CommandError(
                "DEBUG is off, so this may be a real portal, and the demo's accounts have a password that everybody"
                " knows. Set DEBUG=1, or add --allow-outside-debug if that is what you want."
            )
        with transaction.atomic():
            body = load_demo.load_units()
            periods = [] if options["units_only"] else load_demo.load_months(body)
        documents = [] if options["units_only"] else load_demo.publish_briefings(body)
        if periods:
            load_demo.tell_people(body)
        self.stdout.write(
            f"{body.name}: {body.communes.count()} communes, {len(periods)} new months, {len(documents)} new documents"
        )
