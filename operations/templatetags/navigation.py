"""The links in the header: what a person does in this portal, by role."""

from dataclasses import dataclass

from django import template

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from communes import permissions
from communes.models import ConveningBody, User

register = template.Library()


@dataclass(frozen=True)
class Item:
    """One link of the header."""

    label: str
    address: str
    is_current: bool


@register.simple_tag
def main_navigation(body: ConveningBody | str, user: User, path: str) -> list[Item]:
    """Return the links that the user has work behind; none where the page belongs to no body."""
    if not isinstance(body, ConveningBody) or not user.is_authenticated:
        return []
    root = f"/{body.slug}/"
    links = [("Trang chính", root), *_links(body, user, root)]
    current = max((address for _, address in links if path.startswith(address)), key=len, default=None)
    return [Item(label, address, address == current) for label, address in links]


def _links(body: ConveningBody, user: User, root: str) -> list[tuple[str, str]]:
    month = Month.of(clock.today())
    meetings, directives = ("Hội nghị", f"{root}meetings/{month}/"), ("Nhiệm vụ", f"{root}directives/")
    if not permissions.reads_body(user, body):
        communes = permissions.own_communes(user, body)
        reports = [(f"Báo cáo {each.name}", f"{root}reports/{month}/{each.slug}/") for each in communes]
        return [*reports, directives, meetings]
    board = ("Tình hình báo cáo", f"{root}reports/{month}/")
    targets = ("Chỉ tiêu", f"{root}targets/{month.year}/")
    return [board, targets, meetings, directives]
