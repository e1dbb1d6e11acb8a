"""The first page anyone sees (MISSION P1, P3)."""

import pytest

from conftest import LOCALES, NARROW, WIDE

pytestmark = pytest.mark.appearance


@pytest.mark.parametrize("language", LOCALES)
def test_home_speaks_the_visitors_language(chatelaine, open_page, language):
    page = open_page(chatelaine, language)
    assert page.goto("/").status == 200
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1


@pytest.mark.screenshots
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", LOCALES)
def test_home_is_usable_by_everyone(chatelaine, open_page, axe, fits, picture, language, width, colours):
    page = open_page(chatelaine, language, WIDE if width == "wide" else NARROW, color_scheme=colours)
    page.goto("/")
    axe(page)
    fits(page)
    picture(page, f"home-{language}-{width}-{colours}")


def test_home_needs_no_javascript(chatelaine, open_page):
    page = open_page(chatelaine, java_script_enabled=False)
    assert page.goto("/").status == 200
    assert page.get_by_role("heading", level=1).is_visible()
