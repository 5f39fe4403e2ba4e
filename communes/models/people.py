"""People, and what they may be for a commune or a body."""

from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from briefing_portal.lib.refusal import Refusal

from .bodies import ConveningBody
from .units import Commune


class Role(models.TextChoices):
    """What a person is; design.md, part 2, says what each may."""

    CLERK = "clerk", "Cán bộ văn phòng xã"
    SIGNER = "signer", "Người ký báo cáo của xã"
    OFFICE = "office", "Văn phòng"
    LEADER = "leader", "Lãnh đạo"
    ADMIN = "admin", "Quản trị"


COMMUNE_ROLES = (Role.CLERK, Role.SIGNER)
BODY_ROLES = (Role.OFFICE, Role.LEADER, Role.ADMIN)


class User(AbstractUser):
    """A person with an account; `display_name` is what others see, `new_device` a login she hasn't said is hers."""

    display_name = models.CharField("tên hiển thị", max_length=120, blank=True)
    new_device = models.ForeignKey("communes.Device", models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta(AbstractUser.Meta):
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self) -> str:
        return self.display_name or self.username

    def choose_password(self, password: str) -> None:
        """Keep a new password; raise Refusal with all that the rules on passwords have against it."""
        try:
            validate_password(password, self)
        except ValidationError as error:
            raise Refusal(" ".join(error.messages)) from error
        self.set_password(password)
        self.save(update_fields=("password",))


class Membership(models.Model):
    """A role of a person: for a commune (clerk, signer) or for a body (office, leader, admin)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField("vai trò", max_length=10, choices=Role)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="memberships")
    body = models.ForeignKey(ConveningBody, models.PROTECT, null=True, blank=True, related_name="memberships")

    class Meta:
        verbose_name = "vai trò"
        verbose_name_plural = "vai trò"
        ordering = ("user", "role", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "commune"),
                condition=Q(commune__isnull=False),
                name="role_once_per_person_and_commune",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "body"),
                condition=Q(body__isnull=False),
                name="role_once_per_person_and_body",
            ),
            models.CheckConstraint(
                condition=Q(role__in=COMMUNE_ROLES, commune__isnull=False, body__isnull=True)
                | Q(role__in=BODY_ROLES, body__isnull=False, commune__isnull=True),
                name="role_belongs_to_a_commune_or_to_a_body",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.commune or self.body}"


class AccessCode(models.Model):
    """A one-time code that the office reads out on the telephone; it lets its owner set a new password."""

    user = models.ForeignKey(User, models.CASCADE, related_name="access_codes")
    code_hash = models.CharField(max_length=256)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.user} ({self.made_at:%Y-%m-%d %H:%M})"

    def opens_with(self, code: str) -> bool:
        """Tell whether this is the code that was read out."""
        return check_password(code, self.code_hash)

    def is_open(self, at: datetime) -> bool:
        """Tell whether the code may still be used at a moment."""
        return self.used_at is None and at < self.expires_at
