import Rules

/// MISSION's "who may do what", copied to the letter and read here a second time: the tests hold the rules against these words,
/// never against `Powers`.
enum MissionTable {
    static let text = """
        | act | legal rep. | chief | co-chief | manager | co-manager | user |
        |---|---|---|---|---|---|---|
        | designate or replace the chief access manager (or the contact centre, on the enterprise's request: C2) | ✓ | – | – | – | – | – |
        | appoint, block, unblock, remove, edit co-chiefs | – | ✓ | – | – | – | – |
        | activate a quality; appoint or replace its access manager | – | ✓ | ✓ | – | – | – |
        | appoint, block, unblock, remove, edit co-managers of a quality | – | ✓ | ✓ | ✓ (own) | – | – |
        | register, edit, block, unblock, remove users; give and take applications | – | ✓ | ✓ | ✓ (own) | ✓ (own) | – |
        | search users across the entity's qualities | – | ✓ | ✓ | own quality | own quality | – |
        | consult / edit the entity's and quality's details | – | ✓ | ✓ | own quality | own quality | – |
        | register the sender, its channels; routing module | – | ✓ | ✓ | ✓ (own) | ✓ (own) | – |
        | own personal data, own password, own certificate, own accesses | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ |
        """

    enum Row: Int, CaseIterable {
        case chief, coChiefs, qualities, coManagers, users, search, details, senders, ownData
    }

    enum Cell { case yes, own, no }

    /// From the highest to the lowest, as the columns stand.
    static let roles: [Role] = [.representative, .chief, .coChief, .manager, .coManager, .user]

    static func cell(_ row: Row, _ role: Role) -> Cell { cells[row.rawValue][column(of: role)] }

    static func isHigher(_ role: Role, than other: Role) -> Bool { column(of: role) < column(of: other) }

    private static func column(of role: Role) -> Int { roles.firstIndex(of: role) ?? roles.endIndex }

    private static let cells: [[Cell]] = text.split(separator: "\n").dropFirst(2).map { line in
        line.split(separator: "|").dropFirst().prefix(6).map { word in
            switch String(word.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) {
            case "✓": .yes
            case "✓ (own)", "own quality": .own
            case "–": .no
            case let other: preconditionFailure("unreadable cell \(other)")
            }
        }
    }
}
