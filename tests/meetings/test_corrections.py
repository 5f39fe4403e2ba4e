"""Who reads an old publication is told of its supplement, and sees what changed."""

import re

import pytest
from django.test import Client

from communes.models import Commune, User
from documents.models import PublishedDocument
from meetings.models import Briefing
from reports.models import Report
from tests.meetings.november import compile_again, correct
from tests.meetings.test_publish import freeze

pytestmark = pytest.mark.once

MONTH = "/bach-thong/meetings/2015-11/published/"


def page(client: Client, person: User, address: str) -> str:
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def corrected(briefing: Briefing, office: User, signer: User, cam_giang: Commune) -> list[dict[str, PublishedDocument]]:
    """Cẩm Giàng's revenue is corrected after the first publication, from 113,1% to 112%."""
    first = freeze(briefing, office)
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1120"}, signer, office)
    return [first, freeze(compile_again(briefing, office), office)]


@pytest.mark.usefixtures("corrected")
def test_a_reader_of_the_old_publication_is_led_to_the_supplement(client: Client, clerk: User) -> None:
    old = page(client, clerk, f"{MONTH}?number=1")
    assert "Đã có bản bổ sung lần 1 ngày 21/11/2015" in old
    new = page(client, clerk, MONTH)
    assert "bổ sung lần 1 cho bản ngày 21/11/2015" in new
    assert "Đã có bản bổ sung" not in new
    assert f"{MONTH}corrections/" in new


def test_old_sentences_stand_beside_the_new_with_both_codes(
    client: Client, clerk: User, secretary: User, corrected: list[dict[str, PublishedDocument]]
) -> None:
    for person, edition in ((clerk, "published"), (secretary, "internal")):
        told = page(client, person, f"{MONTH}corrections/")
        assert '<td class="num" data-label="Lần trước">76,6%</td>' in told
        assert '<td class="num" data-label="Lần này">76%</td>' in told
        assert "<del>113,1%.</del>" in told
        assert "<ins>112%.</ins>" in told
        assert '<td class="num" data-label="Lần trước">1.531</td>' in told
        assert '<td class="num" data-label="Lần này">1.520</td>' in told
        for publication in corrected:
            assert publication[edition].code in told


@pytest.mark.usefixtures("corrected")
def test_a_commune_reads_of_no_other_commune_in_the_corrections(client: Client, clerk: User) -> None:
    assert "Vi Hương" not in page(client, clerk, f"{MONTH}corrections/")


def test_before_the_first_publication_and_for_strangers_there_is_no_such_page(
    client: Client, briefing: Briefing, clerk: User, office: User, stranger: User
) -> None:
    client.force_login(clerk)
    assert client.get(f"{MONTH}corrections/").status_code == 404
    freeze(briefing, office)
    assert "Bản phát hành lần đầu" in page(client, clerk, f"{MONTH}corrections/")
    client.force_login(stranger)
    assert client.get(f"{MONTH}corrections/").status_code == 404
