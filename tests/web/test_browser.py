"""A report in a real browser: it asks for nothing, fits a phone, and prints whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from sim.web.parts import PARTS
from tests.web.made import asked, made

pytestmark = pytest.mark.browser

# Nothing that the browser itself would like to look up, and no sandbox: CI runs as root.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE: ViewportSize = {"width": 1200, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
PAPER: ViewportSize = {"width": 680, "height": 1000}  # what A4 leaves within its margins, in pixels
TALLEST = 247 * 96 / 25.4  # the same, in the other direction
PATIENCE = 300_000  # milliseconds, until a test is given up

OVERFLOW = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
# Elements that stick out of the page, and not because a container of theirs is to be moved.
OUTSIDE = """() => [...document.querySelectorAll("body *")]
  .filter(e => !e.closest(".wide") && e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.tagName + " " + e.className)"""
HIDDEN = """() => [...document.querySelectorAll("details table tbody tr:last-child, details dd")]
  .filter(e => !e.checkVisibility({contentVisibilityAuto: true})).length"""
SHOWN = f"({HIDDEN})() === 0"  # in the next frame, not at once
FIGURES = """() => [...document.querySelectorAll("figure")]
  .map(e => e.getBoundingClientRect().height)"""
TEXTS = """() => [...document.querySelectorAll("figure svg")]
  .map(e => e.getBoundingClientRect().width / e.viewBox.baseVal.width * 96 / 72)"""


@dataclass
class Opened:
    """A page, what it asked for and what it complained of."""

    page: Page
    address: str = ""
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: Path) -> None:
        """Load it anew, as it is at first: a page with nothing behind it comes between."""
        self.page.goto("about:blank")
        self.address = path.as_uri()
        self.requests.clear()
        self.complaints.clear()
        self.page.goto(self.address)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("no chromium here: install Debian's package of that name")
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=program, args=list(FLAGS), timeout=PATIENCE)
        yield found
        found.close()


@pytest.fixture(scope="module", params=["whole", "shipped"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One with every part, of a title that is code; and what plays little of shipped talks."""
    path = tmp_path_factory.mktemp(request.param) / "report.html"
    if request.param == "whole":
        page: str = request.getfixturevalue("text")
    else:
        some = [part for part in PARTS if part.name == "lesson" or not part.plays]
        page = made(asked("cairo-2024"), some)
    path.write_text(page, "utf-8")
    return path


@pytest.fixture(scope="module", params=["wide", "phone"])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Opened]:
    """A window or a phone, in which one page is opened after another."""
    phone = request.param == "phone"
    context = browser.new_context(
        viewport=PHONE if phone else WIDE,
        is_mobile=phone,
        has_touch=phone,
        device_scale_factor=2 if phone else 1,
    )
    context.set_default_timeout(PATIENCE)
    yield watched(context.new_page())
    context.close()


def watched(page: Page) -> Opened:
    one = Opened(page)
    page.on("request", lambda asked_for: one.requests.append(asked_for.url))
    page.on("console", lambda said: one.complaints.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: one.complaints.append(str(error)))
    return one


@pytest.fixture
def opened(tab: Opened, report: Path) -> Opened:
    tab.open(report)
    return tab


def unfold(page: Page) -> None:
    for k in range(page.locator("summary").count()):
        page.locator("summary").nth(k).click()


def test_it_asks_for_nothing_but_itself_and_complains_of_nothing(opened: Opened) -> None:
    unfold(opened.page)
    for link in opened.page.locator("nav a").all():
        link.click()
    opened.page.wait_for_load_state("networkidle")
    assert [url.partition("#")[0] for url in opened.requests] == [opened.address]
    assert opened.complaints == []


def test_nothing_sticks_out_folded_or_not(opened: Opened, report: Path) -> None:
    page = opened.page
    assert page.evaluate("innerWidth") in {PHONE["width"], WIDE["width"]}
    assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate(OUTSIDE) == []
    unfold(page)
    page.screenshot(
        path=report.parent / f"{page.evaluate('innerWidth')}.png", full_page=True, scale="css"
    )
    page.wait_for_function(SHOWN)
    assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate(OUTSIDE) == []


def test_figures_are_large_enough_to_be_read(opened: Opened) -> None:
    scales = opened.page.evaluate(TEXTS)
    assert len(scales) >= 5
    assert min(scales) >= 0.7  # of their own size


@pytest.mark.parametrize("tab", ["wide"], indirect=True)
def test_paper_shows_what_is_folded_and_cuts_no_figure(opened: Opened, report: Path) -> None:
    page = opened.page
    assert page.evaluate(HIDDEN) > 0
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    page.wait_for_function(SHOWN)
    assert page.evaluate(OVERFLOW) == 0
    assert max(page.evaluate(FIGURES)) <= TALLEST
    path = report.parent / "report.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    assert path.read_bytes().startswith(b"%PDF-")
    page.emulate_media(media="screen")
    page.set_viewport_size(WIDE)


def test_a_page_that_asks_or_complains_is_seen(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    path.write_text('<p style="width: 2000px">a</p><img src="a.png"><script>x()</script>', "utf-8")
    context = browser.new_context(viewport=WIDE)
    one = watched(context.new_page())
    one.open(path)
    for _ in range(PATIENCE // 20):
        if len(one.complaints) < 2:
            one.page.wait_for_timeout(20)
    assert one.requests == [one.address, (tmp_path / "a.png").as_uri()]
    assert len(one.complaints) == 2  # the picture is not there, and x is not defined
    assert one.page.evaluate(OVERFLOW) > 0
    assert one.page.evaluate(OUTSIDE)
    context.close()
