"""The links in the header: what a person does in this portal, by role."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.urls import reverse

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from communes import permissions
from communes.models import ConveningBody, Role, User
from meetings.figures.home import current_period

register = template.Library()


@dataclass(frozen=True)
class Item:
    """One link of the header."""

    label: str
    address: str
    is_current: bool


@register.simple_tag
def main_navigation(body: ConveningBody | str, user: User, path: str, month: Month | str) -> list[Item]:
    """Return the links that the user has work behind; none where the page belongs to no body.

    They lead to the month of the page, or to the month that is under way where the page has none.
    """
    if not isinstance(body, ConveningBody) or not user.is_authenticated:
        return []
    links = list(_links(body, user, month if isinstance(month, Month) else _month_under_way(body)))
    current = max((area for _, _, area in links if path.startswith(area)), key=len, default=None)
    return [Item(label, address, area == current) for label, address, area in links]


def _month_under_way(body: ConveningBody) -> Month:
    period = current_period(body, clock.today())
    return period.as_month if period else Month.of(clock.today())


def _links(body: ConveningBody, user: User, month: Month) -> Iterator[tuple[str, str, str]]:
    """Yield each link's label and address, and the area of pages that it stands for: those of every month."""
    home = reverse("meetings:home", args=[body.slug])
    yield "Trang chính", home, home
    board = reverse("reports:board", args=[body.slug, month])
    roles = {each.role for each in user.memberships.all() if each.body_id == body.pk}
    for commune in permissions.own_communes(user, body):
        yield f"Báo cáo {commune.name}", f"{board}{commune.slug}/", f"{board}{commune.slug}/"
    if roles:
        yield "Tình hình báo cáo", board, reverse("reports:months", args=[body.slug])
        pictures = reverse("meetings:pictures", args=[body.slug, month])
        yield "Biểu đồ", pictures, f"{home}pictures/"
        yield "Chỉ tiêu", reverse("reports:targets", args=[body.slug, month.year]), f"{home}targets/"
    yield "Hội nghị", reverse("meetings:meeting", args=[body.slug, month]), f"{home}meetings/"
    directives = reverse("reports:directives", args=[body.slug])
    yield "Nhiệm vụ", directives, directives
    archive = reverse("documents:archive", args=[body.slug])
    yield "Văn bản", archive, archive
    if roles:
        settings = reverse("meetings:settings", args=[body.slug])
        yield "Thiết lập", settings, settings
    if roles & {Role.OFFICE, Role.ADMIN}:
        accounts = reverse("communes:accounts", args=[body.slug])
        yield "Tài khoản", accounts, accounts
