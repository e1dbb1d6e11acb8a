import Rules

/// Applications that several domains share. Labels that look alike say what they are for, so that nobody ticks the wrong one
/// (complaint 4 of DOMAIN §8).
enum PayrollApplications {
    static let dimona = SecuredApplication(
        "dimona", fr: "DIMONA V2: Déclaration Immédiate à l'emploi", nl: "Dimona: onmiddellijke aangifte van tewerkstelling",
        de: "Dimona: unmittelbare Beschäftigungsmeldung", en: "Dimona: immediate declaration of employment")
    static let dmfa = SecuredApplication(
        "dmfa", fr: "Déclaration multifonctionnelle Dmfa (introduire une déclaration)", nl: "Multifunctionele aangifte DmfA (een aangifte indienen)",
        de: "Multifunktionelle Meldung DmfA (eine Meldung einreichen)", en: "Multifunctional declaration DmfA (submit a declaration)")
    static let modification = SecuredApplication(
        "dmfa-modification", fr: "Déclaration de modification Dmfa (corriger une déclaration déjà introduite)",
        nl: "Wijziging DmfA (een ingediende aangifte verbeteren)", de: "Änderungsmeldung DmfA (eine eingereichte Meldung berichtigen)",
        en: "Modification of DmfA (correct a declaration already submitted)")
    static let consultation = SecuredApplication(
        "dmfa-consultation", fr: "Consultation Dmfa (lecture seule)", nl: "Raadpleging DmfA (alleen lezen)", de: "Abfrage DmfA (nur Lesen)",
        en: "Consultation of DmfA (read only)")
    static let invoices = SecuredApplication(
        "invoices", fr: "Consultation Factures", nl: "Raadpleging facturen", de: "Abfrage der Rechnungen", en: "Consultation of invoices")
    static let ecaro = SecuredApplication(
        "ecaro", fr: "Ecaro (droits aux réductions de cotisations)", nl: "Ecaro (recht op bijdrageverminderingen)",
        de: "Ecaro (Anspruch auf Beitragsermäßigungen)", en: "Ecaro (entitlement to contribution reductions)")
    static let socialRisks = SecuredApplication(
        "social-risks", fr: "Déclaration des risques sociaux", nl: "Aangifte van sociale risico's (ASR)", de: "Meldung der Sozialrisiken (MSR)",
        en: "Declaration of social risks")
    static let temporaryUnemployment = SecuredApplication(
        "temporary-unemployment", fr: "Chômage temporaire", nl: "Tijdelijke werkloosheid", de: "Zeitweilige Arbeitslosigkeit",
        en: "Temporary unemployment")
    static let worksDeclaration = SecuredApplication(
        "works-declaration", fr: "Déclaration unique de chantier", nl: "Unieke werfmelding", de: "Einheitliche Baustellenmeldung",
        en: "Single declaration of construction site")
    static let complementaryActivities = SecuredApplication(
        "complementary-activities", fr: "Activités complémentaires", nl: "Bijklussen", de: "Nebentätigkeiten", en: "Complementary activities")
    static let complementaryActivitiesForClients = SecuredApplication(
        "complementary-activities-mandatary", fr: "Activités complémentaires – Mandataire", nl: "Bijklussen – mandataris",
        de: "Nebentätigkeiten – Bevollmächtigter", en: "Complementary activities – mandatary")
    static let mandates = SecuredApplication(
        "mahis", fr: "Mahis – gestion des mandats", nl: "Mahis – beheer van mandaten", de: "Mahis – Verwaltung der Vollmachten",
        en: "Mahis – management of mandates")
    static let belcotax = SecuredApplication("belcotax", named: "Belcotax on Web")
    static let publiato = SecuredApplication("publiato", named: "Publiato")
    static let studentAtWork = SecuredApplication("student-at-work", named: "Student@work")

    /// What whoever declares wages needs, whatever they are.
    static let declarations = [dimona, dmfa, modification, consultation, invoices]
}
