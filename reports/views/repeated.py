"""Texts that came again from the month before, as pages list them."""

from typing import NamedTuple

from reports import figures
from reports.checks.repeated import ISSUES, PROPOSALS
from reports.models import Report, Section

_TITLES = {ISSUES: "Tồn tại, hạn chế", PROPOSALS: "Kiến nghị, đề xuất"}


class Repeated(NamedTuple):
    """A repeated text with the title of its place and the place's anchor on the form."""

    title: str
    anchor: str
    text: str


def repeated_of(report: Report) -> list[Repeated]:
    """Return the repeated texts of a report in the order of the form."""
    found = figures.repeats_of(report)
    titles = _TITLES | dict(Section.objects.values_list("code", "title")) if found else {}
    return [Repeated(titles[each.place], f"phan-{each.place}", each.text) for each in found]
