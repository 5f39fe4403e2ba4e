"""What every page owes everybody: axe finds nothing, and nothing is wider than a phone."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from communes.models import User
from meetings.models import Briefing
from tests.browser.steps import become
from tests.browser.walk import walk

pytestmark = pytest.mark.once

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN = """() => axe.run(document, {
    runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
}).then(found => found.violations.flatMap(one => one.nodes.map(node => one.id + " " + node.target.join(" "))))"""


def barriers(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found


def faults(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return barriers(page) + (["scrolls sideways"] if wide else [])


def test_nobody_meets_a_barrier_on_a_phone(
    page: Page, live_server: LiveServer, briefing: Briefing, signer: User, office: User, secretary: User
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": 800})
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for user in (signer, office, secretary):
        become(page, live_server, user)
        found |= {f"{user} {name}": faults(page) for name in walk(page, "/", seen)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(found) >= 15
