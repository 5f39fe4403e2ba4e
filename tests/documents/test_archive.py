"""Published documents are found again by month, kind, edition and words; a commune finds what it may read."""

import io
import json
import re
import zipfile

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from communes.models import ConveningBody, User
from documents.actions import publish
from documents.models import DocumentText, Edition, PublishedDocument
from tests import factories

ARCHIVE = "/bach-thong/documents/"
ZIP = "/bach-thong/meetings/2015-11/documents.zip"
INSIDE = "Vi Hương thu ngân sách đạt thấp, cán bộ phải giảng giải thêm."
OUTSIDE = "Cẩm Giàng đạt 113,1%; một số xã đạt thấp."


def data(edition: Edition, text: str) -> str:
    sections = [{"title": "Thu ngân sách", "sentences": [{"text": text, "drafted": "câu máy soạn"}]}]
    return json.dumps({"edition": edition, "title": "Báo cáo tổng hợp", "sections": sections}, ensure_ascii=False)


def freeze(body: ConveningBody, by: User, month: str = "2015-11", number: int = 1) -> list[PublishedDocument]:
    """Publish both editions of a paper whose PDF nobody reads."""
    texts = {Edition.INTERNAL: f"{OUTSIDE} {INSIDE}", Edition.PUBLISHED: OUTSIDE}
    editions = [
        publish.EditionContent(edition, f"%PDF {edition} {month} {number}".encode(), data(edition, text))
        for edition, text in texts.items()
    ]
    subject = publish.Subject(body, month, f"Báo cáo tổng hợp tháng {month}")
    at = factories.moment("2015-11-23", "14:30")
    return publish.publish(subject=subject, number=number, editions=editions, submissions=[], by=by, at=at)


@pytest.fixture
def frozen(bach_thong: ConveningBody, office: User) -> list[PublishedDocument]:
    return [*freeze(bach_thong, office, "2015-10"), *freeze(bach_thong, office)]


def listed(client: Client, user: User, **asked: str) -> tuple[int, str]:
    """Return how many documents the archive lists, and its page."""
    client.force_login(user)
    page = client.get(ARCHIVE, asked).content.decode()
    return page.count('<li class="panel">'), page


def test_the_office_finds_words_with_marks_and_without(
    client: Client, frozen: list[PublishedDocument], office: User
) -> None:
    for typed, count in (
        ("", 4),
        ("giang", 4),
        ("Giàng", 4),
        ("giảng", 2),
        ("giáng", 0),
        ("vi huong", 2),
        ('"Cẩm Giàng"', 4),
        ('"Giàng Cẩm"', 0),
        ("113,1%", 4),
        ("máy soạn", 0),  # a draft isn't printed
        ("100%' OR 1=1", 0),
    ):
        assert listed(client, office, q=typed)[0] == count, typed
    assert "<mark>Giàng</mark>" in listed(client, office, q="giang")[1]


def test_filters_stand_in_the_address(client: Client, frozen: list[PublishedDocument], office: User) -> None:
    assert listed(client, office, month="2015-10")[0] == 2
    assert listed(client, office, month="2015-10", edition="published", q="giang")[0] == 1
    assert listed(client, office, month="1999-01")[0] == 4  # no such choice: the form says so
    assert "Không có văn bản nào như vậy" in listed(client, office, q="hồng")[1]


def test_a_commune_finds_the_published_edition_alone(
    client: Client, frozen: list[PublishedDocument], signer: User, stranger: User
) -> None:
    assert listed(client, signer)[0] == 2
    count, page = listed(client, signer, q="huong", edition="internal")
    assert count == 0
    assert "Bản nội bộ" not in page
    client.force_login(stranger)
    assert client.get(ARCHIVE).status_code == 404


def test_an_internal_word_reaches_no_column_of_the_published_edition(frozen: list[PublishedDocument]) -> None:
    outside = DocumentText.objects.filter(document__edition=Edition.PUBLISHED)
    assert not any(re.search("h[uư][oơ]ng", f"{each.text}{each.plain}{each.exact}") for each in outside)


def test_the_list_asks_the_database_no_more_often_for_more_documents(
    client: Client,
    frozen: list[PublishedDocument],
    bach_thong: ConveningBody,
    office: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(office)
    for number in range(2, 12):
        freeze(bach_thong, office, number=number)
    with django_assert_max_num_queries(22):
        page = client.get(ARCHIVE, {"q": "giang"}).content.decode()
    assert "trang 1/2" in page
    assert listed(client, office, q="giang", page="2")[0] == 4


def test_a_months_documents_come_as_one_file_the_same_every_time(
    client: Client, frozen: list[PublishedDocument], office: User, signer: User, stranger: User
) -> None:
    client.force_login(office)
    first = b"".join(client.get(ZIP))
    assert b"".join(client.get(ZIP)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert archive.read("tong-hop-2015-11-lan-1-noi-bo.pdf") == bytes(frozen[2].pdf)
        assert archive.read("tong-hop-2015-11-lan-1-phat-hanh.json").decode() == frozen[3].data
        assert len(archive.namelist()) == 4
    client.force_login(signer)
    with zipfile.ZipFile(io.BytesIO(b"".join(client.get(ZIP)))) as archive:
        assert archive.namelist() == ["tong-hop-2015-11-lan-1-phat-hanh.pdf", "tong-hop-2015-11-lan-1-phat-hanh.json"]
    assert client.get(ZIP.replace("2015-11", "2014-11")).status_code == 404
    client.force_login(stranger)
    assert client.get(ZIP).status_code == 404


def test_who_has_the_bytes_already_is_told_so(
    client: Client, frozen: list[PublishedDocument], office: User, signer: User
) -> None:
    client.force_login(office)
    address = f"{ARCHIVE}{frozen[2].pk}/document.pdf"
    first = client.get(address)
    assert first.content == bytes(frozen[2].pdf)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    client.force_login(signer)  # a tag is no key
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 404
