package import Storage

/// Every migration, in order. One a file; a shipped one never changes.
package enum Schema {
    package static let migrations: [Migration] = [
        registry, power, sessions, outbox, worlds, roster, closing, following, forgetting, lists, appending, wholeRows,
        registerZone,
        naming,
        finding,
        lookUps,
        holding,
        letterBounds,
        disclosures,
        authenticActs,
        authenticRows,
        rowSums,
        qualityContacts,
        nameParts,
        history,
        ownCertificates,
        personSearch,
        lettersCounted,
    ]
}
