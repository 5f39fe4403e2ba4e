"""The tour of docs/tour.md in the portal."""

import pytest
from django.test import Client
from django.urls import reverse

from communes.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_tour_can_be_read_without_logging_in(client: Client) -> None:
    page = client.get(reverse("guide")).text
    assert '<h1 id="nam-phut-lam-quen">Năm phút làm quen</h1>' in page


def test_the_guide_stands_in_the_frame_of_ones_body(client: Client, office: User) -> None:
    client.force_login(office)
    page = client.get(reverse("guide")).text
    assert "Tình hình báo cáo" in page
    assert f'href="{reverse("guide")}"' in page
