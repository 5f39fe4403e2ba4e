"""What the chair tells communes and departments to do: lines that communes report on."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from briefing_portal.lib.searched import Searched, SearchedQuerySet
from communes.models import Commune, Department

from .catalogue import Section
from .periods import Period

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User


class DirectiveQuerySet(SearchedQuerySet["Directive"]):
    """Directives as their people ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "DirectiveQuerySet":
        """Return the directives of the user's bodies; a commune sees those to all and those to it."""
        communes = Commune.objects.visible_to(user)
        mine = models.Q(to_all_communes=True) | models.Q(communes__in=communes)
        bodies = models.Q(period__body__memberships__user=user) if user.is_authenticated else models.Q(pk=None)
        return self.filter(
            pk__in=self.model.objects.filter(bodies | (mine & models.Q(period__body__communes__in=communes))).values(
                "pk"
            )
        )


class Directive(Searched):
    """A numbered task of the chair, issued at a period's meeting. A number is never used again."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="directives")
    number = models.PositiveIntegerField("số")
    text = models.TextField("nội dung")
    citation = models.CharField("căn cứ", max_length=200, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    to_all_communes = models.BooleanField("tất cả các xã, thị trấn", default=True)
    communes = models.ManyToManyField(Commune, blank=True, related_name="directives")
    departments = models.ManyToManyField(Department, blank=True, related_name="directives")
    due_on = models.DateField("thời hạn", null=True, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ("period", "number", "pk")
        constraints = (models.UniqueConstraint(fields=("period", "number"), name="directive_number_once_per_period"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"

    @property
    def said(self) -> str:
        """Return what a directive is found by."""
        return f"{self.text} {self.citation}"
