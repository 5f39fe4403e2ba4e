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
    current = max((address for _, address in links if path.startswith(address)), key=len, default=None)
    return [Item(label, address, address == current) for label, address in links]


def _month_under_way(body: ConveningBody) -> Month:
    period = current_period(body, clock.today())
    return period.as_month if period else Month.of(clock.today())


def _links(body: ConveningBody, user: User, month: Month) -> Iterator[tuple[str, str]]:
    yield "Trang chính", reverse("meetings:home", args=[body.slug])
    board = reverse("reports:board", args=[body.slug, month])
    roles = {each.role for each in user.memberships.all() if each.body_id == body.pk}
    for commune in permissions.own_communes(user, body):
        yield f"Báo cáo {commune.name}", f"{board}{commune.slug}/"
    if roles:
        yield "Tình hình báo cáo", board
        yield "Chỉ tiêu", reverse("reports:targets", args=[body.slug, month.year])
    yield "Hội nghị", reverse("meetings:meeting", args=[body.slug, month])
    yield "Nhiệm vụ", reverse("reports:directives", args=[body.slug])
    if roles & {Role.OFFICE, Role.ADMIN}:
        yield "Tài khoản", reverse("communes:accounts", args=[body.slug])
