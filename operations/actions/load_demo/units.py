"""The body, its communes, departments, seasons, catalogue and accounts: everything but figures."""

import datetime as dt

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q

from communes.models import Commune, ConveningBody, Department, Membership, Role, User
from documents.actions import load_profiles
from meetings.actions import keep_phrases
from meetings.models import Phrase
from reports.actions import load_catalogue
from reports.models import Season, Section
from reports.models.periods import SeasonKind

from .files import moment, rows

BODY = "bach-thong"
PASSWORD = "giaoban-2015"  # noqa: S105 - the demo's, printed by `make run`
PHRASES_MADE = "2015-10-01 08:00"
CROP_YEARS = range(2014, 2027)
ATTENDANCE = (
    "các đồng chí Ủy viên Ban Thường vụ Huyện ủy",
    "Thường trực HĐND huyện",
    "đại diện lãnh đạo một số phòng, ban, ngành, đoàn thể huyện",
    "Bí thư Đảng ủy, Chủ tịch UBND các xã, thị trấn",
)
# What the administrator keeps in Django's admin; everything else there is for reading.
KEPT_BY_ADMIN = (
    "conveningbody", "commune", "department", "membership", "user", "section", "indicator", "issuecategory", "season",
)  # fmt: skip


@transaction.atomic
def load_units() -> ConveningBody:
    """Make Bạch Thông with all that stands still; what is there already is left as it is."""
    load_catalogue.load_catalogue()
    load_profiles.load_profiles()
    body = _make_body()
    for order, row in enumerate(rows("departments.csv"), start=1):
        Department.objects.get_or_create(body=body, slug=row["slug"], defaults={"name": row["name"], "order": order})
    _make_communes(body)
    for year in CROP_YEARS:
        _make_seasons(body, year)
    _make_accounts(body)
    _make_phrases(body)
    return ConveningBody.objects.get(pk=body.pk)  # with its settings as the database keeps them


def _make_body() -> ConveningBody:
    return ConveningBody.objects.get_or_create(
        slug=BODY,
        defaults={
            "name": "Huyện ủy Bạch Thông",
            "upper_body": "Tỉnh ủy Bắc Kạn",
            "place": "Bạch Thông",
            "convener": "Thường trực Huyện ủy",
            "chair_title": "Bí thư Huyện ủy",
            "group_title": "Khối xã, thị trấn",
            "units_word": "xã, thị trấn",
            "state_upper_body": "UBND huyện Bạch Thông",
            "standard_attendance": "\n".join(ATTENDANCE),
        },
    )[0]


def _make_communes(body: ConveningBody) -> None:
    for row in rows("units.csv"):
        known = {name: row[name] for name in ("code", "name", "kind", "aliases")}
        Commune.objects.get_or_create(body=body, slug=row["slug"], defaults={**known, "list_order": int(row["order"])})


def _make_seasons(body: ConveningBody, year: int) -> None:
    spans = (
        (SeasonKind.SPRING, f"vụ xuân {year}", dt.date(year, 1, 1), dt.date(year, 6, 30)),
        (SeasonKind.MAIN, f"vụ mùa {year}", dt.date(year, 6, 1), dt.date(year, 12, 31)),
        (SeasonKind.WINTER, f"vụ đông {year}–{year + 1}", dt.date(year, 9, 15), dt.date(year + 1, 2, 28)),
    )
    for kind, name, first, last in spans:
        span = {"name": name, "kind": kind, "crop_year": year, "starts_on": first, "ends_on": last}
        Season.objects.get_or_create(body=body, code=f"{kind.value}-{year}", defaults=span)


def _make_accounts(body: ConveningBody) -> None:
    communes = {commune.slug: commune for commune in Commune.objects.filter(body=body)}
    for row in rows("accounts.csv"):
        user, is_new = User.objects.get_or_create(
            username=row["username"], defaults={"display_name": row["display_name"]}
        )
        if not is_new:
            continue
        user.set_password(PASSWORD if row["password"] else None)
        for role in map(Role, row["roles"].split()):
            place = {"commune": communes[row["commune"]]} if row["commune"] else {"body": body}
            Membership.objects.create(user=user, role=role, **place)
            if role == Role.ADMIN:
                _let_into_admin(user)
        user.save()


def _make_phrases(body: ConveningBody) -> None:
    """Give the office a list to begin with; one that it keeps already is its own."""
    if Phrase.objects.filter(body=body).exists():
        return
    office = User.objects.filter(memberships__body=body, memberships__role=Role.OFFICE).order_by("pk")[0]
    sections = {section.code: section for section in Section.objects.all()}
    for row in rows("phrases.csv"):
        section, text = sections[row["section"]], row["text"]
        keep_phrases.add(body=body, section=section, text=text, by=office, at=moment(PHRASES_MADE))


def _let_into_admin(user: User) -> None:
    user.is_staff = True
    ours = Q(content_type__app_label__in=("communes", "reports", "meetings", "documents"))
    reads = ours & Q(codename__startswith="view_")
    writes = [f"{verb}_{model}" for verb in ("add", "change") for model in KEPT_BY_ADMIN]
    user.user_permissions.set(Permission.objects.filter(reads | (ours & Q(codename__in=writes))))
