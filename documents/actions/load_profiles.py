"""Load the rules of form of the project's files into the database."""

from typing import Any

from django.db import transaction

from documents.models import FormatProfile
from documents.models.look import rows_of


@transaction.atomic
def load_profiles(model: Any = FormatProfile) -> None:
    """Bring the profiles to what documents/formats/*.csv say; nothing is deleted. A migration gives its own model."""
    rules = rows_of("rules.csv")
    for row in rows_of("profiles.csv"):
        values = {rule["name"]: rule[row["code"]] for rule in rules}
        model.objects.update_or_create(code=row["code"], defaults={**row, "values": values})
