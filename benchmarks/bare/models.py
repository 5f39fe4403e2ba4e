"""One row of 45 decimals, as many as the portal's form has figures."""

from django.db import models

FIGURES = 45


class Entry(models.Model):
    """A row as a bare ModelForm inserts it."""

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return str(self.pk)


for number in range(FIGURES):
    Entry.add_to_class(f"figure_{number}", models.DecimalField(max_digits=15, decimal_places=4, null=True, blank=True))
