import Rules

enum CareDomains {
    static let insurability = SecuredApplication(
        "insurability", fr: "Assurabilité", nl: "Verzekerbaarheid", de: "Versicherbarkeit", en: "Insurability")
    static let mailbox = SecuredApplication("ehealth-box", named: "eHealthBox")
    static let thirdPartyBilling = SecuredApplication(
        "third-party-billing", fr: "Automatisation de factures destinées aux Tiers Payants", nl: "Elektronische facturatie derde betaler",
        de: "Elektronische Abrechnung mit Drittzahlern", en: "Electronic billing of third-party payers")
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
