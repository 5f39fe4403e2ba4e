"""Builders of what a test needs, each with the least that makes sense."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, Department, Membership, Role, User
from documents.actions import publish
from documents.models import DocumentKind, Edition, Finding, PublishedDocument, SignedCopy
from documents.rendering.paper import Paper
from documents.rendering.pdf import render_pdf
from reports.actions import fill_in, keep_periods, review, set_targets, submit
from reports.models import Indicator, Period, Report, Season
from reports.models.periods import SeasonKind

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
NOVEMBER = Month(2015, 11)
PASSWORD = "giaoban-2015"


def moment(day: str, time: str = "09:00") -> dt.datetime:
    """Return an office-time moment of a day yyyy-mm-dd."""
    return dt.datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=OFFICE_TIME)


def make_body(slug: str = "bach-thong", place: str = "Bạch Thông") -> ConveningBody:
    return ConveningBody.objects.create(
        slug=slug,
        name=f"Huyện ủy {place}",
        upper_body="Tỉnh ủy Bắc Kạn",
        place=place,
        convener="Thường trực Huyện ủy",
        chair_title="Bí thư Huyện ủy",
        group_title="Khối xã, thị trấn",
        state_upper_body=f"UBND huyện {place}",
    )


def make_commune(body: ConveningBody, name: str, *, code: str, slug: str, order: int, kind: str = "xã") -> Commune:
    return Commune.objects.create(body=body, name=name, code=code, slug=slug, list_order=order, kind=kind)


def make_department(body: ConveningBody, name: str, slug: str) -> Department:
    return Department.objects.create(body=body, name=name, slug=slug)


def make_person(
    username: str, *, roles: Sequence[Role], commune: Commune | None = None, body: ConveningBody | None = None
) -> User:
    user = User.objects.create_user(username=username, password=PASSWORD)
    for role in roles:
        Membership.objects.create(user=user, role=role, commune=commune, body=body)
    return user


def make_seasons(body: ConveningBody, year: int) -> list[Season]:
    """Make the spring, main and winter seasons of a crop year."""
    spans = (
        (SeasonKind.SPRING, f"vụ xuân {year}", dt.date(year, 1, 1), dt.date(year, 6, 30)),
        (SeasonKind.MAIN, f"vụ mùa {year}", dt.date(year, 6, 1), dt.date(year, 12, 31)),
        (SeasonKind.WINTER, f"vụ đông {year}–{year + 1}", dt.date(year, 9, 15), dt.date(year + 1, 2, 28)),
    )
    return [
        Season.objects.create(
            body=body,
            code=f"{kind.value}-{year}",
            name=name,
            kind=kind,
            crop_year=year,
            starts_on=first,
            ends_on=last,
        )
        for kind, name, first, last in spans
    ]


def make_period(body: ConveningBody, by: User, month: Month = NOVEMBER, *, due_at: dt.datetime | None = None) -> Period:
    return keep_periods.open_period(
        body=body, month=month, by=by, at=moment(month.first_day.isoformat()), due_at=due_at
    )


def set_plan(
    commune: Commune, code: str, value: str, by: User, *, month: Month = NOVEMBER, assigned_by: str = ""
) -> None:
    """Set a plan for the year, or for the season that the month reports on."""
    indicator = Indicator.objects.get(code=code)
    season = None
    if indicator.is_seasonal:
        open_seasons = keep_periods.seasons_open_in(commune.body, month)
        season = next(s for s in open_seasons if indicator.is_asked_for(s.kind))
    entry = set_targets.TargetEntry(
        commune, indicator, Decimal(value), year=None if season else month.year, season=season
    )
    set_targets.set_targets(
        entries=[entry],
        document="Quyết định giao chỉ tiêu",
        decided_on=dt.date(month.year, 1, 1),
        assigned_by=assigned_by,
        by=by,
        at=moment(f"{month.year}-01-02"),
    )


def fill(report: Report, figures: Mapping[str, str], by: User, *, at: dt.datetime | None = None) -> Report:
    """Type figures by indicator code (or CODE@season) into a report."""
    seasons = {code: keys[0] for code, keys in _seasons(report).items() if keys}
    keyed = {}
    for name, value in figures.items():
        code, _, season = name.partition("@")
        keyed[code, season or seasons[code]] = Decimal(value)
    return fill_in.save(
        report=report,
        entries=fill_in.Entries(figures=keyed),
        expected_version=report.version,
        by=by,
        at=at or moment(report.period.month + "-10"),
    )


def _seasons(report: Report) -> Mapping[str, tuple[str, ...]]:
    from reports.figures import sheet_of

    return sheet_of(report).seasons


def make_report(period: Period, commune: Commune, by: User, figures: Mapping[str, str] | None = None) -> Report:
    """Begin a report and type figures into it."""
    at = moment(period.month + "-10")
    report = fill_in.start(period=period, commune=commune, by=by, at=at)
    return fill(report, figures, by, at=at) if figures else report


def make_submitted(period: Period, commune: Commune, by: User, figures: Mapping[str, str] | None = None) -> Report:
    """Make a submitted report; warnings stay unexplained."""
    report = make_report(period, commune, by, figures)
    submit.submit(report=report, by=by, at=moment(period.month + "-12"), needs_explanations=False)
    report.refresh_from_db()
    return report


def make_accepted(
    period: Period, commune: Commune, by: User, office: User, figures: Mapping[str, str] | None = None
) -> Report:
    """Make an accepted report."""
    report = make_submitted(period, commune, by, figures)
    review.accept(report=report, by=office, at=moment(period.month + "-15"))
    report.refresh_from_db()
    return report


def make_documents(
    body: ConveningBody,
    by: User,
    *,
    number: int = 1,
    kind: DocumentKind = DocumentKind.SUMMARY,
    session: int = 0,
    submissions: Sequence[dict[str, object]] = (),
    html: str = "",
) -> dict[str, PublishedDocument]:
    """Publish both editions of a paper for November: of its data in one line where no other page is given."""
    at = moment(f"2015-11-{22 + number}", "14:30")
    editions = []
    for edition in Edition:
        data = json.dumps({"body": body.slug, "edition": edition.value, "version": number, "session": session})
        identifier = hashlib.sha256(data.encode()).hexdigest()
        pdf = render_pdf(html or f"<p>{data}</p>", title="Thông báo", identifier=identifier, moment=at)
        editions.append(publish.EditionContent(edition, pdf, data))
    subject = publish.Subject(body, "2015-11", "Thông báo", kind, session)
    made = publish.publish(subject=subject, number=number, editions=editions, submissions=submissions, by=by, at=at)
    return {document.edition: document for document in made}


def leave_papers_blank(patch: pytest.MonkeyPatch) -> None:
    """Publish without drawing: for tests of what is published, not of how it is printed."""
    for file in ("pdf", "docx", "xlsx"):
        patch.setattr(Paper, file, lambda _self, **_: b"%PDF-1.7")


def make_signed_copy(
    document: PublishedDocument,
    by: User,
    *,
    place: int = 1,
    pdf: bytes = b"%PDF-signed",
    at: dt.datetime | None = None,
) -> SignedCopy:
    """File bytes as a signed copy, without looking at them."""
    return SignedCopy.objects.create(
        document=document,
        place=place,
        finding=Finding.OURS,
        number="145-BC/HU",
        dated=dt.date(2015, 11, 23),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        filed_at=at or moment("2015-11-23", "16:00"),
        filed_by=by,
    )
