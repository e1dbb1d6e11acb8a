import Rules

/// Those who declare for others.
enum ServiceProviderDomains {
    static let serviceProvider = AccessDomain(
        "service-provider", .enterprise, fr: "Prestataire de services (personne morale)", nl: "Dienstverrichter (rechtspersoon)",
        de: "Dienstleister (juristische Person)", en: "Service provider (legal person)",
        applications: PayrollApplications.declarations + [
            PayrollApplications.socialRisks, PayrollApplications.temporaryUnemployment, PayrollApplications.complementaryActivitiesForClients,
            PayrollApplications.mandates,
        ])

    static let approvedSocialSecretariat = AccessDomain(
        "approved-social-secretariat", .agreement, fr: "Secrétariat Social Agréé", nl: "Erkend sociaal secretariaat",
        de: "Anerkanntes Sozialsekretariat", en: "Approved social secretariat",
        applications: PayrollApplications.declarations + [
            PayrollApplications.ecaro, PayrollApplications.socialRisks, PayrollApplications.temporaryUnemployment, PayrollApplications.belcotax,
            PayrollApplications.mandates,
        ])

    static let fullServiceSecretariat = AccessDomain(
        "full-service-secretariat", .enterprise, fr: "Secrétariat Full Service", nl: "Full-servicesecretariaat", de: "Full-Service-Sekretariat",
        en: "Full service secretariat",
        applications: PayrollApplications.declarations + [PayrollApplications.socialRisks, PayrollApplications.mandates])

    static let trustee = AccessDomain(
        "trustee", .enterprise, fr: "Curateur", nl: "Curator", de: "Konkursverwalter", en: "Trustee in bankruptcy",
        applications: PayrollApplications.declarations + [PayrollApplications.socialRisks])

    static let all = [serviceProvider, approvedSocialSecretariat, fullServiceSecretariat, trustee]
}
