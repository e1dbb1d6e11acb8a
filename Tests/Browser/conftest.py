"""What every browser test may ask for: a server, a browser, a page in a language, a visitor, axe, pictures."""

import os
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

import engines
from server import ROOT, Chatelaine
from visitor import Visitor
from words import UNFINISHED

LOCALES = {"fr": "fr-BE", "nl": "nl-BE", "de": "de-BE", "en": "en-GB"}
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
# What a wide window shows at 400 % (WCAG 2.2, 1.4.10).
NARROWEST = {"width": 320, "height": 740}
SCREENSHOTS = ROOT / ".build/screenshots"


def pytest_addoption(parser):
    parser.addoption("--engine", choices=engines.ENGINES, default=engines.chosen(), help="what keeps the rows")


def pytest_configure(config):
    os.environ["CHATELAINE_TEST_ENGINE"] = config.getoption("--engine")


def pytest_collection_modifyitems(items):
    """Tests that share one world stay in one process, in their order; all others go where there is room."""
    for item in items:
        if "world" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group(item.path.name))


def pytest_report_header(config):
    return f"engine: {config.getoption('--engine')}"


@pytest.fixture(scope="session")
def chatelaine():
    """A demo world shared by tests that leave no trace in it."""
    with Chatelaine() as server:
        yield server


@pytest.fixture(scope="module")
def world():
    """A demo world shared by the tests of one file."""
    with Chatelaine() as server:
        yield server


@pytest.fixture
def fresh_chatelaine():
    """A demo world of one's own, as it is at the start."""
    with Chatelaine() as server:
        yield server


@pytest.fixture(scope="session")
def browser():
    program = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, who runs continuous integration.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """open_page(server, "fr", viewport=NARROW, …) → a page in a context of its own.

    Whatever a page complains of in its console (a refused script or style, an error, a missing file) fails the test,
    unless the test expects it: `page.expected_complaints.append("404")`.
    """
    opened = []

    def open_page(server, language="en", viewport=WIDE, **options) -> Page:
        options.setdefault("base_url", server.url)
        # Half-way through a transition no colour is the one that was meant.
        options.setdefault("reduced_motion", "reduce")
        context = browser.new_context(locale=LOCALES[language], viewport=viewport, **options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.complaints, page.expected_complaints = [], []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        opened.append((context, page))
        return page

    yield open_page
    for context, page in opened:
        context.close()
        unexpected = [said for said in page.complaints if not any(part in said for part in page.expected_complaints)]
        assert unexpected == [], f"the page complained: {unexpected}"


@pytest.fixture
def visitor(open_page):
    """visitor(server, "nl") → someone who reads Dutch, in a browser of their own. `expecting="422"`: a complaint that is no fault."""

    def visitor(server, language="en", expecting=(), **options) -> Visitor:
        page = open_page(server, language, **options)
        page.expected_complaints.extend([expecting] if isinstance(expecting, str) else expecting)
        return Visitor(page, language)

    return visitor


@pytest.fixture
def card(visitor):
    """card(server, AMELIE, "de") → someone with their card in the reader: a client certificate, for the TLS port alone."""

    def card(server, person, language="en", **options) -> Visitor:
        return visitor(server, language, ignore_https_errors=True, client_certificates=[server.card(person)], **options)

    return card


@pytest.fixture(scope="session")
def axe():
    """axe(page) fails on the first page that someone could not use. What keeps the rows changes nothing of that: on one engine is enough."""
    if engines.chosen() != "sqlite":
        return lambda page: None
    engine = Axe()

    def axe(page: Page) -> None:
        found = engine.run(page)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return axe


@pytest.fixture(scope="session")
def picture(pytestconfig):
    """picture(page, "fr/01-home") → .build/screenshots/fr/01-home.png, the whole page.

    Only where pictures are asked for, by `-m screenshots`: they take a quarter of the time of a walk.
    """
    if "screenshots" not in pytestconfig.getoption("markexpr"):
        return lambda page, name: None

    def picture(page: Page, name: str):
        path = SCREENSHOTS / (re.sub(r"[^a-z0-9/-]+", "-", name.lower()) + ".png")
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)

    return picture


@pytest.fixture(scope="session")
def fits():
    """fits(page) fails when the page must be scrolled sideways."""

    def fits(page: Page) -> None:
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert excess <= 0, f"{page.url} is {excess} px too wide at {page.viewport_size['width']} px"

    return fits


@pytest.fixture(scope="session")
def finished():
    """finished(page, "fr") fails on a page in another language, or with a sentence that nobody wrote or filled in."""

    def finished(page: Page, language: str) -> None:
        assert page.locator("html").get_attribute("lang") == language, page.url
        assert page.get_by_role("heading", level=1).count() == 1, page.url
        found = UNFINISHED.findall(page.content())
        assert found == [], f"{page.url} shows {found}"

    return finished
