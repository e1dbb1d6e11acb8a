"""The whole chain once through, as its people walk it: Claire registers her bakery, becomes its chief, activates a quality and gives Amélie one
application, which opens for Amélie from that second, and for nobody and nothing else."""

import itertools

import pytest

from conftest import NARROW, WIDE
from server import Chatelaine
from town import AMELIE, BAKERY, CLAIRE, DE_LINDE, LUCAS
from visitor import Visitor

# Two sign in with their real card, on the port that reads cards, and two choose it on the demo's sign-in page.
WALKS = [("fr", "insert"), ("nl", "card"), ("de", "card"), ("en", "insert")]

EMAIL = "claire.fontaine@example.com"
PHONE = "0470 00 00 31"


@pytest.fixture
def looks(axe, fits, finished, picture):
    """looks(visitor, "home"): everyone can use this page, wide and narrow, by day and by night; a picture of each."""
    numbers = itertools.count(1)

    def looks(visitor: Visitor, name: str) -> None:
        page, language, number = visitor.page, visitor.say.language, next(numbers)
        finished(page, language)
        for width, viewport in (("narrow", NARROW), ("wide", WIDE)):
            page.set_viewport_size(viewport)
            fits(page)
            for colours in ("dark", "light"):
                page.emulate_media(color_scheme=colours)
                # What a page is made of differs by width, its contrasts by colours: two looks see every one of them.
                if (width, colours) in (("narrow", "dark"), ("wide", "light")):
                    axe(page)
                picture(page, f"{language}/{number:02}-{name}-{width}-{colours}")

    return looks


@pytest.fixture
def arrives(visitor, card):
    """arrives(server, AMELIE, "de", "card") → Amélie, signed in; her language is her browser's."""

    def arrives(server, person, language, way) -> Visitor:
        if way == "insert":
            someone = visitor(server, language)
            someone.inserts_card(person)
        else:
            someone = card(server, person, language)
            someone.goes("/sign-in")
            someone.enters_with_card()
        someone.reads("entities.title")
        assert someone.page.url == (server.url if way == "insert" else server.card_url) + "/entities"
        return someone

    return arrives


@pytest.mark.screenshots
@pytest.mark.parametrize(
    ("language", "way"),
    [pytest.param(language, way, id=language, marks=[] if language == "fr" else pytest.mark.appearance) for language, way in WALKS],
)
def test_a_bakery_from_registration_to_the_first_decision(visitor, arrives, looks, language, way):
    with Chatelaine() as server:
        stranger = visitor(server, language)
        stranger.goes("/")
        looks(stranger, "home")
        stranger.goes("/sign-in")
        looks(stranger, "sign-in")
        assert server.decide(AMELIE.ssin, "dimona", BAKERY) == (False, "entity-not-registered")

        claire = arrives(server, CLAIRE, language, way)
        looks(claire, "no-entities-yet")
        designates_herself(claire, looks)
        assert server.decide(AMELIE.ssin, "dimona", BAKERY) == (False, "quality-not-active")
        activates_the_employer_domain(claire, looks)
        assert server.decide(CLAIRE.ssin, "dimona", BAKERY) == (True, "chief-manages")
        registers_amelie(claire, looks, server)

        assert server.decide(AMELIE.ssin, "dimona", BAKERY) == (True, "granted")
        assert server.decide(AMELIE.ssin, "dimona", BAKERY, domain="nsso-employer") == (True, "granted")
        assert server.decide(AMELIE.ssin, "dmfa", BAKERY) == (False, "not-granted")
        assert server.decide(AMELIE.ssin, "dimona", DE_LINDE) == (False, "not-assigned")
        assert server.decide(LUCAS.ssin, "dimona", BAKERY) == (False, "not-assigned")

        amelie = arrives(server, AMELIE, language, way)
        looks(amelie, "amelie-entities")
        amelie.goes_on_to("layout.nav.ownAccesses")
        reads_why(amelie)
        looks(amelie, "amelie-accesses")
        amelie.goes_on_to("layout.nav.ownData")
        looks(amelie, "amelie-data")
        amelie.signs_out()
        amelie.is_told("signedOut")
        assert server.verify().returncode == 0


def designates_herself(claire: Visitor, looks) -> None:
    # The card of the bakery leads to its form at once; she takes the long way, by its number.
    claire.sees(claire.say("entities.unregistered"))
    claire.follows("entities.registerAnother")
    claire.reads("designation.title")
    looks(claire, "designation-enterprise")
    claire.types("designation.facts.number", "0999.999.031")
    claire.presses("designation.enterprise.submit")

    claire.reads("designation.form.title")
    claire.ticks(claire.say("designation.form.myself", name=CLAIRE.name))
    claire.types("designation.form.ownEmail", EMAIL)
    claire.types("designation.form.ownPhone", "0470 00 00 99")
    looks(claire, "designation-form")
    claire.presses("designation.form.submit")

    claire.reads("designation.confirm.title")
    claire.follows("designation.confirm.correct")
    # Back to correct: everything is still there.
    assert claire.main.get_by_label(claire.say("designation.form.myself", name=CLAIRE.name)).is_checked()
    assert claire.field("designation.form.ownEmail").input_value() == EMAIL
    assert claire.field("designation.form.ownPhone").input_value() == "0470 00 00 99"
    claire.types("designation.form.ownPhone", PHONE)
    looks(claire, "designation-corrected")
    claire.presses("designation.form.submit")

    claire.reads("designation.confirm.title")
    for fact in (CLAIRE.name, EMAIL, "Boulangerie Tournesol", "0999.999.031"):
        claire.sees(fact)
    looks(claire, "designation-confirm")
    claire.ticks(claire.say("designation.confirm.declaration"))
    claire.presses("designation.confirm.submit")

    claire.reads("designation.done.title")
    claire.sees(claire.say("designation.done.yourself"))
    looks(claire, "designation-done")
    claire.follows("designation.done.home")


def activates_the_employer_domain(claire: Visitor, looks) -> None:
    claire.sees(claire.say("qualities.none"))
    looks(claire, "entity")
    claire.follows("qualities.activate.title")
    claire.reads("qualities.activate.title")
    claire.main.locator('input[name="domain"]').first.check()
    claire.types("qualities.activate.identifier", "1999990-61")
    claire.types("qualities.activate.email", EMAIL)
    looks(claire, "activate")
    claire.presses("parts.next")

    claire.reads("qualities.activate.confirmTitle")
    claire.sees("1999990-61")
    looks(claire, "activate-confirm")
    claire.presses("parts.confirm")
    claire.is_told("qualityActivated")
    looks(claire, "quality")


def registers_amelie(claire: Visitor, looks, server: Chatelaine) -> None:
    # "0 users", in the plural or singular of each language.
    claire.main.locator('a[href$="/users"]').click()
    claire.reads("users.title")
    looks(claire, "users-none")
    users = claire.page.url
    claire.adds("01.06.11-998.25")

    # Known already: her identity is given, not asked.
    claire.sees("Dubois")
    claire.sees(claire.say("users.form.known"))
    assert claire.field("users.form.familyName").count() == 0
    assert AMELIE.ssin not in claire.page.url
    claire.main.locator('input[name="applications"][value="dimona"]').check()
    claire.gives_email_if_asked()
    looks(claire, "user-form")
    claire.presses("users.save")
    claire.sees(claire.say("users.draft.warning"))
    looks(claire, "user-draft")

    # Left unconfirmed: visible in the list, and nothing is given.
    claire.goes(users)
    claire.sees(claire.say("users.drafts.badge"))
    looks(claire, "users-draft")
    assert server.decide(AMELIE.ssin, "dimona", BAKERY) == (False, "not-assigned")
    claire.follows("users.drafts.resume")
    claire.presses("users.confirm")
    claire.is_told("userRegistered")
    looks(claire, "user")
    claire.goes(users)
    claire.sees("Dubois")
    assert claire.main.get_by_text(claire.say("users.drafts.badge")).count() == 0
    looks(claire, "users")


def reads_why(amelie: Visitor) -> None:
    """What she may open, that it was given to her, and through whom: from the company register down to herself."""
    amelie.reads("ownData.accesses.title")
    amelie.sees("Boulangerie Tournesol")
    assert "dimona" in amelie.main.locator(".openings").inner_text().lower()
    amelie.sees(amelie.say("decisions.granted"))
    links = amelie.page.locator("ol.chain .link-who").all_inner_texts()
    assert links == [CLAIRE.name, CLAIRE.name, AMELIE.name]
