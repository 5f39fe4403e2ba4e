"""The body that convenes, and its departments."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .people import User

HIGHEST_THRESHOLD = 1000  # per cent of a plan


class BodyLevel(models.TextChoices):
    """On which tier a body stands."""

    DISTRICT = "district", "huyện"
    PROVINCE = "province", "tỉnh"
    AREA = "area", "khu vực"
    COMMUNE = "commune", "xã"


class BodyKind(models.TextChoices):
    """Whose document form a body follows."""

    PARTY = "party", "Đảng"
    STATE = "state", "Nhà nước"


class ListOrder(models.TextChoices):
    """In what order a sentence names communes; who is named, their figures decide."""

    VALUE = "value", "theo kết quả, bằng nhau thì theo danh sách đơn vị"
    LIST = "list", "theo danh sách đơn vị của cơ quan"


class BodyQuerySet(models.QuerySet["ConveningBody"]):
    """Bodies as their people ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "BodyQuerySet":
        """Return the bodies in which the user holds a role, also through one of their communes."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(memberships__user=user) | Q(communes__memberships__user=user)
        return self.filter(pk__in=self.model.objects.filter(mine).values("pk"))

    def read_by(self, user: "User | AnonymousUser") -> "BodyQuerySet":
        """Return the bodies whose office, leader or admin the user is."""
        return self.filter(memberships__user=user) if user.is_authenticated else self.none()


class ConveningBody(models.Model):
    """A body that convenes communes every month (cơ quan chủ trì), with the words its documents use."""

    slug = models.SlugField("địa chỉ", unique=True)
    name = models.CharField("tên", max_length=120, help_text="Huyện ủy Bạch Thông")
    level = models.CharField("cấp", max_length=10, choices=BodyLevel, default=BodyLevel.DISTRICT)
    kind = models.CharField("khối", max_length=10, choices=BodyKind, default=BodyKind.PARTY)
    upper_body = models.CharField("cơ quan cấp trên", max_length=120, help_text="Tỉnh ủy Bắc Kạn")
    place = models.CharField("địa danh", max_length=60, help_text="Bạch Thông")
    symbol = models.CharField("ký hiệu văn bản", max_length=20, default="HU")
    convener = models.CharField("người triệu tập", max_length=120, help_text="Thường trực Huyện ủy")
    chair_title = models.CharField("chức danh chủ trì", max_length=120, help_text="Bí thư Huyện ủy")
    signature_authority = models.CharField("quyền hạn ký", max_length=120, default="T/M BAN THƯỜNG VỤ")
    signer_title = models.CharField("chức vụ người ký", max_length=60, default="BÍ THƯ")
    group_title = models.CharField("tên khối", max_length=120, help_text="Khối xã, thị trấn")
    units_word = models.CharField("cách gọi các đơn vị", max_length=60, default="xã, thị trấn")
    unit_word = models.CharField("cách gọi một đơn vị", max_length=30, default="xã")
    state_upper_body = models.CharField("UBND cấp trên", max_length=120, help_text="UBND huyện Bạch Thông")
    standard_attendance = models.TextField("thành phần thường lệ", blank=True)
    list_threshold = models.DecimalField("ngưỡng nêu tên (%)", max_digits=6, decimal_places=2, default=100)
    list_order = models.CharField("thứ tự nêu tên", max_length=5, choices=ListOrder, default=ListOrder.VALUE)
    list_cap = models.PositiveSmallIntegerField("số đơn vị nêu tên nhiều nhất", default=5)
    names_in_praise = models.BooleanField("nêu tên khi biểu dương", default=True)
    names_in_criticism = models.BooleanField("nêu tên khi phê bình", default=False)
    minimum_coverage = models.DecimalField("tỷ lệ báo cáo tối thiểu (%)", max_digits=5, decimal_places=2, default=50)
    consultation_days = models.PositiveSmallIntegerField("số ngày làm việc lấy ý kiến các đơn vị", default=2)
    leader_approval = models.BooleanField("lãnh đạo duyệt trước khi phát hành", default=False)
    portal_signing = models.BooleanField("ký số trên hệ thống", default=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan chủ trì"
        verbose_name_plural = "cơ quan chủ trì"
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(list_threshold__gt=0, list_threshold__lte=HIGHEST_THRESHOLD),
                name="body_names_from_a_share_of_the_plan",
            ),
            models.CheckConstraint(
                condition=Q(minimum_coverage__gte=0, minimum_coverage__lte=100), name="body_coverage_is_a_percentage"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department of a body (phòng, ban, ngành): addressee of directives."""

    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="departments")
    slug = models.SlugField("địa chỉ")
    name = models.CharField("tên", max_length=120)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "phòng, ban, ngành"
        verbose_name_plural = "phòng, ban, ngành"
        ordering = ("body", "order", "pk")
        constraints = (models.UniqueConstraint(fields=("body", "slug"), name="department_slug_once_per_body"),)

    def __str__(self) -> str:
        return self.name
