"""What other manuals print on their screens: chapter III of that of 2018, *Octroyer un accès à Activités complémentaires*, the procedure for care homes,
and §§ 3–5 of that of 2008, in the terms of 2018. Each screen is opened, each step of a wizard is walked, each label looked for as printed. Senders,
routing and mandates are not part of it. Where a manual prints the English words *Home* and *Help* on its French screens, *Accueil* and *Aide* stand here. What
is not there yet: the account of a new manager while a quality is activated, actions on several co-chiefs at once, and a status of one's own data."""

import pytest

from manual import Manual
from town import AMIS, DE_LINDE, FATIMA, LUCAS, MARIE_SSIN, NADIA, PASSWORD, PIETER, SOFIE

pytestmark = pytest.mark.appearance

WIDE = {"width": 1280, "height": 1100}
PORTAL = "Gestion du certificat à utiliser sur le portail de la Sécurité Sociale"
OWN = ["Données personnelles", "Modifier mes données personnelles", "Modifier mon mot de passe", PORTAL]
QUALITY_MENU = ["Fonctionnalités", "Gestion Qualité", "Accueil", "Utilisateurs", "Consulter ou modifier le détail de la qualité", "Rechercher utilisateurs", *OWN]
ENTITY_MENU = [
    "Fonctionnalités", "Gestion Entreprise", "Accueil - Liste des qualités", "Consulter ou modifier le détail de l'Entreprise",
    "co-Gestionnaires d'Accès Principaux", "Rechercher utilisateurs", *OWN,
]
FILTER = ["Nom", "Prénom", "Nom d'utilisateur", "Type", "NISS", "Statut", "Applications sécurisées"]
COLUMNS = ["Nom", "Prénom", "Nom d'utilisateur", "Type", "NISS", "Statut", "Action"]
LIST = [
    *COLUMNS, "Afficher la liste des utilisateurs en fonction des critères suivants", "Exécuter", "Ajouter un utilisateur",
    "Ajouter un co-Gestionnaire d'Accès", "Suivant",
]
IDENTITY = ["Données d'identification", "Nom d'utilisateur", "Nom", "Prénom", "Titre", "NISS", "Choix linguistique"]
ADDRESSES = ["Adresse e-mail utilisateur", "Adresse e-mail locale"]
NOTE = "cette adresse peut être utilisée dans le cadre de vos contacts individuels avec le centre de contact"
OBLIGATORY = "Les champs marqués d'un * sont obligatoires"
NEW_ACCOUNT = ["Introduisez deux fois le nom de l'utilisateur", "Introduisez deux fois le mot de passe"]
NEW_ACCOUNT_FIELDS = ["Nom d'utilisateur (première fois)", "Nom d'utilisateur (confirmation)", "Mot de passe (première fois)", "Mot de passe (confirmation)"]
SUMMARY = [*IDENTITY, *ADDRESSES, "Date création", "Date modification", "Statut"]


def reads(visitor, server, who=None) -> Manual:
    someone = visitor(server, "fr", viewport=WIDE)
    if who:
        someone.inserts_card(who)
    return Manual(someone)


def opens(manual: Manual, entity: str, quality: str) -> None:
    manual.page.goto(f"/entities/{entity}")
    manual.follows(quality)
    manual.quality = manual.page.url


def fills_in_the_new_account(manual: Manual, name: str) -> None:
    manual.page.get_by_label("Nom *", exact=False).first.fill("Collard")
    manual.page.get_by_label("Prénom").first.fill("Marie")
    for label in NEW_ACCOUNT_FIELDS[:2]:
        manual.page.get_by_label(label).fill(name)
    for label in NEW_ACCOUNT_FIELDS[2:]:
        manual.page.get_by_label(label).fill("quatre-saules-et-un-pont")
    manual.page.get_by_label("Adresse e-mail utilisateur").fill("marie.collard@example.com")


def test_chapter_iii_on_the_chief(chatelaine, visitor):
    manual = reads(visitor, chatelaine)
    manual.page.goto("/access-managers")
    manual.shows("steps", "Désigner des Gestionnaires d'Accès", "Gestionnaire d'Accès Principal", "collaborateurs")
    manual.reader.inserts_card(SOFIE)
    manual.page.goto(f"/entities/{DE_LINDE}")
    manual.shows(
        "entity", "Gestionnaire d'Accès Principal", "Gestionnaire d'Accès", "déléguer cette gestion en nommant un Gestionnaire d'Accès pour chacune d'elles")
    manual.follows("Maison de repos")
    manual.shows("quality managed by the chief", "Le Gestionnaire d'Accès Principal gère cette qualité lui-même")
    manual.page.goto(manual.page.url + "/users")
    manual.carries("delegation", "Changer de Gestionnaire d'Accès", "Ajouter un co-Gestionnaire d'Accès")
    manual.ends()


def test_the_manual_on_complementary_activities(fresh_chatelaine, visitor):
    manual = reads(visitor, fresh_chatelaine)
    page = manual.page
    page.goto("/")
    manual.carries("portal", "Se connecter")
    manual.reader.inserts_card(NADIA)
    page.goto("/entities")
    manual.carries("home", "Se déconnecter", "Accueil", "Aide")
    manual.shows(
        "home", "Bienvenue", "vous vous trouvez sur la page d'accueil de l'application de Gestion des accès pour Entreprises et Organisations",
        "se trouvent toutes les entités dans lesquelles vous êtes enregistré(e)", "les différents rôles qui vous ont été donnés",
        "sous la forme d'un hyperlien", "Vous pouvez revenir sur cette page-ci à tout moment en cliquant sur",
        "En cas de nécessité, le manuel utilisateur est accessible via le lien Aide",
        "Choisissez l'entreprise ou l'organisation pour laquelle vous souhaitez travailler au sein de cette application", "Cliquez sur le lien souhaité",
        "Dénomination", "Numéro d'entreprise", "Gestionnaire d'Accès Principal", "Gestionnaire d'Accès")
    opens(manual, AMIS, "Associations (travail associatif)")
    manual.carries("quality", *[label for label in QUALITY_MENU if label != "Fonctionnalités"])
    manual.shows("quality", "Fonctionnalités")
    manual.users()
    manual.carries("users", "Utilisateurs", *LIST, "Changer de Gestionnaire d'Accès")
    manual.fields("users", *FILTER)
    manual.reader.adds(MARIE_SSIN)
    manual.carries("new user", "Création d'un Utilisateur", *IDENTITY[:1], *IDENTITY[2:], *ADDRESSES, "Enregistrer", "Français")
    manual.shows("new user", "Nom d'utilisateur", OBLIGATORY, NOTE, "Applications sécurisées", "Activités complémentaires – déclaration et consultation")
    fills_in_the_new_account(manual, "mariecollard")
    page.locator('input[name="applications"]').first.check()
    manual.presses("Enregistrer")
    manual.carries("summary", "Création d'un Utilisateur", *SUMMARY, "Applications sécurisées", "Précédent", "Confirmer")
    manual.shows("summary", "Actif", "Activités complémentaires – déclaration et consultation")
    manual.presses("Confirmer")
    page.goto(manual.quality + "/users?status=active")
    manual.carries("users found", "Exporter les utilisateurs (.csv)", "Supprimer utilisateur(s)", "Actif", "GA")
    manual.shows("users found", "utilisateurs trouvés", "Page 1")
    manual.ends()


def test_the_procedure_for_care_homes(fresh_chatelaine, visitor):
    manual = reads(visitor, fresh_chatelaine)
    page = manual.page
    page.goto("/sign-in")
    manual.carries("sign in", "Se connecter", "Avec vos codes d'accès", "J'ai oublié mon mot de passe", "Mon entreprise n'a pas encore d'accès")
    manual.fields("sign in", "Nom d'utilisateur", "Mot de passe")
    manual.reader.inserts_card(SOFIE)
    opens(manual, DE_LINDE, "Maison de repos")
    manual.shows(
        "quality", "Bienvenue", "vous accédez en tant que", "au portail de la Sécurité Sociale pour la qualité suivante",
        "Pensez à vérifier régulièrement les", "que vous gérez", "Fonctionnalités")
    manual.carries(
        "quality", "Dénomination", "N° INAMI", "Date de création", "Qualité", "données de la qualité", "Aide", "Fonctions et hiérarchie de responsabilité",
        *[label for label in QUALITY_MENU if label != "Fonctionnalités"])
    manual.users()
    manual.carries("users", "Utilisateurs", *LIST, "Actif", "USER")
    manual.fields("users", *FILTER)
    manual.reader.adds(MARIE_SSIN)
    manual.carries("new user", "Création d'un Utilisateur", *[label for label in IDENTITY if label != "Nom d'utilisateur"], *ADDRESSES)
    manual.fields("new user", *NEW_ACCOUNT_FIELDS[:2], "Assurabilité", "eHealthBox")
    manual.shows(
        "new user", OBLIGATORY, NOTE, "Applications sécurisées", "Consultation assurabilité d'une personne", "Boîte aux lettres électronique eHealth",
        "Automatisation de factures destinées aux Tiers Payants (prestataires de soins pour leurs patients)")
    manual.carries("new user", "Annuler", "Enregistrer")
    manual.ends()


def test_sections_3_to_5_of_the_manual_of_2008(fresh_chatelaine, visitor):
    manual = reads(visitor, fresh_chatelaine, SOFIE)
    section_3(manual)
    section_4_on_the_enterprise(manual)
    section_4_on_co_chiefs(manual)
    section_5_on_a_quality(manual)
    fatima = visitor(fresh_chatelaine, "fr", viewport=WIDE)
    fatima.signs_in(FATIMA)
    manual.handed_to(fatima)
    sections_4_and_5_on_own_data(manual)
    manual.ends()


def section_3(manual):
    page = manual.page
    page.goto(f"/entities/{DE_LINDE}")
    manual.carries("entity", "FR", "NL", "DE", *[label for label in ENTITY_MENU if label != "Fonctionnalités"])
    manual.carries("entity", "Dénomination", "Numéro d'entreprise", "Liste des qualités", "Nom", "Identifiant", "Employeur ONSS", "Activer la qualité")
    manual.shows(
        "entity", "Bienvenue", "Fonctionnalités", "vous accédez en tant que", "au portail de la Sécurité Sociale",
        "C'est vous qui avez la responsabilité de gérer les différentes qualités liées à vos activités professionnelles",
        "Si vous le souhaitez, vous avez la possibilité de", "déléguer cette gestion en nommant un Gestionnaire d'Accès pour chacune d'elles",
        "accéder à diverses informations, que ce soit au niveau de vos activités professionnelles, des qualités ou de vos données personnelles",
        "Pensez à vérifier régulièrement les données relatives à vos activités professionnelles et à mettre à jour vos propres données",
        "lorsque celles-ci changent")
    manual.follows("Employeur ONSS")
    manual.quality = page.url
    manual.users()
    manual.carries("users", "Utilisateurs", *LIST, "Bloquer utilisateur(s)", "Actif", "Bloqué", "GA", "USER")
    manual.fields("users", *FILTER)
    page.goto(manual.quality + "/users?status=active")
    manual.shows("users found", "utilisateurs trouvés", "Page 1")


def section_4_on_the_enterprise(manual):
    page = manual.page
    page.goto(f"/entities/{DE_LINDE}/activate")
    manual.carries(
        "activation", "Activer une qualité", "Données d'identification de la qualité", "Qualité", "Gestionnaire d'Accès", "Suivant",
        "Je désire assurer moi-même la gestion de la qualité", "Je veux désigner un Gestionnaire d'Accès pour gérer la qualité")
    manual.fields("activation", "NISS", "Nom", "Prénom", "Adresse e-mail", "Titre", "Choix linguistique", "Adresse e-mail locale", *NEW_ACCOUNT_FIELDS)
    manual.shows("activation", *NEW_ACCOUNT)
    manual.shows("activation", "Numéro d'entreprise", OBLIGATORY)
    page.locator('input[name="domain"]').first.check()
    page.get_by_label("Adresse e-mail de la qualité").fill("maison@example.com")
    page.get_by_label("Je veux désigner un Gestionnaire d'Accès pour gérer la qualité").check()
    page.get_by_label("NISS").fill(LUCAS.ssin)
    manual.presses("Suivant")
    manual.carries("activation, summary", "Données d'identification de la qualité", "Qualité", "Numéro d'entreprise", "Gestionnaire d'Accès", "Précédent", "Confirmer")
    manual.shows("activation, summary", "Applications sécurisées")

    page.goto(f"/entities/{DE_LINDE}/contact")
    manual.carries(
        "entity", "Détail de l'entreprise", "Données d'identification de l'entreprise", "Dénomination", "Numéro d'entreprise", "Date de création",
        "Gestionnaire d'Accès Principal", "Nom d'utilisateur", "Nom", "Prénom", "NISS", "Adresse e-mail", "Adresse e-mail locale", "Annuler",
        "Enregistrer")
    manual.fields("entity", "Adresse e-mail de l'entreprise")

    page.goto(f"/entities/{DE_LINDE}/search")
    manual.carries("search", "Rechercher utilisateurs", "Critères de recherche", "Annuler", "Rechercher")
    manual.fields("search", "Qualité", "Nom d'utilisateur", "Nom", "Prénom", "Titre", "NISS", "Choix linguistique", "Adresse e-mail")


def section_4_on_co_chiefs(manual):
    page = manual.page
    place = f"/entities/{DE_LINDE}/co-chiefs"
    page.goto(place)
    manual.shows(
        "co-chiefs", "désigner un ou plusieurs co-Gestionnaires d'Accès Principaux qui pourront vous assister dans vos tâches de gestion")
    manual.follows("Ajouter un co-Gestionnaire d'Accès Principal")
    manual.fields("number", "NISS")
    manual.carries("number", "Suivant")
    page.get_by_label("NISS").first.fill(MARIE_SSIN)
    manual.presses("Suivant")
    manual.carries("form", "Création d'un co-Gestionnaire d'Accès Principal", "Données d'identification", "NISS", "Annuler", "Enregistrer")
    manual.fields("form", "Nom", "Prénom", "Titre", "Choix linguistique", *NEW_ACCOUNT_FIELDS, *ADDRESSES)
    manual.shows("form", OBLIGATORY, NOTE, *NEW_ACCOUNT)
    fills_in_the_new_account(manual, "mariecollard")
    manual.presses("Enregistrer")
    manual.carries("summary", "Création d'un co-Gestionnaire d'Accès Principal", *SUMMARY, "Confirmer", "Précédent")
    manual.shows("summary", "Actif", "Français")
    manual.presses("Confirmer")
    manual.carries("co-chief", "Modifier", "Nouveau mot de passe", "Bloquer", "Supprimer")
    manual.follows("Bloquer")
    manual.carries("blocking", "Blocage du co-Gestionnaire d'Accès Principal", "Bloquer")
    page.goto(place)
    manual.carries("list", "co-Gestionnaires d'Accès Principaux", *COLUMNS, "Co-GAP", "Actif", "Exécuter", "Ajouter un co-Gestionnaire d'Accès Principal")
    manual.shows("list", "1 utilisateur trouvé")


def sections_4_and_5_on_own_data(manual):
    page = manual.page
    page.goto("/me")
    manual.carries("own data", "Modifier mes données personnelles", *IDENTITY, "Date création", "Date modification", "Statut", "Annuler", "Enregistrer")
    manual.fields("own data", "Choix linguistique", *ADDRESSES)
    manual.shows("own data", OBLIGATORY, NOTE, "Actif", "Français")
    page.goto("/me/password")
    manual.carries("password", "Modifier mon mot de passe", "Mot de passe actuel", "Nouveau mot de passe", "Annuler", "Confirmer")
    manual.fields("password", "Introduisez votre mot de passe actuel", "Introduisez votre nouveau mot de passe", "Confirmez votre nouveau mot de passe")
    page.get_by_label("Introduisez votre mot de passe actuel").fill(PASSWORD)
    for label in ("Introduisez votre nouveau mot de passe", "Confirmez votre nouveau mot de passe"):
        page.get_by_label(label).fill("quatre-saules-et-un-pont")
    manual.presses("Confirmer")
    manual.shows("password, done", "Votre mot de passe a bien été changé")
    page.goto("/me/certificate")
    manual.carries("certificate", PORTAL, "Le certificat", "Annuler", "Enregistrer")
    manual.fields("certificate", "Chargement du certificat")
    manual.shows(
        "certificate", "il existe un certain nombre de services pour lesquels, à côté du nom d'utilisateur et du mot de passe, un certificat doit être donné",
        "Ici, vous pouvez charger le certificat qui sera utilisé pour accéder aux services sécurisés par le certificat",
        "quels certificats vous pouvez utiliser à cet effet et comment vous devez charger le certificat")


def section_5_on_a_quality(manual):
    page = manual.page
    opens(manual, DE_LINDE, "Employeur ONSS")
    manual.carries("menu", *[label for label in QUALITY_MENU if label != "Fonctionnalités"])
    manual.shows("menu", "Fonctionnalités")
    page.get_by_role("link", name="Consulter ou modifier le détail de la qualité").first.click()
    manual.carries(
        "quality", "Détail de la qualité", "Données d'identification de la qualité", "Type", "Matricule ONSS", "Date de création", "Gestionnaire d'Accès",
        "Nom d'utilisateur", "Nom", "Prénom", "NISS", "Adresse e-mail", "Adresse e-mail locale", "Applications sécurisées", "Date d'attribution",
        "Annuler", "Enregistrer")
    manual.fields("quality", "Adresse e-mail de la qualité")
    manual.users()
    manual.carries("users", "Utilisateurs", *LIST, "Bloquer utilisateur(s)", "GA", "Co-GA", "USER", "Actif")
    manual.fields("users", *FILTER)
    manual.carries_out("Bloquer utilisateur(s)", PIETER.name.split()[1])
    manual.carries("blocking a co-manager", "Blocage de l'utilisateur", "Nom", "Prénom", "Nom d'utilisateur", "Type", "NISS", "Statut", "Confirmer")
    manual.reader.page.goto(manual.quality + "/users")
    manual.reader.adds(FATIMA.ssin, "co-manager")
    manual.carries("new co-manager", "Création d'un co-Gestionnaire d'Accès", "Enregistrer", "Annuler")
