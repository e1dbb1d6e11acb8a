"""What every browser test may ask for: a server, a browser, a page in a language, axe, pictures."""

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from server import ROOT, Chatelaine

LOCALES = {"fr": "fr-BE", "nl": "nl-BE", "de": "de-BE", "en": "en-GB"}
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
SCREENSHOTS = ROOT / ".build/screenshots"


@pytest.fixture(scope="session")
def chatelaine():
    """A demo world shared by tests that leave no trace in it."""
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
        context = browser.new_context(base_url=server.url, locale=LOCALES[language], viewport=viewport, **options)
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


@pytest.fixture(scope="session")
def axe():
    """axe(page) fails on the first page that someone could not use."""
    engine = Axe()

    def axe(page: Page) -> None:
        found = engine.run(page)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return axe


@pytest.fixture(scope="session")
def picture():
    """picture(page, "home-fr") → .build/screenshots/home-fr.png, the whole page."""

    def picture(page: Page, name: str):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / (re.sub(r"[^a-z0-9-]+", "-", name.lower()) + ".png")
        page.screenshot(path=path, full_page=True)
        return path

    return picture


@pytest.fixture(scope="session")
def fits():
    """fits(page) fails when the page must be scrolled sideways."""

    def fits(page: Page) -> None:
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert excess <= 0, f"{page.url} is {excess} px too wide at {page.viewport_size['width']} px"

    return fits
