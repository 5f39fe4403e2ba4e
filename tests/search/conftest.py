"""A November in which something stands in every list."""

import datetime as dt
import json
from decimal import Decimal
from uuid import uuid4

import pytest
from pytest_django import Settings

from communes.models import Commune, User
from documents.actions import publish
from documents.models import DocumentKind, Edition
from meetings.actions import ask_communes, draw_conclusions, hold, invite, keep_phrases, minutes, objections
from meetings.actions.draw_conclusions import ConclusionEntry
from meetings.actions.hold import MeetingEntry
from meetings.actions.minutes import StatementEntry
from meetings.models import Briefing, StatementKind
from reports.actions import keep_department_figures
from reports.actions.issue_directives import DirectiveEntry
from reports.actions.keep_department_figures import DepartmentEntry
from reports.models import Indicator, Period, Section
from tests import factories
from tests.meetings.november import RANKED, SATURDAY, sentence

MONDAY = factories.moment("2015-11-23", "09:00")


@pytest.fixture
def full_month(
    briefing: Briefing, office: User, signer: User, cam_giang: Commune, vi_huong: Commune, settings: Settings
) -> Period:
    settings.PORTAL_TODAY = dt.date(2015, 11, 24)
    period = briefing.period
    _meet(period, office, vi_huong)
    asked = ask_communes.open_window(briefing=briefing, until=MONDAY, by=office, at=SATURDAY)
    objections.raise_objection(
        consultation=asked,
        commune=cam_giang,
        key=RANKED,
        seen=sentence(briefing).text,
        text="Số thu của xã là 1.150 triệu đồng.",
        by=signer,
        at=SATURDAY,
    )
    keep_phrases.add(
        body=period.body,
        section=Section.objects.get(code="security"),
        text="An ninh chính trị ổn định.",
        by=office,
        at=SATURDAY,
    )
    _enter_total(period, office)
    _publish(period, office)
    return period


def _meet(period: Period, office: User, vi_huong: Commune) -> None:
    entry = MeetingEntry(MONDAY, place="Hội trường Huyện ủy", chair="Bí thư Huyện ủy")
    meeting = hold.call(period=period, entry=entry, by=office, at=SATURDAY)
    invite.invite_usual(meeting=meeting, by=office, at=SATURDAY)
    said = StatementEntry("Chỉ đạo quyết liệt thu hồi nợ đọng.", StatementKind.CHAIR, speaker_text="Bí thư Huyện ủy")
    statement = minutes.write(meeting=meeting, token=uuid4(), entry=said, by=office, at=MONDAY)
    task = DirectiveEntry("Thu hồi nợ đọng.", communes=[vi_huong], due_on=dt.date(2015, 12, 20))
    drawn = ConclusionEntry("Vi Hương thu hồi nợ đọng.", task=task)
    draw_conclusions.draw(meeting=meeting, entries=[drawn], source=statement, by=office, at=MONDAY)


def _enter_total(period: Period, office: User) -> None:
    finance = factories.make_department(period.body, "Phòng Tài chính – Kế hoạch", "tai-chinh")
    revenue = Indicator.objects.get(code="BUD_REV_YTD")
    entry = DepartmentEntry(revenue, None, Decimal("1530.5"), "", None, is_printed=False, replaces=0)
    keep_department_figures.keep(department=finance, period=period, entries=[entry], by=office, at=MONDAY)


def _publish(period: Period, office: User) -> None:
    texts = {Edition.INTERNAL: "Vi Hương còn nợ đọng.", Edition.PUBLISHED: "Một xã còn nợ đọng."}
    editions = [
        publish.EditionContent(each, f"%PDF {each}".encode(), json.dumps({"title": "Biên bản", "text": text}))
        for each, text in texts.items()
    ]
    subject = publish.Subject(period.body, period.month, "Biên bản hội nghị", DocumentKind.MINUTES, session=1)
    publish.publish(subject=subject, number=1, editions=editions, submissions=[], by=office, at=MONDAY)
