import Rules
package import Storage

/// How it is known that this installation wrote the rows of a table as they are.
package enum Authenticity: Sendable {
    /// Acts say what every row is; `chatelaine verify` recomputes them.
    case fromActs
    /// The acts themselves, and the state of their tree.
    case ledger
    /// Every row carries a code.
    case code(KeptTable)
    /// Whatever stands there, nobody may do more by it.
    case givesNoPower(because: StaticString)
}

extension Schema {
    /// Every table whose rows carry a code.
    package static let kept: [KeptTable] = [
        .vouched, .inventedWorlds, .people, .entities, .accounts, .registerZone, .legalFunctions, .entitlements, .sessions, .heldForms, .drafts,
        .qualityContacts, .ownCertificates,
    ]

    /// Nil for a table of which nobody has said it yet: tests fail, and so does whoever adds one.
    package static func authenticity(of table: String) -> Authenticity? {
        if let kept = kept.first(where: { $0.description == table }) { return .code(kept) }
        if RowKinds.all.types.contains(where: { $0.table.name == table }) { return .fromActs }
        if Projections.all.contains(where: { $0.tables.contains { $0.name == table } }) { return .fromActs }
        return others[table]
    }

    /// Whether power rests on what such a table holds; lists made for reading are held against it.
    static func givesPower(_ table: String) -> Bool {
        switch authenticity(of: table) {
        case .givesNoPower, nil: false
        case .fromActs: RowKinds.all.types.contains { $0.table.name == table }
        case .ledger, .code: true
        }
    }

    private static let others: [String: Authenticity] = [
        "acts": .ledger,
        "ledger": .ledger,
        "register_changes": .givesNoPower(because: "it says which entities to read again, which carry codes; acts of the register name them too"),
        "sign_in_failures": .givesNoPower(because: "it slows guesses; without it a password still has to be guessed"),
        "look_ups": .givesNoPower(because: "it is told to auditors"),
        "disclosures": .givesNoPower(because: "it is told to auditors"),
        "certificate_reminders": .givesNoPower(because: "without it a reminder is written once more, and with another it is not"),
        "letters": .givesNoPower(because: "a letter tells what was done; nothing is done by it"),
    ]
}
