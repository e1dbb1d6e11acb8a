"""The list of users as the manual of 2018 prints it, chapter V: by its labels, in French, for one user and for many."""

import pytest

from conftest import NARROWEST
from town import JAN

pytestmark = pytest.mark.appearance

SHOWN_AT_ONCE = {"width": 1280, "height": 1100}
LABELS = [
    "Utilisateurs", "Afficher la liste des utilisateurs en fonction des critères suivants", "Nom", "Prénom", "Nom d'utilisateur", "Type", "NISS", "Statut",
    "Applications sécurisées", "Action", "Exporter les utilisateurs (.csv)", "Suivant",
]
MENU = {
    "Gestion Qualité": ["Accueil", "Utilisateurs", "Consulter ou modifier le détail de la qualité"],
    "Données personnelles": ["Modifier mes données personnelles", "Modifier mon mot de passe"],
}


class List:
    """The list of the users of a quality, in front of a reader."""

    def __init__(self, reader):
        self.reader, self.page, self.main = reader, reader.page, reader.main

    def opens(self) -> "List":
        self.reader.goes("/entities")
        self.reader.follows("roles.manager")
        self.page.locator("nav.functions").get_by_role("link", name=self.reader.say("users.title"), exact=True).click()
        return self

    def address(self) -> str:
        """Of the quality."""
        self.reader.goes("/entities")
        self.reader.follows("roles.manager")
        self.page.wait_for_url("**/qualities/*")
        return self.page.url

    def ticks(self, *names: str) -> None:
        for name in names:
            self.page.locator("tbody tr", has_text=name).locator("input[name=user]").check()

    def carries_out(self, label: str) -> None:
        self.page.locator("form.batch select").select_option(label=label)
        self.page.get_by_role("button", name=self.reader.say("users.selection.submit")).click()

    def confirms(self) -> None:
        self.reader.presses("users.confirm")

    def row(self, name: str):
        return self.page.locator("tbody tr", has_text=name)


@pytest.fixture
def users(world, visitor):
    jan = visitor(world, "fr", viewport=SHOWN_AT_ONCE)
    jan.signs_in(JAN)
    return List(jan).opens()


def test_every_printed_label_of_the_list_stands_there(users, axe):
    for label in LABELS:
        assert users.page.get_by_text(label, exact=True).count(), label
    offered = users.page.locator("form.batch select option").all_inner_texts()
    assert offered[1:] == [
        "Ajouter application(s)", "Supprimer application(s)", "Bloquer utilisateur(s)", "Débloquer utilisateur(s)", "Supprimer utilisateur(s)",
    ]
    assert "Ajouter un utilisateur" in users.page.locator("form.adding select option").all_inner_texts()
    menu = users.page.locator("nav.functions")
    for heading, links in MENU.items():
        assert menu.get_by_role("heading", name=heading).count() == 1
        for link in links:
            assert menu.get_by_role("link", name=link, exact=True).count() == 1, link
    axe(users.page)


def test_the_walk_of_the_manual_from_giving_an_application_to_removing_a_user(users, axe):
    users.ticks("El Amrani", "Nowak")
    users.carries_out("Ajouter application(s)")
    users.reader.reads("users.selection.titles.add-applications")
    for label in ["Données d'identification de la qualité", "Qualité", "Date de création", "Applications sécurisées"]:
        assert users.main.get_by_text(label).count(), label
    axe(users.page)
    users.page.locator('input[name="applications"][value="publiato"]').check()
    users.reader.presses("users.next")
    axe(users.page)
    users.confirms()
    users.reader.sees("Les applications que vous avez sélectionnées ont été ajoutées aux utilisateurs que vous avez sélectionnés.")
    for action, question, told, status in [
        ("Bloquer utilisateur(s)", "Etes-vous certain de vouloir bloquer", "Le blocage du ou des utilisateur(s) a réussi", "Bloqué"),
        ("Débloquer utilisateur(s)", "Etes-vous certain de vouloir débloquer", "Le déblocage du ou des utilisateur(s) a réussi", "Actif"),
        ("Supprimer utilisateur(s)", "Etes-vous certain de vouloir supprimer", "La suppression du ou des utilisateur(s) a réussi", None),
    ]:
        users.ticks("Nowak")
        users.carries_out(action)
        users.reader.sees(question)
        users.confirms()
        users.reader.sees(told)
        assert users.row("Nowak").count() == (1 if status else 0)
        if status:
            assert status in users.row("Nowak").inner_text()
    # And it can be taken back.
    users.page.get_by_role("link", name=users.reader.say("users.undo.action")).click()
    axe(users.page)
    users.reader.presses("users.undo.submit")
    users.reader.is_told("undone")
    assert users.row("Nowak").count() == 1


def test_a_search_by_number_leaves_no_number_in_the_address(users):
    users.page.locator("form.filters").get_by_label("NISS").fill("88.08.16-998.38")
    users.reader.presses("parts.search")
    users.page.wait_for_url("**/users?person=*")
    assert users.page.locator("tbody tr").count() == 1 and "El Amrani" in users.page.locator("tbody").inner_text()
    assert "880816" not in users.page.url and "88.08" not in users.page.url
    assert users.page.locator("form.filters").get_by_label("NISS").input_value() == "88.08.16-998.38"


def test_names_are_asked_for_apart_and_together(users):
    for typed, found in [({"Prénom": "fat"}, 1), ({"Nom": "fatimael"}, 1), ({"Prénom": "amrani"}, 0), ({"Nom": "el", "Prénom": "fatima"}, 1), ({"Nom d'utilisateur": "fatima"}, 1)]:
        for label, text in typed.items():
            users.page.locator("form.filters").get_by_label(label, exact=True).fill(text)
        users.reader.presses("parts.search")
        users.page.wait_for_url("**/users?*")
        assert users.page.locator("tbody tr").count() == found, typed
        users.page.goto(users.page.url.split("?")[0])


def test_ticking_all_needs_no_more_than_one_click_and_the_number_is_said(users):
    users.page.locator("thead input[type=checkbox]").check()
    ticked = users.page.locator("tbody input[name=user]:checked").count()
    assert ticked == users.page.locator("tbody tr").count() > 10
    assert str(ticked) in users.page.locator("[data-selected]").inner_text()


def test_twenty_four_users_stand_on_one_screen(world, visitor):
    from town import HELENE
    from test_lists import users_of

    reader = visitor(world, "fr", viewport=SHOWN_AT_ONCE)
    reader.signs_in(HELENE)
    reader.goes(users_of(reader))
    bottoms = reader.page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.getBoundingClientRect().bottom)")
    assert bottoms[23] <= 1100
    dates = reader.page.locator("tbody td.since").evaluate_all("cells => cells.map(cell => cell.getClientRects().length)")
    assert set(dates) == {1}


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_telephone_the_menu_folds_away_and_a_selection_works(world, visitor, fits, axe, scripts):
    reader = visitor(world, "fr", viewport=NARROWEST, java_script_enabled=scripts)
    reader.signs_in(JAN)
    reader.goes("/entities")
    reader.follows("roles.manager")
    menu = reader.page.locator("nav.functions")
    assert not menu.is_visible()
    reader.page.get_by_role("button", name="Fonctionnalités", exact=True).click()
    assert menu.is_visible()
    menu.get_by_role("link", name="Utilisateurs", exact=True).click()
    users = List(reader)
    if scripts:
        fits(reader.page)
        axe(reader.page)
    # Another each time: the world is the same.
    users.ticks("Lefèvre" if scripts else "Gonçalves")
    users.carries_out("Bloquer utilisateur(s)")
    users.confirms()
    reader.sees("Le blocage du ou des utilisateur(s) a réussi")


def test_on_a_telephone_every_field_of_the_search_is_there(world, visitor, fits, axe):
    reader = visitor(world, "fr", viewport=NARROWEST)
    reader.signs_in(JAN)
    reader.goes(List(reader).address() + "/search")
    for label in ["Nom d'utilisateur", "Nom", "Prénom", "NISS", "Adresse e-mail", "Titre", "Choix linguistique", "Applications sécurisées"]:
        assert reader.main.get_by_label(label, exact=True).is_visible(), label
    fits(reader.page)
    axe(reader.page)
