"""The pictures of a file: who may see them, what is never drawn, what is never taken over."""

import io
import math

import pytest
from django.test import Client
from PIL import Image

from communes.models import Commune, User
from documents.actions import attach
from documents.models import Attachment
from documents.models.file_kinds import FileKind
from documents.rendering.thumbnail_worker import MOST_POINTS
from documents.rendering.thumbnails import SMALL, NoPicture, draw
from tests import factories

WORDS = b"22.15N 105.83E"
ORIENTATION, DESCRIPTION = 0x0112, 0x010E


def photo() -> bytes:
    """Return a photo, wide, that a camera held upright, with a place written into it."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION] = 6, WORDS.decode()
    file = io.BytesIO()
    Image.new("RGB", (800, 400), "white").save(file, "JPEG", exif=exif)
    return file.getvalue()


def bomb() -> bytes:
    """Return a PNG of few bytes and of more points than are ever unpacked."""
    file = io.BytesIO()
    side = math.isqrt(MOST_POINTS) + 1
    Image.new("1", (side, side)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def picture(cam_giang: Commune, signer: User) -> Attachment:
    at = factories.moment("2015-11-10")
    return attach.keep(body=cam_giang.body, commune=cam_giang, name="ảnh.jpg", content=photo(), by=signer, at=at)


@pytest.mark.parametrize(
    ("person", "status"), [("clerk", 200), ("office", 200), ("secretary", 200), ("neighbour", 404), ("stranger", 404)]
)
def test_a_picture_is_for_whoever_may_see_its_file(
    client: Client, picture: Attachment, request: pytest.FixtureRequest, person: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(person))
    answer = client.get(f"/bach-thong/attachments/{picture.pk}/thumbnail.jpg")
    assert answer.status_code == status
    page = client.get(f"/bach-thong/attachments/{picture.pk}/1.jpg")
    assert page.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert client.get(f"/bach-thong/attachments/{picture.pk}/2.jpg").status_code == 404
    assert Client().get(f"/bach-thong/attachments/{picture.pk}/1.jpg").status_code == 302


def test_a_photo_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    taken = photo()
    assert WORDS in taken
    drawn = draw(taken, FileKind.JPG)
    assert WORDS not in drawn.jpeg
    with Image.open(io.BytesIO(drawn.jpeg)) as seen:
        assert seen.size == (SMALL // 2, SMALL)
        assert not seen.getexif()


@pytest.mark.parametrize("content", [bomb(), b"\x89PNG\r\n\x1a\nhalf"], ids=["bomb", "damaged"])
def test_what_cannot_be_drawn_is_kept_without_a_picture(cam_giang: Commune, signer: User, content: bytes) -> None:
    with pytest.raises(NoPicture):
        draw(content, FileKind.PNG)
    at = factories.moment("2015-11-10")
    kept = attach.keep(body=cam_giang.body, commune=cam_giang, name="a.png", content=content, by=signer, at=at)
    assert not kept.is_picture
