"""The settings of a body that its office keeps, and who changed them."""

from dataclasses import dataclass, fields
from decimal import Decimal

from django.conf import settings
from django.db import models

from briefing_portal.lib.vietnamese import format_number

from .bodies import ConveningBody, ListOrder

Setting = Decimal | int | str | bool


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that an office keeps, by the names of their columns; threshold and coverage in per cent.

    What names a body in its documents is the administrator's.
    """

    list_threshold: Decimal
    list_order: str
    list_cap: int
    names_in_praise: bool
    names_in_criticism: bool
    minimum_coverage: Decimal
    leader_approval: bool
    portal_signing: bool


SETTINGS = tuple(field.name for field in fields(Settings))


def settings_of(body: ConveningBody) -> Settings:
    """Return the settings of a body as they stand."""
    return Settings(**{name: getattr(body, name) for name in SETTINGS})


class SettingChange(models.Model):
    """A change of one setting of a body; `before` and `after` are in words, as the page showed them."""

    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="setting_changes")
    setting = models.CharField("thiết lập", max_length=40)
    before = models.CharField("trước", max_length=80)
    after = models.CharField("sau", max_length=80)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "thay đổi thiết lập"
        verbose_name_plural = "thay đổi thiết lập"
        ordering = ("body", "-at", "-pk")

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}"

    @property
    def label(self) -> str:
        """Return what the setting is called."""
        return label_of(self.setting)


def label_of(setting: str) -> str:
    """Return a setting's name as pages write it, without its unit: "ngưỡng nêu tên"."""
    return str(ConveningBody._meta.get_field(setting).verbose_name).removesuffix(" (%)")  # type: ignore[union-attr]


def in_words(setting: str, value: Setting) -> str:
    """Return a setting's value as pages write it: "100%", "có", "theo kết quả…"."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        return f"{format_number(value)}%"
    return str(ListOrder(str(value)).label) if setting == "list_order" else str(value)
