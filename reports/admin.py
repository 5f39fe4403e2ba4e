"""The catalogue can be edited here; months, reports and what follows from them are only shown."""

from django.contrib import admin

from briefing_portal.lib.read_only_admin import KeptAdmin, ReadOnlyAdmin
from reports.models import (
    DepartmentFigure,
    Directive,
    DirectiveAnswer,
    Indicator,
    IssueCategory,
    Period,
    Report,
    Review,
    Season,
    Section,
    Submission,
    Target,
)


@admin.register(Section)
class SectionAdmin(KeptAdmin):
    """Sections of the report, in their order."""

    list_display = ("title", "code", "group", "order")


@admin.register(Indicator)
class IndicatorAdmin(KeptAdmin):
    """Lines of the catalogue; one that is asked no longer gets a last month."""

    list_display = ("name", "code", "section", "kind", "unit", "nature", "required", "order")
    list_filter = ("section", "kind", "required")
    search_fields = ("name", "code")


@admin.register(IssueCategory)
class IssueCategoryAdmin(KeptAdmin):
    """Themes of shortcomings."""

    list_display = ("title", "code", "order")


@admin.register(Season)
class SeasonAdmin(KeptAdmin):
    """Crop seasons of a body."""

    list_display = ("name", "body", "kind", "crop_year", "starts_on", "ends_on")
    list_filter = ("body", "crop_year")


@admin.register(Period)
class PeriodAdmin(ReadOnlyAdmin):
    """Months of a body."""

    list_display = ("month", "body", "data_from", "data_to", "due_at", "lock_at", "locked_at")
    list_filter = ("body",)


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """Reports of the communes."""

    list_display = ("commune", "period", "status", "version", "first_submitted_at", "submitted_at")
    list_filter = ("status", "period__body", "period__month")
    list_select_related = ("commune", "period")


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """What was handed in, with its hash."""

    list_display = ("report", "number", "submitted_at", "submitted_by", "on_behalf", "sha256")
    list_select_related = ("report__commune", "report__period", "submitted_by")


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    """The office's decisions."""

    list_display = ("submission", "decision", "at", "by")
    list_select_related = ("submission__report__commune", "submission__report__period", "by")


@admin.register(Target)
class TargetAdmin(ReadOnlyAdmin):
    """Plans, with the document that set them."""

    list_display = ("commune", "indicator", "year", "season", "assigned_by", "value", "document", "decided_on")
    list_filter = ("year", "assigned_by")
    list_select_related = ("commune", "indicator", "season")


@admin.register(Directive)
class DirectiveAdmin(ReadOnlyAdmin):
    """What the chair told communes and departments to do."""

    list_display = ("number", "period", "text", "due_on", "withdrawn_at")
    list_select_related = ("period",)


@admin.register(DirectiveAnswer)
class DirectiveAnswerAdmin(ReadOnlyAdmin):
    """What communes and departments answered."""

    list_display = ("directive", "period", "report", "department", "state", "new_due", "answered_at", "answered_by")
    list_filter = ("state", "period__month")
    list_select_related = ("directive", "period", "report__commune", "report__period", "department", "answered_by")


@admin.register(DepartmentFigure)
class DepartmentFigureAdmin(ReadOnlyAdmin):
    """Departments' own totals, every revision."""

    list_display = ("period", "department", "indicator", "season", "value", "revision", "is_printed", "entered_at")
    list_filter = ("period__body", "department")
