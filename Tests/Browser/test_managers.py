"""Chapter IV of the manual, *Désigner des Gestionnaires d'Accès*, by the labels it prints (in its new terms), and the co-chiefs of an entity beside it."""

import pytest

from conftest import NARROW, WIDE
from town import DE_LINDE, LUCAS, MARIE_SSIN, PIETER, SOFIE

pytestmark = pytest.mark.appearance


def opens_the_quality(sofie) -> None:
    sofie.goes(f"/entities/{DE_LINDE}")
    sofie.main.get_by_role("link", name="Employeur ONSS", exact=True).click()


def types(visitor, label: str, text: str) -> None:
    visitor.main.get_by_label(label, exact=False).first.fill(text)


def is_registered(visitor, ssin: str, title: str) -> None:
    """Suivant, Enregistrer: up to the summary. Whoever nobody knows is named, and given a user name and a password, each twice."""
    visitor.main.get_by_label("NISS").fill(ssin)
    visitor.main.get_by_role("button", name="Suivant", exact=True).click()
    assert visitor.page.get_by_role("heading", level=1).inner_text() == title
    visitor.sees("Données d'identification")
    assert visitor.page.get_by_text("Applications sécurisées").count() == 0
    if ssin == MARIE_SSIN:
        types(visitor, "Nom *", "Collard")
        types(visitor, "Prénom", "Marie")
        visitor.main.get_by_label("Titre").select_option(index=1)
        for label in ("Nom d'utilisateur (première fois)", "Nom d'utilisateur (confirmation)"):
            types(visitor, label, "mariecollard")
        for label in ("Mot de passe (première fois)", "Mot de passe (confirmation)"):
            types(visitor, label, "quatre-saules-et-un-pont")
        types(visitor, "Adresse e-mail utilisateur", "marie.collard@example.com")
    # Of somebody from elsewhere only the names are shown.
    if ssin != LUCAS.ssin:
        visitor.main.get_by_label("Choix linguistique").select_option("fr")
        visitor.main.get_by_label("Adresse e-mail locale").fill("")
    visitor.gives_email_if_asked()
    visitor.main.get_by_role("button", name="Enregistrer", exact=True).click()
    assert visitor.page.get_by_role("heading", level=1).inner_text() == title
    visitor.sees(visitor.say("staff.warning"))
    visitor.main.get_by_role("link", name="Précédent", exact=True).click()
    visitor.main.get_by_role("button", name="Enregistrer", exact=True).click()


def confirms(visitor, told: str) -> None:
    visitor.main.get_by_role("button", name="Confirmer", exact=True).click()
    visitor.sees(told)


def is_usable(visitor, axe, fits, finished) -> None:
    finished(visitor.page, "fr")
    for viewport in (NARROW, WIDE):
        visitor.page.set_viewport_size(viewport)
        fits(visitor.page)
        for colours in ("dark", "light"):
            visitor.page.emulate_media(color_scheme=colours)
            axe(visitor.page)


def test_the_manager_is_changed_and_a_co_manager_added_and_removed(fresh_chatelaine, visitor, axe, fits, finished):
    sofie = visitor(fresh_chatelaine, "fr")
    sofie.inserts_card(SOFIE)
    opens_the_quality(sofie)

    sofie.main.get_by_role("link", name="Modifier le Gestionnaire d'Accès", exact=True).click()
    is_usable(sofie, axe, fits, finished)
    is_registered(sofie, LUCAS.ssin, "Création d'un Gestionnaire d'Accès")
    is_usable(sofie, axe, fits, finished)
    confirms(sofie, "Les données du Gestionnaire d'Accès ont bien été enregistrées")
    assert fresh_chatelaine.acts("manager.replaced") == 1

    sofie.main.get_by_role("link", name="Ajouter un co-Gestionnaire d'Accès", exact=True).click()
    is_registered(sofie, MARIE_SSIN, "Création d'un co-Gestionnaire d'Accès")
    is_usable(sofie, axe, fits, finished)
    confirms(sofie, "Les données du co-Gestionnaire d'Accès ont bien été enregistrées")
    is_usable(sofie, axe, fits, finished)

    sofie.main.get_by_role("link", name="Bloquer", exact=True).click()
    assert sofie.page.get_by_role("heading", level=1).inner_text() == "Blocage du co-Gestionnaire d'Accès"
    sofie.main.locator("input[name=reason]").first.check()
    is_usable(sofie, axe, fits, finished)
    sofie.main.get_by_role("button", name="Bloquer", exact=True).click()
    sofie.is_told("userBlocked")
    sofie.main.get_by_role("link", name="Débloquer", exact=True).click()
    sofie.main.get_by_role("button", name="Débloquer", exact=True).click()
    sofie.is_told("userUnblocked")

    sofie.main.get_by_role("link", name="Supprimer", exact=True).click()
    is_usable(sofie, axe, fits, finished)
    sofie.main.get_by_role("button", name="Supprimer", exact=True).click()
    sofie.is_told("userRemoved")
    assert fresh_chatelaine.acts("co-manager.removed") == 1
    assert fresh_chatelaine.verify().returncode == 0


def test_the_chief_appoints_blocks_and_removes_a_co_chief(fresh_chatelaine, visitor, axe, fits, finished):
    sofie = visitor(fresh_chatelaine, "fr")
    sofie.inserts_card(SOFIE)
    sofie.goes(f"/entities/{DE_LINDE}")
    sofie.main.get_by_role("link", name="co-Gestionnaires d'Accès Principaux", exact=True).click()
    is_usable(sofie, axe, fits, finished)
    sofie.main.get_by_role("link", name="Ajouter un co-Gestionnaire d'Accès Principal", exact=True).click()
    is_usable(sofie, axe, fits, finished)
    is_registered(sofie, PIETER.ssin, "Création d'un co-Gestionnaire d'Accès Principal")
    is_usable(sofie, axe, fits, finished)
    confirms(sofie, "Les données du co-Gestionnaire d'Accès Principal ont bien été enregistrées")
    is_usable(sofie, axe, fits, finished)

    sofie.main.get_by_role("link", name="Bloquer", exact=True).click()
    sofie.main.locator("input[name=reason]").first.check()
    sofie.main.get_by_role("button", name="Bloquer", exact=True).click()
    sofie.is_told("userBlocked")
    sofie.main.get_by_role("link", name="Retour à la liste des co-Gestionnaires d'Accès Principaux").click()
    sofie.sees("1 utilisateur trouvé")
    is_usable(sofie, axe, fits, finished)
    sofie.main.get_by_role("link", name=PIETER.name).click()
    sofie.main.get_by_role("link", name="Supprimer", exact=True).click()
    sofie.main.get_by_role("button", name="Supprimer", exact=True).click()
    sofie.is_told("userRemoved")
    assert fresh_chatelaine.acts("co-chief.removed") == 1
    assert fresh_chatelaine.verify().returncode == 0
