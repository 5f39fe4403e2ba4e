"""The administration of bodies, communes, departments and people."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Model
from django.http import HttpRequest

from briefing_portal.lib.read_only_admin import KeptAdmin, ModelAdmin
from communes.models import Commune, ConveningBody, Department, Membership, User

if TYPE_CHECKING:
    TabularInline = admin.TabularInline[Any, Any]
    PeopleAdmin = DjangoUserAdmin[User]
else:
    TabularInline, PeopleAdmin = admin.TabularInline, DjangoUserAdmin


class MembershipInline(TabularInline):
    """The roles of a person: for a commune (clerk, signer) or for a body (office, leader, admin)."""

    model = Membership
    extra = 1
    autocomplete_fields = ("commune",)


@admin.register(User)
class UserAdmin(PeopleAdmin):
    """People with their roles; an account is switched off, not deleted."""

    inlines = (MembershipInline,)
    list_display = ("username", "display_name", "is_active", "is_staff", "last_login")
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name")}),
        ("Quyền", {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        ("Mốc thời gian", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: what a person did keeps her name."""
        return False


@admin.register(ConveningBody)
class ConveningBodyAdmin(KeptAdmin):
    """Bodies with the words and settings of their documents."""

    list_display = ("name", "slug", "level", "kind")


@admin.register(Commune)
class CommuneAdmin(KeptAdmin):
    """Communes; one that ends gets a last day."""

    list_display = ("name", "code", "kind", "body", "list_order", "valid_from", "valid_to")
    list_filter = ("body",)
    search_fields = ("name", "code", "aliases")


@admin.register(Department)
class DepartmentAdmin(ModelAdmin):
    """Departments of a body."""

    list_display = ("name", "body", "order")
    list_filter = ("body",)
