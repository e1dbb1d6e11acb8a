import Rules

/// Domains of other authorities than social security.
enum OtherAuthorityDomains {
    static let finance = AccessDomain(
        "finance", .enterprise, fr: "Finances", nl: "Financiën", de: "Finanzen", en: "Finance",
        applications: [
            SecuredApplication(
                "intervat", fr: "Intervat (TVA)", nl: "Intervat (btw)", de: "Intervat (MwSt.)", en: "Intervat (VAT)"),
            SecuredApplication(
                "biztax", fr: "Biztax (impôt des sociétés)", nl: "Biztax (vennootschapsbelasting)", de: "Biztax (Gesellschaftssteuer)",
                en: "Biztax (corporate income tax)"),
            SecuredApplication(
                "finprof", fr: "Finprof (précompte professionnel)", nl: "Finprof (bedrijfsvoorheffing)", de: "Finprof (Berufssteuervorabzug)",
                en: "Finprof (withholding tax on wages)"),
            SecuredApplication(
                "ubo", fr: "Registre UBO (bénéficiaires effectifs)", nl: "UBO-register (uiteindelijke begunstigden)",
                de: "UBO-Register (wirtschaftliche Eigentümer)", en: "UBO register (beneficial owners)"),
        ])

    static let mobility = AccessDomain(
        "mobility", .enterprise, fr: "Mobilité", nl: "Mobiliteit", de: "Mobilität", en: "Mobility",
        applications: [
            SecuredApplication(
                "vehicle-registration", fr: "Immatriculation de véhicules", nl: "Inschrijving van voertuigen", de: "Zulassung von Fahrzeugen",
                en: "Registration of vehicles"),
            SecuredApplication(
                "exceptional-transport", fr: "Transport exceptionnel", nl: "Uitzonderlijk vervoer", de: "Schwertransport", en: "Exceptional transport"
            ),
        ])

    static let all = [finance, mobility]
}
