"""What was done, why an access is there, and who looked: found by its words, with and without scripts, at every width."""

import re

import pytest

from conftest import NARROWEST, WIDE
from town import DE_LINDE, FATIMA, JAN, SOFIE

pytestmark = pytest.mark.appearance


@pytest.fixture
def manager(fresh_chatelaine, visitor):
    """The manager of the employer quality, who has just blocked a user."""
    jan = visitor(fresh_chatelaine, "fr", viewport=WIDE)
    jan.signs_in(JAN)
    blocks(jan, "Nowak")
    return jan


def blocks(reader, name: str) -> None:
    quality_of(reader)
    reader.page.locator("nav.functions").get_by_role("link", name=reader.say("users.title"), exact=True).click()
    reader.page.locator("tbody tr", has_text=name).locator("th a").first.click()
    reader.follows("users.block.action")
    reader.ticks(reader.say("blockReasons.absence"))
    reader.page.get_by_role("button", name=reader.say("users.block.submit")).click()
    reader.sees(reader.say("statuses.blocked"))


def quality_of(reader) -> None:
    reader.goes("/entities")
    reader.follows("roles.manager")
    reader.page.wait_for_url("**/qualities/*")


def opens_history(reader) -> None:
    quality_of(reader)
    reader.page.locator("nav.functions").get_by_role("link", name=reader.say("history.menu.quality"), exact=True).click()
    reader.reads("history.title")


def newest(reader) -> str:
    return reader.page.locator("table.history tbody tr").first.inner_text()


def test_the_history_of_a_quality_tells_in_words_and_is_filtered(manager, axe, fits):
    opens_history(manager)
    assert "Jan Vermeulen a bloqué" in newest(manager) and "Nowak" in newest(manager)
    assert "Absence de longue durée" in newest(manager) and "Gestionnaire d'Accès" in newest(manager)
    for viewport in (NARROWEST, WIDE):
        manager.page.set_viewport_size(viewport)
        fits(manager.page)
    axe(manager.page)
    form = manager.page.locator("form.filters")
    form.get_by_label("Type d'opération").select_option("user.blocked")
    form.get_by_label("Personne").fill("nowak")
    manager.presses("parts.search")
    manager.page.wait_for_url("**/history?*")
    assert manager.page.locator("table.history tbody tr").count() == 1
    form.get_by_label("Du", exact=True).fill("2040-01-01")
    manager.presses("parts.search")
    manager.sees(manager.say("history.none.title"))
    axe(manager.page)
    manager.follows("history.filter.everything")
    assert manager.page.locator("table.history tbody tr").count() > 5


def test_an_act_is_undone_from_the_history_and_both_say_so(manager, axe):
    opens_history(manager)
    manager.page.locator("table.history tbody tr").first.get_by_role("link", name="Annuler").click()
    manager.presses("users.undo.submit")
    manager.is_told("undone")
    opens_history(manager)
    rows = manager.page.locator("table.history tbody tr")
    assert "Annule ce qui a été fait le" in rows.nth(0).inner_text() and "Annulé le" in rows.nth(1).inner_text()
    assert rows.nth(1).locator("td.act a").count() == 0
    axe(manager.page)


def test_the_printed_sheet_says_what_was_asked_and_when(manager):
    opens_history(manager)
    sheet = manager.page.locator(".on-paper")
    assert not sheet.is_visible()
    manager.page.emulate_media(media="print")
    assert sheet.is_visible() and re.search(r"Tout l'historique – imprimé le \d+", sheet.inner_text())
    assert not manager.page.locator("form.filters").is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_why_leads_from_an_application_to_the_register(world, visitor, axe, fits, language, scripts):
    jan = visitor(world, language, java_script_enabled=scripts)
    jan.signs_in(JAN)
    quality_of(jan)
    jan.goes(f"{jan.page.url}/users")
    jan.page.locator("tbody tr", has_text="El Amrani").locator("th a").first.click()
    jan.main.get_by_role("link", name=jan.say("history.why.link")).first.click()
    jan.reads("history.why.title")
    steps = jan.page.locator("ol.chain > li")
    assert "Jan Vermeulen" in steps.nth(0).inner_text() and "Sofie Peeters" in steps.nth(2).inner_text()
    assert jan.say("history.why.register") in steps.last.inner_text() and "0999.999.130" in steps.last.inner_text()
    if scripts:
        axe(jan.page)
    jan.page.set_viewport_size(NARROWEST)
    fits(jan.page)


def test_everybody_reads_who_changed_and_who_saw_their_data(world, visitor, axe, fits):
    jan = visitor(world, "en")
    jan.signs_in(JAN)
    quality_of(jan)
    jan.goes(f"{jan.page.url}/users")
    jan.page.locator("tbody tr", has_text="El Amrani").locator("th a").first.click()
    jan.sees(FATIMA.name)
    fatima = visitor(world, "fr", viewport=NARROWEST)
    fatima.signs_in(FATIMA)
    fatima.goes("/me")
    fatima.follows("history.menu.own")
    fatima.reads("history.own.title")
    assert "a enregistré Fatima El Amrani comme utilisateur" in fatima.main.inner_text()
    fits(fatima.page)
    axe(fatima.page)
    fatima.follows("history.views.title")
    # Written together, a second later at most.
    for _ in range(20):
        if "Jan Vermeulen a vu votre NISS en entier." in fatima.main.inner_text():
            break
        fatima.page.wait_for_timeout(200)
        fatima.page.reload()
    assert "Jan Vermeulen a vu votre NISS en entier." in fatima.main.inner_text()
    fits(fatima.page)
    axe(fatima.page)
    fatima.goes("/me/accesses")
    fatima.follows("history.why.link")
    fatima.reads("history.why.title")
    axe(fatima.page)


def test_the_chief_reads_the_history_of_the_entity_without_scripts(world, visitor):
    sofie = visitor(world, "nl", java_script_enabled=False)
    sofie.inserts_card(SOFIE)
    sofie.goes(f"/entities/{DE_LINDE}/history")
    sofie.reads("history.title")
    assert "heeft de hoedanigheid geactiveerd" in sofie.main.inner_text()
    sofie.page.locator("form.filters select").select_option("chief.designated")
    sofie.presses("parts.search")
    assert sofie.page.locator("table.history tbody tr").count() == 1
