"""A body of any number of communes with two months of accepted reports, made up for measuring."""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import sort_key
from communes.models import Commune, ConveningBody, Membership, Role, User
from reports.actions import keep_periods
from reports.actions.load_catalogue import load_catalogue
from reports.models import Indicator, Narrative, Period, Report, Season, Section, Submission, Target, Value
from reports.models.periods import SeasonKind
from reports.workflow import ReportStatus

MONTH = Month(2015, 11)
NOON = dt.datetime(2015, 11, 16, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
BATCH = 2000


def make(count: int) -> Period:
    """Make a body with `count` communes, plans for 2015 and accepted reports of October and November 2015."""
    load_catalogue()
    body = _body(f"do-{count}")
    user = User.objects.create(username=f"do-{count}")
    Membership.objects.create(user=user, role=Role.OFFICE, body=body)
    communes = _communes(body, count)
    seasons = _seasons(body)
    _targets(communes, seasons, user)
    for month in (MONTH.previous(), MONTH):
        period = keep_periods.open_period(body=body, month=month, by=user, at=NOON)
        _reports(period, communes, seasons, user, grown=Decimal(month.month))
    return period


def _body(slug: str) -> ConveningBody:
    return ConveningBody.objects.create(
        slug=slug,
        name="Huyện ủy Đo Lường",
        upper_body="Tỉnh ủy Đo Lường",
        place="Đo Lường",
        convener="Thường trực Huyện ủy",
        chair_title="Bí thư Huyện ủy",
        group_title="Khối xã, thị trấn",
        state_upper_body="UBND huyện Đo Lường",
    )


def _communes(body: ConveningBody, count: int) -> list[Commune]:
    names = [f"Xã số {number}" for number in range(1, count + 1)]
    return Commune.objects.bulk_create(
        Commune(body=body, code=f"{n:05d}", slug=f"xa-{n}", name=name, list_order=n, sort_key=sort_key(name))
        for n, name in enumerate(names, start=1)
    )


def _seasons(body: ConveningBody) -> list[Season]:
    main = Season(body=body, code="mua-2015", name="vụ mùa 2015", kind=SeasonKind.MAIN, crop_year=2015)
    main.starts_on, main.ends_on = dt.date(2015, 6, 1), dt.date(2015, 12, 31)
    winter = Season(body=body, code="dong-2015", name="vụ đông 2015–2016", kind=SeasonKind.WINTER, crop_year=2015)
    winter.starts_on, winter.ends_on = dt.date(2015, 9, 15), dt.date(2016, 2, 28)
    return Season.objects.bulk_create([main, winter])


def _season_of(indicator: Indicator, seasons: list[Season]) -> Season | None:
    if not indicator.is_seasonal:
        return None
    return next(season for season in seasons if indicator.is_asked_for(season.kind))


def _targets(communes: list[Commune], seasons: list[Season], user: User) -> None:
    rows = []
    for indicator in Indicator.objects.targets():
        season = _season_of(indicator, seasons)
        for commune in communes:
            target = Target(commune=commune, indicator=indicator, season=season, year=None if season else 2015)
            target.value, target.decided_on = Decimal(15 if indicator.maximum else 1000), dt.date(2015, 1, 5)
            target.recorded_at, target.recorded_by = NOON, user
            rows.append(target)
    Target.objects.bulk_create(rows, batch_size=BATCH)


def _reports(period: Period, communes: list[Commune], seasons: list[Season], user: User, *, grown: Decimal) -> None:
    reports = Report.objects.bulk_create((_accepted(period, commune, user) for commune in communes), batch_size=BATCH)
    Submission.objects.bulk_create(
        (
            Submission(report=r, number=1, snapshot="{}", sha256="", submitted_at=NOON, submitted_by=user)
            for r in reports
        ),
        batch_size=BATCH,
    )
    Value.objects.bulk_create(_values(reports, seasons, grown), batch_size=BATCH)
    section = Section.objects.get(code="security")
    Narrative.objects.bulk_create(
        (Narrative(report=r, section=section, text="Tình hình an ninh ổn định.") for r in reports), batch_size=BATCH
    )


def _accepted(period: Period, commune: Commune, user: User) -> Report:
    return Report(
        period=period,
        commune=commune,
        status=ReportStatus.ACCEPTED,
        started_at=NOON,
        started_by=user,
        changed_at=NOON,
        changed_by=user,
        first_submitted_at=NOON,
        submitted_at=NOON,
    )


def _values(reports: list[Report], seasons: list[Season], grown: Decimal) -> Iterator[Value]:
    dice = random.Random(2015)
    for indicator in Indicator.objects.measured():
        season, most = _season_of(indicator, seasons), 19 if indicator.maximum else 110
        for report in reports:
            yield Value(
                report=report,
                indicator=indicator,
                season=season,
                value=min(Decimal(dice.randint(0, most)) * grown, indicator.maximum or Decimal(10**6)),
            )
