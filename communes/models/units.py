"""The communes of a body."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from briefing_portal.lib.months import Month
from briefing_portal.lib.searched import Searched, SearchedQuerySet
from briefing_portal.lib.vietnamese import sort_key

from .bodies import ConveningBody

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .people import User


class CommuneQuerySet(SearchedQuerySet["Commune"]):
    """Communes as their people ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "CommuneQuerySet":
        """Return the communes that the user acts for, and all of a body whose office, leader or admin she is."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(memberships__user=user) | Q(body__memberships__user=user)
        return self.filter(pk__in=self.model.objects.filter(mine).values("pk"))

    def existing_in(self, month: Month) -> "CommuneQuerySet":
        """Return the communes that exist on the last day of the month, in the body's list order."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=month.last_day)
        not_ended = Q(valid_to__isnull=True) | Q(valid_to__gte=month.last_day)
        return self.filter(begun, not_ended).in_list_order()

    def in_list_order(self) -> "CommuneQuerySet":
        """Return them in the body's list order, then by the Vietnamese alphabet."""
        return self.order_by("list_order", "sort_key", "pk")


class Commune(Searched):
    """A unit that reports to a body, for as long as it exists (valid_from and valid_to are inclusive)."""

    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="communes")
    code = models.CharField("mã", max_length=12, help_text="Mã đơn vị hành chính; có thể được dùng lại.")
    slug = models.SlugField("địa chỉ")
    name = models.CharField("tên", max_length=80)
    aliases = models.CharField("tên gọi khác", max_length=200, blank=True, help_text="Ngăn cách bằng dấu ;")
    kind = models.CharField("loại đơn vị", max_length=30, default="xã")
    list_order = models.PositiveSmallIntegerField("thứ tự trong danh sách", default=0)
    sort_key = models.CharField(max_length=400, editable=False)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "xã, thị trấn"
        verbose_name_plural = "xã, thị trấn"
        ordering = ("body", "list_order", "sort_key", "pk")
        constraints = (
            models.UniqueConstraint(fields=("body", "slug"), name="commune_slug_once_per_body"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="commune_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the Vietnamese sort key beside the name."""
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def full_name(self) -> str:
        """Return the name behind its kind: "xã Cẩm Giàng"."""
        return f"{self.kind} {self.name}"

    @property
    def said(self) -> str:
        """Return what a commune is found by."""
        return f"{self.kind} {self.name}; {self.aliases}; {self.code}"
