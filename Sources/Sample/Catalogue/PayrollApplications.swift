import Rules

/// Applications that several domains share. Labels that look alike say what they are for, so that nobody ticks the wrong one
/// (complaint 4 of DOMAIN §8).
enum PayrollApplications {
    static let dimona = SecuredApplication(
        "dimona", fr: "DIMONA V2: Déclaration Immédiate à l'emploi", nl: "Dimona: onmiddellijke aangifte van tewerkstelling",
        de: "Dimona: unmittelbare Beschäftigungsmeldung", en: "Dimona: immediate declaration of employment"
    )
    .described(
        fr: "Annoncer l'entrée et la sortie de chaque travailleur.", nl: "De indiensttreding en uitdiensttreding van elke werknemer melden.",
        de: "Beginn und Ende jeder Beschäftigung melden.", en: "Announce when each employee starts and leaves.")
    static let dmfa = SecuredApplication(
        "dmfa", fr: "Déclaration multifonctionnelle Dmfa (introduire une déclaration)", nl: "Multifunctionele aangifte DmfA (een aangifte indienen)",
        de: "Multifunktionelle Meldung DmfA (eine Meldung einreichen)", en: "Multifunctional declaration DmfA (submit a declaration)"
    )
    .described(
        fr: "Introduire la déclaration trimestrielle des salaires et du temps de travail.",
        nl: "De kwartaalaangifte van lonen en arbeidstijd indienen.", de: "Die Quartalsmeldung der Löhne und Arbeitszeiten einreichen.",
        en: "Submit the quarterly declaration of wages and working time.", confusedWith: ["dmfa-modification", "dmfa-consultation"])
    static let modification = SecuredApplication(
        "dmfa-modification", fr: "Déclaration de modification Dmfa (corriger une déclaration déjà introduite)",
        nl: "Wijziging DmfA (een ingediende aangifte verbeteren)", de: "Änderungsmeldung DmfA (eine eingereichte Meldung berichtigen)",
        en: "Modification of DmfA (correct a declaration already submitted)"
    )
    .described(
        fr: "Corriger une déclaration trimestrielle déjà introduite.", nl: "Een al ingediende kwartaalaangifte verbeteren.",
        de: "Eine schon eingereichte Quartalsmeldung berichtigen.", en: "Correct a quarterly declaration already submitted.",
        confusedWith: ["dmfa", "dmfa-consultation"])
    static let consultation = SecuredApplication(
        "dmfa-consultation", fr: "Consultation Dmfa (lecture seule)", nl: "Raadpleging DmfA (alleen lezen)", de: "Abfrage DmfA (nur Lesen)",
        en: "Consultation of DmfA (read only)"
    )
    .described(
        fr: "Relire les déclarations trimestrielles, sans rien y changer.", nl: "De kwartaalaangiften nalezen, zonder iets te wijzigen.",
        de: "Die Quartalsmeldungen lesen, ohne etwas zu ändern.", en: "Read the quarterly declarations, without changing anything.",
        confusedWith: ["dmfa", "dmfa-modification"])
    static let invoices = SecuredApplication(
        "invoices", fr: "Consultation Factures", nl: "Raadpleging facturen", de: "Abfrage der Rechnungen", en: "Consultation of invoices"
    )
    .described(
        fr: "Consulter les factures et avis de l'ONSS.", nl: "De facturen en berichten van de RSZ raadplegen.",
        de: "Die Rechnungen und Bescheide des LSS einsehen.", en: "See the invoices and notices of the NSSO.")
    static let ecaro = SecuredApplication(
        "ecaro", fr: "Ecaro (droits aux réductions de cotisations)", nl: "Ecaro (recht op bijdrageverminderingen)",
        de: "Ecaro (Anspruch auf Beitragsermäßigungen)", en: "Ecaro (entitlement to contribution reductions)")
    static let socialRisks = SecuredApplication(
        "social-risks", fr: "Déclaration des risques sociaux", nl: "Aangifte van sociale risico's (ASR)", de: "Meldung der Sozialrisiken (MSR)",
        en: "Declaration of social risks")
    static let temporaryUnemployment = SecuredApplication(
        "temporary-unemployment", fr: "Chômage temporaire", nl: "Tijdelijke werkloosheid", de: "Zeitweilige Arbeitslosigkeit",
        en: "Temporary unemployment"
    )
    .described(
        fr: "Communiquer les jours de chômage temporaire des travailleurs.", nl: "De dagen tijdelijke werkloosheid van werknemers meedelen.",
        de: "Die Tage zeitweiliger Arbeitslosigkeit der Arbeitnehmer mitteilen.", en: "Report days of temporary unemployment of employees.")
    static let worksDeclaration = SecuredApplication(
        "works-declaration", fr: "Déclaration unique de chantier", nl: "Unieke werfmelding", de: "Einheitliche Baustellenmeldung",
        en: "Single declaration of construction site"
    )
    .described(
        fr: "Déclarer un chantier et ses sous-traitants.", nl: "Een werf en de onderaannemers ervan melden.",
        de: "Eine Baustelle und ihre Subunternehmer melden.", en: "Declare a construction site and its subcontractors.")
    static let complementaryActivities = SecuredApplication(
        "complementary-activities", fr: "Activités complémentaires – déclaration et consultation", nl: "Bijklussen – aangifte en raadpleging",
        de: "Nebentätigkeiten – Meldung und Abfrage", en: "Complementary activities – declaration and consultation"
    )
    .described(
        fr: "Déclarer les activités complémentaires de l'entité elle-même.", nl: "De bijklusactiviteiten van de entiteit zelf aangeven.",
        de: "Die Nebentätigkeiten der Einheit selbst melden.", en: "Declare complementary activities of the entity itself.")
    static let complementaryActivitiesForClients = SecuredApplication(
        "complementary-activities-mandatary", fr: "Activités complémentaires – Mandataire", nl: "Bijklussen – mandataris",
        de: "Nebentätigkeiten – Bevollmächtigter", en: "Complementary activities – mandatary"
    )
    .described(
        fr: "Déclarer des activités complémentaires pour ses mandants.", nl: "Bijklusactiviteiten aangeven voor volmachtgevers.",
        de: "Nebentätigkeiten für Vollmachtgeber melden.", en: "Declare complementary activities for those who gave a mandate.")
    static let mandates = SecuredApplication(
        "mahis", fr: "Mahis – gestion des mandats", nl: "Mahis – beheer van mandaten", de: "Mahis – Verwaltung der Vollmachten",
        en: "Mahis – management of mandates")
    static let belcotax = SecuredApplication("belcotax", named: "Belcotax on Web")
    static let publiato = SecuredApplication("publiato", named: "Publiato")
    static let studentAtWork = SecuredApplication("student-at-work", named: "Student@work")

        /// What whoever declares wages needs, whatever they are.
        .described(
            fr: "Consulter le nombre d'heures qu'un étudiant peut encore travailler.",
            nl: "Nagaan hoeveel uren een student nog mag werken.", de: "Abfragen, wie viele Stunden ein Student noch arbeiten darf.",
            en: "See how many hours a student may still work.")
    static let declarations = [dimona, dmfa, modification, consultation, invoices]
}
