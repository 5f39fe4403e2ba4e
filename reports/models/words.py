"""The words of reports as they were last handed in, passage by passage, kept beside them to be searched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import models

from briefing_portal.lib.months import Month
from briefing_portal.lib.searched import Searched, SearchedQuerySet

from .catalogue import Section
from .reports import Report
from .snapshots import directive_name, said_text

ISSUES, PROPOSALS = "Tồn tại, hạn chế", "Kiến nghị, đề xuất"


class Passage(NamedTuple):
    """A piece of a report: the section's code where it stands in one, what it is called, what it says."""

    section: str
    title: str
    text: str


class ReportText(Searched):
    """A passage of the report as it was last handed in: a section's words, the shortcomings, the proposals, an answer.

    It is found by the report's own name too: "cam giang ngan sach" finds what Cẩm Giàng says on its budget.
    """

    has_word_index = True
    report = models.ForeignKey(Report, models.CASCADE, related_name="words")
    place = models.PositiveSmallIntegerField()
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    of = models.CharField(max_length=200)
    text = models.TextField()

    objects = SearchedQuerySet["ReportText"].as_manager()

    class Meta:
        verbose_name = "lời văn báo cáo để tìm"
        verbose_name_plural = "lời văn báo cáo để tìm"
        ordering = ("report", "place", "pk")
        constraints = (models.UniqueConstraint(fields=("report", "place"), name="report_text_place_once"),)

    def __str__(self) -> str:
        return f"{self.title}: {self.text[:60]}"

    @property
    def said(self) -> str:
        """Return what a passage is found by."""
        return f"{self.of}, {self.title}: {self.text}"


def words_of(report_id: int, snapshot: Mapping[str, Any], sections: Sequence[Section]) -> list[ReportText]:
    """Return the rows of a report's words, not yet kept; `sections` is the whole catalogue's, in its order."""
    by_code = {section.code: section for section in sections}
    found = list(passages_of(snapshot, {section.code: section.title for section in sections}))
    of = name_of(snapshot) if found else ""
    return [
        ReportText(
            report_id=report_id, place=place, section=by_code.get(each.section), title=each.title, of=of, text=each.text
        )
        for place, each in enumerate(found, start=1)
    ]


def name_of(snapshot: Mapping[str, Any]) -> str:
    """Return what a report is called: "Báo cáo xã Cẩm Giàng tháng 11 năm 2015"."""
    commune, month = snapshot["commune"], Month.parse(snapshot["month"])
    return f"Báo cáo {commune['kind']} {commune['name']} tháng {month.month} năm {month.year}"


def passages_of(snapshot: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[Passage]:
    """Yield what a report says in words; `titles` names the sections by code."""
    narratives = snapshot.get("narratives", {})
    for code, title in titles.items():
        if narratives.get(code):
            yield Passage(code, title, narratives[code])
    for issue in snapshot.get("issues", []):
        yield Passage("", ISSUES, "\n".join(filter(None, (issue["text"], issue["cause"], issue["remedy"]))))
    for proposal in snapshot.get("proposals", []):
        yield Passage("", PROPOSALS, f"{proposal['text']} {proposal['addressee']}".strip())
    for answer in snapshot.get("answers", []):
        yield Passage("", directive_name(answer), f"{answer['text']}\n{said_text(answer)}")
    if explained := "\n".join(snapshot.get("explanations", {}).values()):
        yield Passage("", "Giải trình số liệu", explained)
