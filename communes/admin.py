"""The administration of bodies, communes, departments and people."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from briefing_portal.lib import clock
from briefing_portal.lib.read_only_admin import KeptAdmin, ModelAdmin
from communes.actions import keep_accounts
from communes.models import Commune, ConveningBody, Department, Membership, User
from communes.models.settings import SETTINGS

if TYPE_CHECKING:
    TabularInline = admin.TabularInline[Any, Any]
    PeopleAdmin = DjangoUserAdmin[User]
else:
    TabularInline, PeopleAdmin = admin.TabularInline, DjangoUserAdmin


# What decides whether an account enters the administration, and what it may do there.
GRANTS = ("is_staff", "is_superuser", "groups", "user_permissions")


def may_grant(request: HttpRequest) -> bool:
    """Tell whether the administrator may let others into the administration: a superuser alone."""
    return bool(request.user.is_active and getattr(request.user, "is_superuser", False))


class MembershipInline(TabularInline):
    """The roles of a person: for a commune (clerk, signer) or for a body (office, leader, admin)."""

    model = Membership
    extra = 1
    autocomplete_fields = ("commune",)


@admin.register(User)
class UserAdmin(PeopleAdmin):
    """People with their roles; an account is switched off, not deleted."""

    inlines = (MembershipInline,)
    actions = ("give_code",)
    list_display = ("username", "display_name", "is_active", "is_staff", "last_login")
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name", "email")}),
        ("Quyền", {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        ("Mốc thời gian", {"fields": ("last_login", "date_joined")}),
    )

    @admin.action(
        description="Cấp mã dùng một lần (quên mật khẩu, bị tạm khóa, mất điện thoại)", permissions=["change"]
    )
    def give_code(self, request: HttpRequest, chosen: QuerySet[User]) -> HttpResponse:
        """Ask, then reset the chosen accounts and show their one-time codes, this once."""
        by = request.user
        users = [user for user in chosen if self.has_change_permission(request, user)]
        context = self.admin_site.each_context(request) | {"users": users, "days": keep_accounts.CODE_LIFE.days}
        if "confirmed" in request.POST and isinstance(by, User):
            lost, at = "lost_telephone" in request.POST, clock.now()
            context["address"] = request.build_absolute_uri(reverse("communes:redeem"))
            context["codes"] = [
                {"user": user, "code": keep_accounts.reset_account(user=user, lost_telephone=lost, by=by, at=at)}
                for user in users
            ]
        return render(request, "admin/communes/give_code.html", context)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Keep an account; one that is closed here is out at once, as one that its office closes."""
        super().save_model(request, obj, form, change)
        if change and not obj.is_active and isinstance(request.user, User):
            keep_accounts.set_active(user=obj, active=False, by=request.user, at=clock.now())

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Leave to a superuser what lets an account into the administration, and how far."""
        known = ("last_login", "date_joined")
        return known if may_grant(request) else (*known, *GRANTS)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Refuse, to all but superusers, the accounts of others that enter the administration, their passwords too."""
        if obj is not None and (obj.is_superuser or obj.is_staff) and obj != request.user and not may_grant(request):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: what a person did keeps her name."""
        return False


@admin.register(ConveningBody)
class ConveningBodyAdmin(KeptAdmin):
    """Bodies with the words and settings of their documents."""

    list_display = ("name", "slug", "level", "kind")

    def get_readonly_fields(self, request: HttpRequest, obj: ConveningBody | None = None) -> tuple[str, ...]:
        """Leave a body's settings to its office, whose page keeps a trace; a new body gets its first ones here."""
        return () if obj is None else SETTINGS


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
