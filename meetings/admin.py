"""Meetings and briefings are only shown here: the office keeps them on its own pages."""

from django.contrib import admin

from briefing_portal.lib.read_only_admin import ReadOnlyAdmin
from meetings.models import Briefing, Meeting


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    """Meetings of the months."""

    list_display = ("period", "number", "kind", "held_at", "place", "chair", "concluded_at", "called_off_at")
    list_select_related = ("period",)


@admin.register(Briefing)
class BriefingAdmin(ReadOnlyAdmin):
    """Compiled briefings."""

    list_display = ("period", "draft_number", "version", "compiled_at", "compiled_by", "approved_at")
    list_select_related = ("period", "compiled_by")
