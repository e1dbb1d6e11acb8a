"""What people come here to do, in a browser that runs no scripts."""

import pytest

from town import AMELIE, DE_LINDE, FATIMA, JAN, LUCAS, SOFIE

pytestmark = pytest.mark.appearance


@pytest.fixture
def plain(visitor):
    """plain(server, "fr") → someone whose browser runs no scripts."""
    return lambda server, language="en", **options: visitor(server, language, java_script_enabled=False, **options)


def users_of_the_employer(visitor) -> None:
    visitor.follows("roles.manager")
    visitor.follows("users.title")
    visitor.reads("users.title")


def test_a_manager_registers_and_blocks_a_user(world, plain):
    jan = plain(world, "nl", expecting="422")
    jan.signs_in(JAN)
    users_of_the_employer(jan)
    users = jan.page.url
    jan.registers(AMELIE.ssin, "dimona", "dmfa")
    jan.sees(jan.say("users.draft.warning"))
    assert world.decide(AMELIE.ssin, "dimona", DE_LINDE) == (False, "not-assigned")

    jan.goes(users)
    jan.follows("users.drafts.resume")
    jan.presses("users.confirm")
    jan.is_told("userRegistered")
    assert world.decide(AMELIE.ssin, "dimona", DE_LINDE) == (True, "granted")

    jan.follows("users.block.action")
    jan.presses("users.block.submit")
    jan.is_corrected("reason", "invalid.unchosen")
    jan.main.locator("input[name=reason]").first.check()
    jan.presses("users.block.submit")
    jan.is_told("userBlocked")
    assert world.decide(AMELIE.ssin, "dimona", DE_LINDE) == (False, "blocked")


def test_a_representative_designates_another_chief(world, plain):
    sofie = plain(world, "de", expecting="422")
    sofie.inserts_card(SOFIE)
    sofie.goes(f"/designation/{DE_LINDE}")
    for field, text in {"number": LUCAS.ssin, "email": "lucas@example.com", "phone": "+32 470 00 00 01"}.items():
        sofie.main.locator(f"input[name={field}]").fill(text)
    sofie.types("designation.form.ownEmail", "sofie@example.com")
    sofie.types("designation.form.ownPhone", "0470 00 00 02")
    sofie.presses("designation.form.submit")
    sofie.presses("designation.confirm.submit")
    sofie.sees(sofie.say("refusals.declarationMissing.why"))
    sofie.ticks(sofie.say("designation.confirm.declaration"))
    sofie.presses("designation.confirm.submit")
    sofie.reads("designation.done.title")
    assert world.decide(LUCAS.ssin, "insurability", DE_LINDE) == (True, "chief-manages")


def test_a_user_reads_why_and_signs_out(world, plain):
    fatima = plain(world, "fr")
    fatima.signs_in(FATIMA)
    fatima.goes_on_to("layout.nav.ownAccesses")
    fatima.sees(fatima.say("decisions.granted"))
    fatima.signs_out()
    fatima.is_told("signedOut")
    fatima.goes("/me/accesses")
    fatima.reads("signIn.title")
