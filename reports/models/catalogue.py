"""The catalogue as data: sections, indicators, themes of shortcomings (reports/catalogue/*.csv)."""

from django.db import models
from django.db.models import Q

from briefing_portal.lib.months import Month


class Section(models.Model):
    """A section of the report and of the briefing."""

    code = models.SlugField("mã", unique=True)
    order = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("tên", max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    group = models.CharField("nhóm", max_length=20)

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title


class IndicatorKind(models.TextChoices):
    """Where a figure comes from."""

    MEASURED = "measured", "xã báo cáo"
    TARGET = "target", "chỉ tiêu giao"
    DERIVED = "derived", "tính ra"


class Nature(models.TextChoices):
    """Over which time a figure counts."""

    MONTH = "month", "trong tháng"
    YEAR_TO_DATE = "year_to_date", "lũy kế từ đầu năm"
    SEASON_TO_DATE = "season_to_date", "lũy kế từ đầu vụ"
    STOCK = "stock", "đến thời điểm báo cáo"
    YEAR = "year", "cả năm"
    SEASON = "season", "cả vụ"


class Aggregation(models.TextChoices):
    """How the communes' figures become one."""

    SUM = "sum", "cộng"
    RATIO = "ratio", "tỷ lệ của tổng"
    MEAN = "mean", "bình quân"
    MAX = "max", "lớn nhất"
    MIN = "min", "nhỏ nhất"
    COUNT_IF = "count_if", "đếm đơn vị"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Indicators as the form and the office ask for them."""

    def asked_in(self, month: Month) -> "IndicatorQuerySet":
        """Return the indicators valid in a month, in the catalogue's order."""
        name = str(month)
        return self.filter(Q(valid_from="") | Q(valid_from__lte=name), Q(valid_to="") | Q(valid_to__gt=name)).order_by(
            "order", "pk"
        )

    def measured(self) -> "IndicatorQuerySet":
        """Return those that communes type in."""
        return self.filter(kind=IndicatorKind.MEASURED)

    def targets(self) -> "IndicatorQuerySet":
        """Return the plans."""
        return self.filter(kind=IndicatorKind.TARGET)


class Indicator(models.Model):
    """One line of the catalogue (design.md, part 3); figures are in `unit`.

    `valid_from` and `valid_to` are months (yyyy-mm): the indicator is asked from the first, and no longer in the
    second. `seasons` names the kinds of season it is asked for.
    """

    code = models.CharField("mã", max_length=30, unique=True)
    section = models.ForeignKey(Section, models.PROTECT, related_name="indicators")
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên", max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    unit = models.CharField("đơn vị tính", max_length=30)
    kind = models.CharField("loại", max_length=10, choices=IndicatorKind)
    nature = models.CharField("kỳ số liệu", max_length=15, choices=Nature)
    aggregation = models.CharField("cách tổng hợp", max_length=10, choices=Aggregation)
    numerator = models.CharField("tử số", max_length=30, blank=True)
    denominator = models.CharField("mẫu số", max_length=30, blank=True)
    condition = models.CharField("điều kiện", max_length=20, blank=True)
    plan = models.CharField("chỉ tiêu", max_length=30, blank=True)
    part_of = models.CharField("nằm trong", max_length=30, blank=True)
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", default=1)
    minimum = models.DecimalField("nhỏ nhất", max_digits=20, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField("lớn nhất", max_digits=20, decimal_places=4, null=True, blank=True)
    better = models.CharField("tốt hơn khi", max_length=10, blank=True)
    ranked = models.BooleanField("xếp hạng", default=False)
    required = models.BooleanField("bắt buộc", default=False)
    months = models.CharField("các tháng", max_length=40, blank=True)
    seasons = models.CharField("loại vụ", max_length=40, blank=True)
    valid_from = models.CharField("từ tháng", max_length=7, blank=True)
    valid_to = models.CharField("đến trước tháng", max_length=7, blank=True)
    definition = models.TextField("giải thích", blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu báo cáo"
        verbose_name_plural = "chỉ tiêu báo cáo"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_seasonal(self) -> bool:
        """Tell whether a figure belongs to a season."""
        return self.nature in {Nature.SEASON, Nature.SEASON_TO_DATE}

    def is_asked_for(self, season_kind: str) -> bool:
        """Tell whether the indicator is asked for a kind of season (all kinds where none is named)."""
        return not self.seasons or season_kind in self.seasons.split(";")


class IssueCategory(models.Model):
    """A theme of shortcomings."""

    code = models.SlugField("mã", unique=True)
    order = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("tên", max_length=120)
    title_en = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "nhóm tồn tại"
        verbose_name_plural = "nhóm tồn tại"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title
