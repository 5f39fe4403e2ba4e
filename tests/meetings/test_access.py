"""Who gets to which page of the meeting: one table; and nobody writes by GET."""

import pytest
from django.test import Client

from communes.models import User
from meetings.actions import publish
from meetings.models import Briefing
from reports.actions import issue_directives
from tests.meetings.november import RANKED, SATURDAY, compile_again, sentence

pytestmark = pytest.mark.once

MONTH = "/bach-thong/meetings/2015-11/"
PEOPLE = ("office", "secretary", "clerk", "stranger")
READERS = (200, 200, 404, 404)
OFFICE = (200, 403, 404, 404)

PAGES = {
    "/bach-thong/": (200, 200, 200, 404),
    MONTH: (200, 200, 302, 404),
    f"{MONTH}1/": (200, 200, 302, 404),
    f"{MONTH}2/": (404, 404, 302, 404),  # the first session isn't concluded
    f"{MONTH}briefing/": READERS,
    f"{MONTH}briefing.json": READERS,
    f"{MONTH}briefing.pdf?parts=text": READERS,
    f"{MONTH}briefing.docx": READERS,
    f"{MONTH}briefing.xlsx?edition=published": READERS,
    f"{MONTH}1/papers/notice/": (404, 404, 404, 404),  # nobody called a meeting yet
    "/bach-thong/formats/": READERS,
    "/bach-thong/formats/party-2004/sample.pdf": READERS,
    f"{MONTH}briefing/sections/security/": OFFICE,
    f"{MONTH}publish/": OFFICE,
    f"{MONTH}directives/1/change/": OFFICE,
    f"{MONTH}published/": (302, 302, 200, 404),  # nothing is published: the body's own people see the draft
    "/bach-thong/meetings/2014-01/": (200, 200, 302, 404),
    "/bach-thong/meetings/2014-01/briefing/": (404, 404, 404, 404),
}
# Steps of the office: a post by anybody else changes nothing.
STEPS = (
    "compile/",
    "1/keep/",
    "directives/issue/",
    "directives/1/withdraw/",
    "briefing/add/",
    "briefing/choose/",
    "briefing/sentences/{pk}/take-back/",
    "briefing/sentences/{pk}/reword/",
    "briefing/sentences/{pk}/restore/",
    "briefing/sentences/{pk}/keep/",
    "briefing/sentences/{pk}/confirm/",
    "briefing/sentences/{pk}/drop/",
    "briefing/sentences/{pk}/bring-back/",
    "briefing/sentences/{pk}/move/",
    "publish/",
)


@pytest.fixture
def people(office: User, secretary: User, clerk: User, stranger: User) -> dict[str, User]:
    return {"office": office, "secretary": secretary, "clerk": clerk, "stranger": stranger}


@pytest.fixture
def told(briefing: Briefing, office: User) -> Briefing:
    entry = issue_directives.DirectiveEntry("Đẩy mạnh thu ngân sách.")
    issue_directives.issue(period=briefing.period, entry=entry, by=office, at=SATURDAY)
    return compile_again(briefing, office)


@pytest.mark.usefixtures("told")
def test_each_person_gets_to_her_pages_and_to_no_other(client: Client, people: dict[str, User]) -> None:
    found = {}
    for name, user in people.items():
        client.force_login(user)
        found[name] = {page: client.get(page).status_code for page in PAGES}
    assert found == {name: {page: codes[i] for page, codes in PAGES.items()} for i, name in enumerate(PEOPLE)}


def test_only_the_office_takes_its_steps(client: Client, told: Briefing, people: dict[str, User]) -> None:
    row = sentence(told)
    addresses = [MONTH + step.format(pk=row.pk) for step in STEPS]
    found = {}
    for name in ("secretary", "clerk", "stranger"):
        client.force_login(people[name])
        found[name] = {client.post(address).status_code for address in addresses}
    assert found == {"secretary": {403}, "clerk": {404}, "stranger": {404}}
    assert Briefing.objects.get().version == told.version


def test_nobody_takes_a_step_by_get(client: Client, told: Briefing, office: User) -> None:
    client.force_login(office)
    row = sentence(told)
    steps = [step for step in STEPS if step != "publish/"]  # its GET is the page that asks
    addresses = [MONTH + step.format(pk=row.pk) for step in steps]
    assert {client.get(address).status_code for address in addresses} == {405}
    assert Briefing.objects.get().version == told.version


def test_comments_are_the_leaders_and_their_answer_the_offices(
    client: Client, told: Briefing, people: dict[str, User]
) -> None:
    address = f"{MONTH}briefing/sentences/{sentence(told).pk}/comment/"
    codes = {}
    for name, user in people.items():
        client.force_login(user)
        codes[name] = client.post(address, {"text": "Nêu rõ hơn."}).status_code
    assert codes == {"office": 403, "secretary": 302, "clerk": 404, "stranger": 404}
    comment = sentence(told).comments.get()
    client.force_login(people["secretary"])
    assert client.post(f"{MONTH}briefing/comments/{comment.pk}/resolve/").status_code == 403
    client.force_login(people["office"])
    assert client.post(f"{MONTH}briefing/comments/{comment.pk}/resolve/").status_code == 302


def test_only_the_leader_of_a_body_that_asks_for_it_approves(
    client: Client, told: Briefing, people: dict[str, User]
) -> None:
    client.force_login(people["secretary"])
    assert client.post(f"{MONTH}briefing/approve/", {"version": told.version}).status_code == 403
    told.period.body.leader_approval = True
    told.period.body.save()
    assert client.post(f"{MONTH}briefing/approve/", {"version": told.version}).status_code == 302
    assert Briefing.objects.get().approved_by == people["secretary"]


@pytest.mark.parametrize("version", ["", "x", "9" * 5000, "\N{ARABIC-INDIC DIGIT ONE}"])
def test_an_approval_without_a_version_is_refused_in_words(
    client: Client, told: Briefing, people: dict[str, User], version: str
) -> None:
    client.force_login(people["secretary"])
    told.period.body.leader_approval = True
    told.period.body.save()
    answer = client.post(f"{MONTH}briefing/approve/", {"version": version}, follow=True)
    assert "Bản dự thảo đã thay đổi từ lúc bạn xem" in answer.content.decode()
    assert Briefing.objects.get().approved_by is None


def test_a_commune_reads_the_published_edition_and_never_the_internal_one(
    client: Client, told: Briefing, people: dict[str, User]
) -> None:
    fresh = Briefing.objects.select_related("period__body").get()
    documents = publish.publish(briefing=fresh, expected_version=fresh.version, by=people["office"], at=SATURDAY)
    paths = {d.edition: f"/bach-thong/documents/{d.pk}/document.pdf" for d in documents}
    codes = {}
    for name, user in people.items():
        client.force_login(user)
        codes[name] = {edition: client.get(path).status_code for edition, path in paths.items()}
    inside, outside, nothing = {"internal": 200, "published": 200}, {"internal": 404, "published": 200}, 404
    assert codes["office"] == codes["secretary"] == inside
    assert codes["clerk"] == outside
    assert codes["stranger"] == {"internal": nothing, "published": nothing}
    client.force_login(people["clerk"])
    asked = client.get(f"{MONTH}published/?edition=internal")
    assert "Vi Hương" not in asked.content.decode()
    assert RANKED not in asked.content.decode()
