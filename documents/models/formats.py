"""The rules of form by kind of body and date, and what an office set otherwise where the sources disagree."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db import models

from communes.models import BodyKind, ConveningBody

from .look import Look, look_from, rules


class FormatProfileQuerySet(models.QuerySet["FormatProfile"]):
    """Profiles as documents ask for them."""

    def in_force(self, kind: str, day: date) -> "FormatProfile":
        """Return the profile that a document of a day follows; before the first rules, these."""
        profiles = list(self.filter(kind=kind).order_by("valid_from", "pk"))
        return next((each for each in reversed(profiles) if each.valid_from <= day), profiles[0])


class FormatProfile(models.Model):
    """The form of documents of a kind of body from a day on, as documents/formats/*.csv have it."""

    code = models.SlugField("mã", unique=True)
    kind = models.CharField("khối", max_length=10, choices=BodyKind)
    valid_from = models.DateField("áp dụng từ ngày")
    title = models.CharField("tên", max_length=120)
    source = models.CharField("căn cứ", max_length=200)
    values = models.JSONField("giá trị")

    objects = FormatProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "thể thức văn bản"
        verbose_name_plural = "thể thức văn bản"
        ordering = ("kind", "valid_from", "pk")
        constraints = (models.UniqueConstraint(fields=("kind", "valid_from"), name="format_once_per_kind_and_day"),)

    def __str__(self) -> str:
        return self.title

    def look(self, otherwise: Mapping[str, str]) -> Look:
        """Return how a document looks under the profile; `otherwise` are the values that a body set itself."""
        return look_from(self.kind, {**self.values, **otherwise})


class FormatSetting(models.Model):
    """What an office set otherwise than a profile has it; the latest counts, and none ("") leads back to the profile.

    What a body prints under all rules (who signs, who receives: wording.py) is set without a profile.
    """

    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="format_settings")
    profile = models.ForeignKey(FormatProfile, models.PROTECT, null=True, related_name="settings")
    name = models.CharField("mục", max_length=40)
    value = models.CharField("giá trị", max_length=1000, blank=True)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "thay đổi thể thức"
        verbose_name_plural = "thay đổi thể thức"
        ordering = ("body", "-pk")

    def __str__(self) -> str:
        return f"{self.name}: {self.value or 'mặc định'}"


def set_otherwise(body: ConveningBody, profile: FormatProfile) -> dict[str, str]:
    """Return what a body set otherwise than a profile, by name; what may no longer be chosen doesn't count."""
    return {name: value for name, value in kept_for(body, profile).items() if may_be(name, value, profile.kind)}


def kept_for(body: ConveningBody, profile: FormatProfile | None) -> dict[str, str]:
    """Return the latest settings of a body for a profile, or (None) for all; what was given up isn't in it."""
    kept = FormatSetting.objects.filter(body=body, profile=profile).order_by("pk").values_list("name", "value")
    return {name: value for name, value in dict(kept).items() if value}


def may_be(name: str, value: str, kind: str) -> bool:
    """Tell whether an office of a kind of body may set a rule to a value."""
    rule = rules().get(name)
    return rule is not None and value in rule.choices[kind]


def look_of(body: ConveningBody, day: date, kind: str = "") -> Look:
    """Return how a document of a body dated a day looks; `kind` where it isn't the body's own (a commune's report)."""
    profile = FormatProfile.objects.in_force(kind or body.kind, day)
    return profile.look(set_otherwise(body, profile))
