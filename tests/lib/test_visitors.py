"""Where a visitor comes from: what her own header says never counts, whatever she writes into it."""

import datetime as dt
import ipaddress

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from briefing_portal.lib import visitors
from communes.views.lockout import seconds_left
from tests.factories import moment

NEAREST = "10.0.0.9"
written = st.lists(st.text(st.characters(codec="latin-1", exclude_characters=",\r\n"), max_size=20), max_size=4)
addresses = st.ip_addresses().map(str)


def seen(told: str | None, *, nearest: str = NEAREST) -> str | None:
    request = RequestFactory().get("/", REMOTE_ADDR=nearest)
    if told is not None:
        request.META["HTTP_X_FORWARDED_FOR"] = told
    return visitors.address(request)


@given(told=st.text(st.characters(codec="latin-1", exclude_characters="\r\n")))
def test_without_a_proxy_of_ours_the_header_counts_for_nothing(told: str) -> None:
    assert seen(told) == NEAREST


@given(written=written, real=addresses, proxies=st.lists(addresses, max_size=2))
def test_what_a_visitor_writes_before_our_proxies_never_counts(
    written: list[str], real: str, proxies: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.TRUSTED_PROXIES", 1 + len(proxies))
        assert seen(", ".join([*written, real, *proxies])) == str(ipaddress.ip_address(real))


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7:51234 ", "203.0.113.7"),
        ("[2001:DB8::1]:443", "2001:db8::1"),
        ("unknown", NEAREST),
        ("", NEAREST),
        (None, NEAREST),
    ],
)
def test_an_entry_is_read_as_proxies_write_it(settings: Settings, told: str | None, address: str) -> None:
    settings.TRUSTED_PROXIES = 1
    assert seen(told) == address


def test_a_list_too_short_for_our_proxies_did_not_come_through_them(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 2
    assert seen("203.0.113.7") == NEAREST
    assert seen(None, nearest="") is None


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36",
            "Chrome trên Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge trên Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari trên iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome trên điện thoại Android"),
        ("curl/8.1", "Trình duyệt khác"),
        ("", "Trình duyệt khác"),
    ],
)
def test_a_browser_is_told_in_words(agent: str, words: str) -> None:
    assert visitors.device_in_words(agent) == words


minutes = st.integers(min_value=-60, max_value=0)


@given(tries=st.lists(st.tuples(minutes, st.integers(min_value=1, max_value=6)), max_size=6))
def test_a_lock_lasts_until_fewer_tries_than_the_limit_stand(tries: list[tuple[int, int]]) -> None:
    at, longest = moment("2015-11-11"), dt.timedelta(minutes=15)
    told = [(at + dt.timedelta(minutes=ago), often) for ago, often in tries]
    left = seconds_left(told, 5, longest, at)
    end = at + dt.timedelta(seconds=left)
    assert sum(often for last, often in told if last + longest > end) < 5
    if left:
        just_before = end - dt.timedelta(seconds=1)
        assert sum(often for last, often in told if last + longest > just_before) >= 5
