"""Keyboard shortcuts: `/` and `?`, that type as ever in a field, and can be switched off (WCAG 2.2, 2.1.4)."""

import pytest
from playwright.sync_api import expect

from town import JAN

pytestmark = pytest.mark.appearance


@pytest.fixture
def users(chatelaine, visitor):
    """The list of users of the quality that Jan manages."""
    jan = visitor(chatelaine, "en")
    jan.signs_in(JAN)
    jan.main.get_by_role("link", name="NSSO employer", exact=False).first.click()
    jan.page.locator(".functions").get_by_role("link", name="Users", exact=True).click()
    return jan.page


def test_a_stroke_leads_to_the_search_wherever_one_is(users, axe):
    users.locator("h1").click()
    users.keyboard.press("/")
    assert users.evaluate("document.activeElement.closest('[role=search]') !== null && document.activeElement.tagName === 'INPUT'")
    # In a field it is a letter like any other.
    users.keyboard.type("a/b?")
    assert users.evaluate("document.activeElement.value") == "a/b?"
    users.go_back()
    users.keyboard.press("/")
    users.wait_for_url("**/search")


def test_a_question_mark_lists_the_keys_and_they_can_be_switched_off(users, axe):
    dialog = users.get_by_role("dialog")
    expect(dialog).to_be_hidden()
    users.keyboard.press("?")
    expect(dialog).to_be_visible()
    axe(users)
    users.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    users.get_by_role("button", name="Keyboard shortcuts").click()
    dialog.get_by_label("Use these shortcuts").uncheck()
    dialog.get_by_role("button").click()
    users.reload()
    users.keyboard.press("?")
    expect(dialog).to_be_hidden()
    # Where they are listed they are switched on again.
    users.get_by_role("button", name="Keyboard shortcuts").click()
    dialog.get_by_label("Use these shortcuts").check()
    dialog.get_by_role("button").click()
    users.keyboard.press("?")
    expect(dialog).to_be_visible()
