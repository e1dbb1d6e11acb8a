"""Bad input, bad luck and bad will: wrong numbers, strange characters, too much at once, everything twice, other people's ids."""

import html
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from codes import code
from town import AMELIE, BAKERY, CLAIRE, DE_LINDE, FATIMA, JAN, KARL, LUCAS, MARIE_SSIN, PIETER, SOFIE, VENNBAHN
from visitor import Visitor

MEGABYTE = 1024 * 1024
SECRET = "quatre-saules-et-un-pont"


def opens_users(manager: Visitor) -> str:
    """The users of the one quality that someone manages; its address."""
    manager.goes("/entities")
    manager.follows("roles.manager")
    manager.follows("users.title")
    manager.reads("users.title")
    return manager.page.url


def starts_to_register_marie(jan: Visitor) -> None:
    """Everything typed, nothing sent."""
    opens_users(jan)
    jan.adds(MARIE_SSIN)
    jan.sees(jan.say("users.form.new"))
    typed = {
        "familyName": "Collard", "givenName": "Marie", "email": "marie@example.com", "userName": "mariecollard", "userNameAgain": "mariecollard",
        "password": SECRET, "passwordAgain": SECRET,
    }
    for field, text in typed.items():
        jan.types(f"users.form.{field}", text)
    jan.main.locator('input[name="applications"][value="dmfa"]').check()


def still_has_typed(jan: Visitor, **but: str) -> None:
    """Nothing that was typed is lost, except passwords, which no page ever shows."""
    typed = {"familyName": "Collard", "givenName": "Marie", "email": "marie@example.com", "userName": "mariecollard", "password": "", **but}
    assert {field: jan.field(f"users.form.{field}").input_value() for field in typed} == typed
    assert jan.main.locator('input[name="applications"][value="dmfa"]').is_checked()


def test_an_address_stands_as_it_was_typed(chatelaine, visitor):
    fatima = visitor(chatelaine, expecting="422")
    fatima.signs_in(FATIMA)
    fatima.goes("/me")
    fatima.types("ownData.email", "info@müller.example")
    fatima.types("ownData.phone", "1")
    fatima.main.locator("#form button[type=submit]").first.click()
    fatima.is_corrected("phone", "invalid.phoneShape")
    assert fatima.field("ownData.email").input_value() == "info@müller.example"


# A form as it travels, without the browser's help


def form(visitor: Visitor, **changes: str) -> tuple[str, list]:
    """Where the page's form goes and what it sends, with changes."""
    sent = visitor.main.locator('form[method="post"]').evaluate("form => [form.action, [...new FormData(form)]]")
    return sent[0], [pair for pair in sent[1] if pair[0] not in changes] + list(changes.items())


def sends(visitor: Visitor, path: str, fields: list, times: int = 1) -> list[requests.Response]:
    """The answers to the same form, sent this many times at the same moment."""
    cookies = {cookie["name"]: cookie["value"] for cookie in visitor.page.context.cookies()}
    sent = {"data": fields, "cookies": cookies, "headers": {"Accept-Language": visitor.say.language}, "timeout": 20}
    with ThreadPoolExecutor(times) as pool:
        answers = [pool.submit(requests.post, path, **sent) for _ in range(times)]
    return [answer.result() for answer in answers]


def is_answered(visitor: Visitor, form: tuple[str, list], status: int, key: str) -> None:
    [answer] = sends(visitor, *form)
    assert answer.status_code == status
    assert visitor.say(key) in html.unescape(answer.text)


# Numbers, names and sizes


def test_a_wrong_check_digit_is_told_beside_the_field(world, visitor, axe):
    jan = visitor(world, "nl", expecting="422")
    jan.signs_in(JAN)
    opens_users(jan)
    jan.adds("01.06.11-998.26")
    jan.is_corrected("ssin", "invalid.wrongCheckDigits")
    assert jan.field("users.form.ssin").input_value() == "01.06.11-998.26"
    axe(jan.page)

    claire = visitor(world, "fr", expecting="422")
    claire.inserts_card(CLAIRE)
    claire.goes("/designation")
    claire.types("designation.facts.number", "0999.999.032")
    claire.presses("designation.enterprise.submit")
    claire.is_corrected("number", "invalid.wrongCheckDigits")
    assert claire.field("designation.facts.number").input_value() == "0999.999.032"
    axe(claire.page)


@pytest.mark.parametrize(
    ("name", "problem"),
    [("Marie\u202eeiraM", "forbiddenCharacter"), ('"><img src=x onerror=alert(1)>', "nameShape")],
    ids=["right-to-left", "markup"],
)
def test_a_hostile_name_is_refused_and_nothing_lost(world, visitor, axe, name, problem):
    jan = visitor(world, "de", expecting="422")
    jan.signs_in(JAN)
    starts_to_register_marie(jan)
    jan.types("users.form.givenName", name)
    jan.presses("users.save")
    jan.is_corrected("givenName", f"invalid.{problem}")
    assert jan.page.locator("main img").count() == 0
    still_has_typed(jan, givenName=name)
    axe(jan.page)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x7f"], ids=["null", "bell", "delete"])
def test_a_character_that_nobody_types_is_refused(world, visitor, character):
    jan = visitor(world, "fr")
    jan.signs_in(JAN)
    starts_to_register_marie(jan)
    is_answered(jan, form(jan, givenName=f"Marie{character}"), 400, "problems.badRequest.title")
    opens_users(jan)
    assert jan.main.get_by_text("Collard").count() == 0


def test_a_form_of_five_megabytes_is_refused_in_words(world, visitor, axe, finished):
    jan = visitor(world, "fr", expecting="413")
    jan.signs_in(JAN)
    opens_users(jan)
    # The language they chose, which is not their browser's.
    jan.page.locator('nav.languages a[hreflang="nl"]').click()
    dutch = Visitor(jan.page, "nl")
    dutch.goes(f"{dutch.page.url.split('?')[0]}/new")
    dutch.main.locator("#ssin").evaluate(f"field => {{ field.removeAttribute('maxlength'); field.value = '9'.repeat({5 * MEGABYTE}); }}")
    dutch.presses("users.next")
    dutch.reads("problems.tooLarge.title")
    finished(jan.page, "nl")
    axe(jan.page)


# Everything twice


def active_user(jan: Visitor, act: str) -> None:
    """The page of an act on some active user of Jan's."""
    opens_users(jan)
    row = jan.main.locator("tbody tr", has=jan.page.locator(".badge-user")).filter(has=jan.page.locator(".badge-active")).first
    jan.goes(row.locator("a").first.get_attribute("href") + act)


def blocks(jan: Visitor) -> None:
    active_user(jan, "/block")
    jan.main.locator("input[name=reason]").first.check()


def unblocks(jan: Visitor) -> None:
    blocks(jan)
    user = jan.page.url.removesuffix("/block")
    jan.presses("users.block.submit")
    jan.is_told("userBlocked")
    jan.goes(f"{user}/unblock")


def removes(jan: Visitor) -> None:
    active_user(jan, "/remove")


def edits(jan: Visitor) -> None:
    active_user(jan, "/edit")
    jan.types("users.form.email", "changed@example.com")


def changes_applications(jan: Visitor) -> None:
    active_user(jan, "/applications")
    for box in jan.main.locator("input[name=applications]").all():
        box.check()
    jan.main.locator("form button[type=submit]").first.click()
    jan.main.locator('button[value="confirm"]').wait_for()


def registers(jan: Visitor) -> None:
    opens_users(jan)
    jan.registers(LUCAS.ssin, "dimona")
    jan.sees(jan.say("users.draft.warning"))


def appoints_a_co_manager(jan: Visitor) -> None:
    jan.goes(opens_users(jan).removesuffix("/users") + "/co-managers")
    jan.types("users.form.ssin", AMELIE.ssin)
    jan.presses("users.next")
    jan.gives_email_if_asked()
    jan.presses("users.save")
    jan.sees(jan.say("staff.warning"))


def removes_a_co_manager(jan: Visitor) -> None:
    jan.goes(opens_users(jan).removesuffix("/users"))
    jan.follows_text(f'{jan.say("users.remove.action")} {PIETER.name}')
    jan.main.locator("button.danger").wait_for()


CONFIRMATIONS = {
    "user.blocked": blocks,
    "user.unblocked": unblocks,
    "user.removed": removes,
    "user.edited": edits,
    "user.applications-changed": changes_applications,
    "user.registered": registers,
    "co-manager.appointed": appoints_a_co_manager,
    "co-manager.removed": removes_a_co_manager,
}


def is_done_once(server, visitor: Visitor, code: str) -> None:
    """What the page asks to confirm, confirmed four times at the same moment."""
    before = server.acts(code)
    answers = {answer.status_code for answer in sends(visitor, *form(visitor, step="confirm"), times=4)}
    assert server.acts(code) == before + 1
    # Whoever comes second is shown the result, or told why it cannot be done again.
    assert 200 in answers and answers <= {200, 404, 422}


@pytest.mark.parametrize("code", CONFIRMATIONS)
def test_a_confirmation_sent_four_times_is_done_once(world, visitor, code):
    jan = visitor(world)
    jan.signs_in(JAN)
    CONFIRMATIONS[code](jan)
    is_done_once(world, jan, code)


def test_a_designation_an_activation_and_an_appointment_sent_four_times_are_done_once(fresh_chatelaine, visitor):
    claire = visitor(fresh_chatelaine)
    claire.inserts_card(CLAIRE)
    claire.goes(f"/designation/{BAKERY}")
    claire.types("designation.form.ownEmail", "claire@example.com")
    claire.types("designation.form.ownPhone", "0470 00 00 31")
    claire.presses("designation.form.submit")
    claire.ticks(claire.say("designation.confirm.declaration"))
    is_done_once(fresh_chatelaine, claire, "entity.registered")

    claire.goes(f"/entities/{BAKERY}/activate")
    claire.main.locator("input[name=domain]").first.check()
    claire.types("qualities.activate.identifier", "1999990-61")
    claire.types("qualities.activate.email", "bakery@example.com")
    claire.presses("parts.next")
    claire.reads("qualities.activate.confirmTitle")
    is_done_once(fresh_chatelaine, claire, "quality.activated")

    claire.goes(f"/entities/{BAKERY}")
    claire.main.locator('tbody a[href*="/qualities/"]').first.click()
    claire.main.locator('a[href$="/manager"]').click()
    claire.types("users.form.ssin", AMELIE.ssin)
    claire.presses("users.next")
    claire.gives_email_if_asked()
    claire.presses("users.save")
    claire.sees(claire.say("staff.warning"))
    is_done_once(fresh_chatelaine, claire, "manager.appointed")
    assert fresh_chatelaine.verify().returncode == 0


def test_a_double_click_is_one_act(world, visitor):
    jan = visitor(world)
    jan.signs_in(JAN)
    blocks(jan)
    before = world.acts("user.blocked")
    jan.button("users.block.submit").dblclick()
    jan.is_told("userBlocked")
    assert world.acts("user.blocked") == before + 1


def test_two_managers_confirm_the_same_draft_then_one_goes_back(fresh_chatelaine, visitor):
    jan, pieter = visitor(fresh_chatelaine, "nl", expecting="403"), visitor(fresh_chatelaine, "fr")
    jan.signs_in(JAN)
    opens_users(jan)
    jan.registers(AMELIE.ssin, "dimona")
    jan.sees(jan.say("users.draft.warning"))
    pieter.signs_in(PIETER)
    pieter.goes(jan.page.url)
    pieter.sees(pieter.say("users.draft.warning"))

    jan.presses("users.confirm")
    jan.is_told("userRegistered")
    user, before = jan.page.url, fresh_chatelaine.acts("user.registered")
    pieter.presses("users.confirm")
    pieter.is_told("userConfirmedBefore")
    assert pieter.page.url == user

    # Back from the result: first where the draft was, then where its form was.
    jan.page.go_back()
    assert jan.page.url == user
    jan.page.go_back()
    jan.is_refused("alreadyUser")
    assert fresh_chatelaine.acts("user.registered") == before


def test_going_back_meets_the_summary_then_what_was_typed(fresh_chatelaine, visitor):
    sofie = visitor(fresh_chatelaine, "de", expecting="422")
    sofie.signs_in(SOFIE)
    sofie.goes(f"/entities/{DE_LINDE}/activate")
    sofie.main.locator("input[name=domain]").first.check()
    sofie.types("qualities.activate.email", "linde@example.com")
    sofie.presses("parts.next")
    sofie.reads("qualities.activate.confirmTitle")
    sofie.presses("parts.previous")
    assert sofie.field("qualities.activate.email").input_value() == "linde@example.com"
    sofie.page.go_back()
    sofie.reads("qualities.activate.confirmTitle")
    sofie.presses("parts.confirm")
    sofie.is_told("qualityActivated")

    # Back from the result: the summary says that it is done.
    sofie.page.go_back()
    sofie.is_refused("qualityAlreadyActive")


# The session ends


def idle(server) -> None:
    """Nobody signed in has been seen for two hours: every session has ended by itself, not long ago."""
    with server.rows() as rows:
        found = rows.execute("SELECT digest, person, assurance, created_at, seen_at - 7200000000, revoked_at, generation FROM sessions").fetchall()
        for row in found:
            made = code(server.data, "sessions", list(row))
            rows.execute("UPDATE sessions SET seen_at = ?, code = ? WHERE digest = ?", (row[4], made, row[0]))


def test_a_session_that_expires_loses_nothing_typed(world, visitor, axe, finished):
    jan = visitor(world, "fr", expecting="422")
    jan.signs_in(JAN)
    starts_to_register_marie(jan)
    idle(world)
    jan.presses("users.save")
    jan.reads("signIn.title")
    jan.is_told("signInAgain")
    jan.gives_password(JAN)
    jan.reads("signIn.resume.title")
    axe(jan.page)
    finished(jan.page, "fr")
    assert SECRET not in jan.page.content()

    jan.presses("signIn.resume.submit")
    jan.is_corrected("password", "invalid.missing")
    still_has_typed(jan)
    jan.types("users.form.password", SECRET)
    jan.types("users.form.passwordAgain", SECRET)
    jan.presses("users.save")
    jan.sees(jan.say("users.draft.warning"))
    jan.sees("Collard")


def test_what_one_person_typed_is_given_to_nobody_else(world, visitor):
    # In Karl's own language, so that the page he arrives at is not loaded again.
    jan = visitor(world, "de")
    jan.signs_in(JAN)
    starts_to_register_marie(jan)
    idle(world)
    jan.presses("users.save")
    jan.is_told("signInAgain")
    jan.gives_password(KARL)
    jan.is_told("heldFormGone")
    assert "Collard" not in jan.page.content()


# Other people's ids: a few, by hand (every route and role: RouteMatrixTests)


def test_ids_of_another_entity_lead_nowhere(world, visitor):
    karl, jan = visitor(world), visitor(world, expecting="404")
    karl.signs_in(KARL)
    theirs = opens_users(karl)
    jan.signs_in(JAN)
    mine = opens_users(jan)
    jan.goes(f"{mine}/new")
    _, fields = form(jan, ssin=AMELIE.ssin)
    for users in (theirs, theirs.replace(VENNBAHN, DE_LINDE), mine.replace(DE_LINDE, VENNBAHN)):
        jan.goes(users)
        jan.reads("problems.notFound.title")
        is_answered(jan, (f"{users}/new", fields), 404, "problems.notFound.title")


def test_what_the_page_did_not_offer_is_not_taken(world, visitor):
    sofie = visitor(world)
    sofie.inserts_card(SOFIE)
    sofie.goes(f"/entities/{DE_LINDE}/activate")
    fields = {"domain": "hospital", "identifier": "71099020", "email": "sofie@example.com", "step": "confirm"}
    is_answered(sofie, form(sofie, **fields), 422, "invalid.choice")

    jan = visitor(world)
    jan.signs_in(JAN)
    starts_to_register_marie(jan)
    is_answered(jan, form(jan, applications="third-party-billing"), 422, "invalid.choice")
