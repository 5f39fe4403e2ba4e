"""The phrases that an office keeps for sections without figures."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from briefing_portal.lib.constraints import set_together
from communes.models import ConveningBody, Role
from reports.models import Section

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User


class PhraseQuerySet(models.QuerySet["Phrase"]):
    """Phrases as their people ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "PhraseQuerySet":
        """Return the phrases of the bodies whose office, leader or admin the user is."""
        if not user.is_authenticated:
            return self.none()
        inside = ConveningBody.objects.filter(
            memberships__user=user, memberships__role__in=(Role.OFFICE, Role.LEADER, Role.ADMIN)
        )
        return self.filter(body__in=inside)

    def in_use(self) -> "PhraseQuerySet":
        """Return the phrases that are offered, in their order."""
        return self.filter(retired_at=None).order_by("section__order", "order", "pk")


class Phrase(models.Model):
    """A sentence that an office may choose for a section: its own judgement, without a figure or a name.

    The text of a phrase never changes, since sentences of briefings cite it: other words are another phrase.
    """

    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="phrases")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    text = models.CharField("câu mẫu", max_length=500)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PhraseQuerySet.as_manager()

    class Meta:
        verbose_name = "câu mẫu"
        verbose_name_plural = "câu mẫu"
        ordering = ("body", "section__order", "order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "section", "text"),
                condition=Q(retired_at=None),
                name="phrase_in_use_once_per_section",
            ),
            set_together("phrase_retired_at_and_by", "retired_at", "retired_by"),
        )

    def __str__(self) -> str:
        return self.text[:60]
