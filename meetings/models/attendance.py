"""Who is invited to a meeting and who came."""

from django.db import models
from django.db.models import Q

from communes.models import Commune, Department

from .meetings import Meeting


class Group(models.TextChoices):
    """As what somebody takes part, in the order in which documents list them."""

    STANDING_COMMITTEE = "standing_committee", "Thường trực cấp ủy"
    PEOPLES_COUNCIL = "peoples_council", "Thường trực HĐND"
    PEOPLES_COMMITTEE = "peoples_committee", "Lãnh đạo UBND"
    DEPARTMENTS = "departments", "Phòng, ban, ngành"
    COMMUNE_SECRETARY = "commune_secretary", "Bí thư Đảng ủy cấp xã"
    COMMUNE_CHAIRMAN = "commune_chairman", "Chủ tịch UBND cấp xã"
    OTHER = "other", "Thành phần khác"


OF_COMMUNES = (Group.COMMUNE_SECRETARY, Group.COMMUNE_CHAIRMAN)


class Presence(models.TextChoices):
    """Whether an invited person came."""

    UNMARKED = "unmarked", "chưa điểm danh"
    PRESENT = "present", "có mặt"
    REPLACED = "replaced", "cử người dự thay"
    ABSENT = "absent", "vắng"


CAME = (Presence.PRESENT, Presence.REPLACED)


class Attendance(models.Model):
    """A person or group at a meeting.

    `text` is what the briefing's opening calls it; rows of one group share it and are said once. `position` is who of
    the commune or department ("Bí thư Đảng ủy"). `reason` is an absent person's; without it she is absent without.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    order = models.PositiveSmallIntegerField(default=0)
    group = models.CharField("nhóm", max_length=20, choices=Group, default=Group.OTHER)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.CharField("chức danh", max_length=160, blank=True)
    text = models.CharField("thành phần", max_length=300)
    invited = models.BooleanField("được mời", default=True)
    presence = models.CharField("có mặt", max_length=10, choices=Presence, default=Presence.UNMARKED)
    reason = models.CharField("lý do vắng", max_length=200, blank=True)
    replaced_by = models.CharField("người dự thay", max_length=160, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "thành phần dự"
        verbose_name_plural = "thành phần dự"
        ordering = ("meeting", "order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "group", "commune", "position"),
                condition=Q(commune__isnull=False),
                name="attendance_once_per_commune_and_position",
            ),
            models.CheckConstraint(
                condition=Q(group__in=OF_COMMUNES, commune__isnull=False)
                | (~Q(group__in=OF_COMMUNES) & Q(commune__isnull=True)),
                name="attendance_of_a_commune_names_it",
            ),
            models.CheckConstraint(
                condition=Q(presence=Presence.REPLACED) & ~Q(replaced_by="")
                | (~Q(presence=Presence.REPLACED) & Q(replaced_by="")),
                name="attendance_replaced_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(presence__in=(Presence.ABSENT, Presence.REPLACED)),
                name="attendance_reason_of_the_absent_alone",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return who this is: "Bí thư Đảng ủy xã Cẩm Giàng", "Phòng Nội vụ", or the words of a free line."""
        unit = self.commune.full_name if self.commune else self.department.name if self.department else ""
        return " ".join(part for part in (self.position, unit) if part) or self.text

    @property
    def came(self) -> bool:
        """Tell whether the person, or somebody in her place, was there."""
        return self.presence in CAME

    @property
    def detail(self) -> str:
        """Return what is told with the mark: who came instead, or why she was absent."""
        return self.replaced_by or self.reason
