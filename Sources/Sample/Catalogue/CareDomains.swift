import Rules

enum CareDomains {
    static let insurability = SecuredApplication(
        "insurability", fr: "Assurabilité", nl: "Verzekerbaarheid", de: "Versicherbarkeit", en: "Insurability"
    )
    .described(
        fr: "Consultation assurabilité d'une personne.", nl: "De verzekerbaarheid van een persoon raadplegen.",
        de: "Die Versicherbarkeit einer Person abfragen.", en: "Consult whether a person is insured.")
    static let mailbox = SecuredApplication("ehealth-box", named: "eHealthBox")
        .described(
            fr: "Boîte aux lettres électronique eHealth.", nl: "Elektronische brievenbus van eHealth.", de: "Elektronischer Briefkasten von eHealth.",
            en: "Electronic mailbox of eHealth.")
    static let thirdPartyBilling = SecuredApplication(
        "third-party-billing", fr: "Automatisation de factures destinées aux Tiers Payants", nl: "Elektronische facturatie derde betaler",
        de: "Elektronische Abrechnung mit Drittzahlern", en: "Electronic billing of third-party payers"
    )
    .described(
        fr: "Automatisation de factures destinées aux Tiers Payants (prestataires de soins pour leurs patients).",
        nl: "Facturen van zorgverstrekkers voor hun patiënten elektronisch indienen.",
        de: "Rechnungen von Pflegeleistungserbringern für ihre Patienten elektronisch einreichen.",
        en: "Submit invoices of care providers for their patients electronically.")
    static let applications = [insurability, mailbox, thirdPartyBilling]

    static let hospital = AccessDomain(
        "hospital", .nihdi, fr: "Prestataire de soins : hôpital", nl: "Zorgverstrekker: ziekenhuis", de: "Pflegeleistungserbringer: Krankenhaus",
        en: "Care provider: hospital", applications: applications)
    static let careHome = AccessDomain(
        "care-home", .nihdi, fr: "Maison de repos", nl: "Rustoord", de: "Altenheim", en: "Care home", applications: applications)
    static let pharmacy = AccessDomain(
        "pharmacy", .nihdi, fr: "Pharmacie", nl: "Apotheek", de: "Apotheke", en: "Pharmacy", applications: applications)

    static let all = [hospital, careHome, pharmacy]
}
