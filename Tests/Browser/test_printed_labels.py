"""What the manual of 2018 prints on its screens, chapters IV and V, in its new terms (*Gestionnaire d'Accès* for *Gestionnaire local*): each screen is
opened, and each of its labels looked for as printed. What is missing is listed; senders, routing and mandates are not part of it."""

import pytest

from manual import Manual
from town import DE_LINDE, FATIMA, MARIE_SSIN, PIETER, SOFIE

pytestmark = pytest.mark.appearance

IDENTITY = ["Données d'identification", "Nom", "Prénom", "Titre", "NISS", "Choix linguistique", "Adresse e-mail utilisateur", "Adresse e-mail locale"]
FORM = [*IDENTITY, "Les champs marqués d'un * sont obligatoires", "Enregistrer"]
NEW_ACCOUNT = [
    "Introduisez deux fois le nom de l'utilisateur", "Nom d'utilisateur (première fois)", "Nom d'utilisateur (confirmation)",
    "Introduisez deux fois le mot de passe", "Mot de passe (première fois)", "Mot de passe (confirmation)",
]
SUMMARY = [*IDENTITY, "Nom d'utilisateur", "Date création", "Date modification", "Statut", "Actif", "Précédent", "Confirmer"]
LIST = [
    "Utilisateurs", "Afficher la liste des utilisateurs en fonction des critères suivants", "Nom", "Prénom", "Nom d'utilisateur", "Type", "NISS", "Statut",
    "Applications sécurisées", "Action", "Exporter les utilisateurs (.csv)", "Ajouter un utilisateur", "Suivant", "Exécuter",
    "Ajouter application(s)", "Supprimer application(s)", "Bloquer utilisateur(s)", "Débloquer utilisateur(s)", "Supprimer utilisateur(s)",
    "Ajouter un co-Gestionnaire d'Accès", "Changer de Gestionnaire d'Accès",
]
MENU = [
    "Fonctionnalités", "Gestion Qualité", "Accueil", "Utilisateurs", "Consulter ou modifier le détail de la qualité", "Rechercher utilisateurs",
    "Fonctions et hiérarchie de responsabilité", "Données personnelles", "Modifier mes données personnelles", "Modifier mon mot de passe",
]
GROUP = ["Données d'identification de la qualité", "Qualité", "Matricule ONSS", "Date de création", "Applications sécurisées", "Confirmer"]
PEOPLE = ["Nom", "Prénom", "Nom d'utilisateur", "Type", "NISS", "Statut", "Confirmer"]


def test_the_screens_of_the_manual_carry_its_labels(fresh_chatelaine, visitor):
    sofie = visitor(fresh_chatelaine, "fr", viewport={"width": 1280, "height": 1100})
    sofie.inserts_card(SOFIE)
    manual = Manual(sofie)
    page = manual.page

    sofie.goes("/entities")
    manual.shows(
        "home", "Bienvenue", "vous vous trouvez sur la page d'accueil de l'application de Gestion des accès pour Entreprises et Organisations",
        "Choisissez l'entreprise ou l'organisation pour laquelle vous souhaitez travailler au sein de cette application", "Cliquez sur le lien souhaité",
        "Numéro d'entreprise", "Gestionnaire d'Accès Principal", "Gestionnaire d'Accès", "N° INAMI", "Se déconnecter")
    sofie.goes(f"/entities/{DE_LINDE}")
    manual.shows(
        "entity", "Bienvenue", "vous accédez en tant que", "Dénomination", "Numéro d'entreprise", "Date de création", "Pensez à vérifier régulièrement",
        "les données relatives à vos activités professionnelles", "vos propres données", "Liste des qualités", "Nom", "Identifiant", "Employeur ONSS")
    manual.follows("Employeur ONSS")
    manual.quality = page.url
    manual.shows(
        "quality", "Bienvenue", "vous accédez en tant que", "pour la qualité suivante", "Dénomination", "Numéro d'entreprise", "Date de création", "Qualité",
        "Matricule ONSS", "Pensez à vérifier régulièrement", "données de la qualité", *MENU)

    manual.users()
    manual.shows("users", *LIST, *MENU)
    page.goto(manual.quality + "/users?status=active")
    manual.shows("users found", "utilisateurs trouvés")
    sofie.adds(MARIE_SSIN)
    manual.shows("new user", "Création d'un Utilisateur", *FORM, *NEW_ACCOUNT, "Applications sécurisées")
    page.get_by_label("Nom *", exact=False).first.fill("Collard")
    page.get_by_label("Prénom").first.fill("Marie")
    for label in ("Nom d'utilisateur (première fois)", "Nom d'utilisateur (confirmation)"):
        page.get_by_label(label).fill("mariecollard")
    for label in ("Mot de passe (première fois)", "Mot de passe (confirmation)"):
        page.get_by_label(label).fill("quatre-saules-et-un-pont")
    page.get_by_label("Adresse e-mail utilisateur").fill("marie.collard@example.com")
    page.locator('input[name="applications"]').first.check()
    manual.presses("Enregistrer")
    manual.shows("user summary", "Création d'un Utilisateur", *SUMMARY, "Applications sécurisées")
    manual.presses("Confirmer")
    manual.shows("user registered", "Les données de l'utilisateur ont bien été enregistrées")

    for action, title, done in [
        ("Ajouter application(s)", "Ajout d'application(s) à un groupe d'utilisateurs", "ajoutées"),
        ("Supprimer application(s)", "Suppression d'application(s) à un groupe d'utilisateurs", "supprimées"),
    ]:
        manual.carries_out(action, "El Amrani")
        page.locator('input[name="applications"][value="publiato"]').check()
        manual.presses("Suivant")
        manual.shows(
            action, title, *GROUP,
            f"Les applications que vous avez sélectionnées ci-dessous seront {done} aux utilisateurs que vous avez sélectionnés")
        manual.presses("Confirmer")
        told = "ajoutées" if done == "ajoutées" else "enlevées"
        manual.shows(f"{action}, done", f"ont été {told} aux utilisateurs que vous avez sélectionnés")

    for action, title, question, told in [
        ("Bloquer utilisateur(s)", "Blocage de l'utilisateur", "Etes-vous certain de vouloir bloquer le(s) utilisateur(s) suivant(s)", "Le blocage du ou des utilisateur(s) a réussi"),
        ("Débloquer utilisateur(s)", "Déblocage de l'utilisateur", "Etes-vous certain de vouloir débloquer le(s) utilisateur(s) suivant(s)", "Le déblocage du ou des utilisateur(s) a réussi"),
        ("Supprimer utilisateur(s)", "Suppression de l'utilisateur", "Etes-vous certain de vouloir supprimer le(s) utilisateur(s) suivant(s)", "La suppression du ou des utilisateur(s) a réussi"),
    ]:
        manual.carries_out(action, "Collard")
        manual.shows(action, title, question, *PEOPLE)
        manual.presses("Confirmer")
        manual.shows(f"{action}, done", told)

    for role, title, told in [
        ("co-manager", "Création d'un co-Gestionnaire d'Accès", "Les données du co-Gestionnaire d'Accès ont bien été enregistrées"),
        ("manager", "Création d'un Gestionnaire d'Accès", "Les données du Gestionnaire d'Accès ont bien été enregistrées"),
    ]:
        manual.users()
        sofie.adds((FATIMA if role == "co-manager" else PIETER).ssin, role)
        manual.shows(title, title, *FORM)
        sofie.gives_email_if_asked()
        manual.presses("Enregistrer")
        manual.shows(f"{title}, summary", title, *SUMMARY)
        manual.presses("Confirmer")
        manual.shows(f"{title}, done", told)

    page.goto(manual.quality + "/search")
    manual.shows(
        "search", "Rechercher utilisateurs", "Nom d'utilisateur", "Nom", "Prénom", "Titre", "NISS", "Choix linguistique", "Adresse e-mail")
    manual.ends()
