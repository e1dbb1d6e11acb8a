import Rules

enum SocialDomains {
    static let telecomOperator = AccessDomain(
        "telecom-operator", .enterprise, fr: "Opérateur téléphonique", nl: "Telefoonoperator", de: "Telefonanbieter", en: "Telephone operator",
        applications: [
            SecuredApplication(
                "social-tariff", fr: "Tarifs téléphoniques sociaux (TTS)", nl: "Sociale telefoontarieven (STT)", de: "Soziale Telefontarife",
                en: "Social telephone tariffs")
        ])

    static let socialAction = AccessDomain(
        "social-action", .enterprise, fr: "Action Sociale", nl: "Maatschappelijk welzijn", de: "Sozialhilfe", en: "Social welfare",
        applications: [
            SecuredApplication(
                "identification", fr: "Identification des personnes", nl: "Identificatie van personen", de: "Identifizierung von Personen",
                en: "Identification of people"),
            SecuredApplication(
                "benefits", fr: "Consultation des prestations sociales", nl: "Raadpleging van sociale uitkeringen",
                de: "Abfrage der Sozialleistungen",
                en: "Consultation of social benefits"),
        ])

    static let associations = AccessDomain(
        "associations", .enterprise, fr: "Associations (travail associatif)", nl: "Verenigingen (verenigingswerk)",
        de: "Vereinigungen (Vereinsarbeit)",
        en: "Associations (association work)", applications: [PayrollApplications.complementaryActivities])

    static let supplementaryPensions = AccessDomain(
        "supplementary-pensions", .enterprise, fr: "Gestionnaire pensions complémentaires", nl: "Beheerder aanvullende pensioenen",
        de: "Verwalter von Zusatzpensionen", en: "Administrator of supplementary pensions",
        applications: [
            SecuredApplication(
                "pensions-administrator", fr: "Retraites complémentaires administrateur", nl: "Aanvullende pensioenen beheerder",
                de: "Zusatzpensionen Verwalter", en: "Supplementary pensions administrator"),
            SecuredApplication(
                "pensions-register", fr: "Déclaration électronique au Cadastre des Pensions", nl: "Elektronische aangifte aan het Pensioenkadaster",
                de: "Elektronische Meldung an das Pensionskataster", en: "Electronic declaration to the pension register"),
        ])

    static let all = [telecomOperator, socialAction, associations, supplementaryPensions]
}
