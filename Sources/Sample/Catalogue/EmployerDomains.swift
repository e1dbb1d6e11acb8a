import Rules

enum EmployerDomains {
    static let nssoEmployer = AccessDomain(
        "nsso-employer", .nsso, fr: "Employeur ONSS", nl: "Werkgever RSZ", de: "LSS-Arbeitgeber", en: "NSSO employer",
        applications: PayrollApplications.declarations + [
            PayrollApplications.ecaro, PayrollApplications.socialRisks, PayrollApplications.temporaryUnemployment, PayrollApplications.belcotax,
            PayrollApplications.worksDeclaration, PayrollApplications.publiato, PayrollApplications.studentAtWork,
            PayrollApplications.complementaryActivities,
        ])

    static let provincialLocalEmployer = AccessDomain(
        "provincial-local-employer", .provincialLocal, fr: "Employeur APL (administration provinciale ou locale)",
        nl: "Werkgever PPL (provinciale of plaatselijke overheidsdienst)", de: "Arbeitgeber PLV (provinziale oder lokale Verwaltung)",
        en: "Provincial or local administration as employer",
        applications: PayrollApplications.declarations + [
            PayrollApplications.ecaro, PayrollApplications.socialRisks, PayrollApplications.belcotax, PayrollApplications.publiato,
            PayrollApplications.studentAtWork,
        ])

    static let all = [nssoEmployer, provincialLocalEmployer]
}
