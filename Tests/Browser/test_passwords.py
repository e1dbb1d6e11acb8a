"""Choosing and typing a password (MISSION U2): what must be, shown as one types; and what one typed, shown on demand."""

import re

import pytest
from playwright.sync_api import expect

from conftest import LOCALES, NARROW, WIDE
from town import FATIMA, JAN
from words import Words

pytestmark = pytest.mark.appearance


def lines(page, rule: str):
    return page.locator(f'[data-rule="{rule}"]')


def test_each_rule_that_the_page_can_check_is_ticked_as_one_types(world, visitor):
    fatima = visitor(world)
    fatima.inserts_card(FATIMA)
    fatima.goes("/me/password")
    field = fatima.page.locator("#password")
    for typed, met in [("short", False), ("long enough by now", True)]:
        field.fill(typed)
        expect(lines(fatima.page, "atLeast")).to_have_class(re.compile(r"\bmet\b" if met else r"\bunmet\b"))
    expect(lines(fatima.page, "notCommon")).to_have_class(re.compile("deferred"))
    expect(lines(fatima.page, "notCommon")).not_to_have_class(re.compile("met"))
    expect(lines(fatima.page, "notCommon")).to_contain_text(fatima.say("parts.ruleLater"))


def test_after_an_error_every_rule_is_ticked_or_not_until_one_types_again(world, visitor):
    fatima = visitor(world, expecting="422")
    fatima.inserts_card(FATIMA)
    fatima.goes("/me/password")
    for field in ("#password", "#passwordAgain"):
        fatima.page.locator(field).fill("Fatima #2026 and more")
    fatima.presses("ownData.changePassword.submit")
    expect(lines(fatima.page, "notCommon")).to_have_class(re.compile(r"\bmet"))
    expect(lines(fatima.page, "notPersonal")).to_have_class(re.compile("unmet"))
    fatima.page.locator("#password").fill("x")
    expect(lines(fatima.page, "notPersonal")).not_to_have_class(re.compile("met"))


@pytest.mark.parametrize("language", LOCALES)
def test_a_password_is_shown_on_demand_and_sent_as_one(world, visitor, axe, fits, language):
    for viewport in (WIDE, NARROW):
        someone = visitor(world, language, viewport=viewport)
        someone.goes("/sign-in")
        field, button = someone.page.locator("#password"), someone.page.locator('[data-reveal="password"]')
        field.fill("as typed")
        expect(button).to_contain_text(someone.say("parts.reveal"))
        button.click()
        expect(field).to_have_attribute("type", "text")
        expect(button).to_contain_text(someone.say("parts.hide"))
        axe(someone.page)
        fits(someone.page)
        button.click()
        expect(field).to_have_attribute("type", "password")
        expect(button).to_contain_text(someone.say("parts.reveal"))


def test_without_scripts_there_is_no_such_button(world, open_page):
    page = open_page(world, java_script_enabled=False)
    page.goto("/sign-in")
    expect(page.locator("#password")).to_have_attribute("type", "password")
    expect(page.locator("[data-reveal]")).to_be_hidden()


def test_a_refusal_has_the_focus(world, visitor, axe):
    fatima = visitor(world, expecting="403")
    fatima.inserts_card(FATIMA)
    fatima.goes("/entities/0999999130")
    expect(fatima.page.locator(".refusal")).to_be_focused()
    expect(fatima.page.locator(".refusal")).to_contain_text("Sofie Peeters")
    axe(fatima.page)


LOOKS = "element => { const look = getComputedStyle(element); return ['color', 'fontSize', 'fontWeight', 'lineHeight', 'letterSpacing', 'textDecorationLine', 'width', 'height', 'borderRadius'].map(name => look[name]) }"


def test_a_wrong_password_is_told_in_the_next_language_too(world, visitor, axe):
    jan = visitor(world, "fr", expecting="422")
    jan.goes("/sign-in")
    looks = {code: jan.page.locator(f'.languages a[lang="{code}"]').evaluate(LOOKS) for code in LOCALES}
    jan.types("signIn.userName", JAN.user_name)
    jan.types("signIn.password", "not this one")
    jan.presses("signIn.submit")
    expect(jan.page.locator(".errors")).to_contain_text(jan.say("signIn.wrong"))
    # On the answer to a form the languages are buttons, and look no different.
    assert looks == {code: jan.page.locator(f'.languages button[lang="{code}"]').evaluate(LOOKS) for code in LOCALES}
    jan.page.locator('.languages button[lang="nl"]').click()
    expect(jan.page.locator(".errors")).to_be_focused()
    expect(jan.page.locator(".errors")).to_contain_text(Words("nl")("signIn.wrong"))
    expect(jan.page.locator("#userName")).to_have_value(JAN.user_name)
    axe(jan.page)
