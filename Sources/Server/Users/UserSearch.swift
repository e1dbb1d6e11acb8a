import Rules
import Storage

/// How the users that a filter asks for are found without reading the rest (docs/decisions/0012).
///
/// When one field of the filter leaves few, those few are read and sorted; otherwise the index that has the order is walked, and who does not fit is
/// passed over. A name has its own order: that of the names it found.
struct UserSearch: Sendable {
    /// Where the rows stand, and the order they come in: `from` and `condition` name a row of the roster `r`.
    struct Plan: Sendable {
        let from: SQL
        let condition: SQL
        let keyset: Keyset
    }

    /// So many are counted, and no more; so many are also sorted sooner than an index is walked for them.
    static let few = 1000

    let quality: Quality.ID
    let filter: UserFilter

    /// Whom one field alone leaves, as far as an index knows, in the order of that index.
    struct Subset: Sendable {
        let assignment: SQL
        let from: SQL
        let condition: SQL
        let keyset: Keyset
        var isNamed = false
    }

    var subsets: [Subset] {
        var subsets: [Subset] = []
        if !filter.name.isEmpty {
            subsets.append(
                Subset(
                    assignment: "n.assignment", from: "roster_names n", condition: .all(["n.quality = \(quality)", once]), keyset: foundNames,
                    isNamed: true))
        }
        if let application = filter.application {
            subsets.append(
                Subset(
                    assignment: "g.assignment", from: "roster_applications g",
                    condition: "g.quality = \(quality) AND g.application = \(application)", keyset: Keyset(.text("g.name"), .integer("g.assignment")))
            )
        }
        func add(_ condition: SQL, _ keyset: Keyset) {
            subsets.append(
                Subset(assignment: "s.assignment", from: "roster s", condition: .all(["s.quality = \(quality)", condition]), keyset: keyset))
        }
        if filter.status == .blocked { add("s.blocked = 1", Keyset(.integer("s.blocked"), .integer("s.assignment"))) }
        if let role = filter.role, role != .user {
            add("s.role <> 'user' AND s.role = \(role.rawValue)", Keyset(.text("s.role"), .integer("s.assignment")))
        }
        if let since = filter.since { add("1 = 1", Keyset(.integer("s.since"), .integer("s.assignment"), from: since)) }
        return subsets
    }

    /// - Parameter few: the smallest subset, when it is small.
    func plan(among few: Subset?) -> Plan {
        let byNameFound = !filter.name.isEmpty && filter.order == .name
        if byNameFound, few?.isNamed ?? true { return byName }
        if let few { return among(few, by: byNameFound ? Keyset(.integer("r.quality"), .text("r.name"), .integer("r.assignment")) : keyset) }
        if let application = filter.application, filter.order == .name { return byApplication(application) }
        return Plan(from: "roster r", condition: .all(["r.quality = \(quality)"] + fitting()), keyset: keyset)
    }

    /// A cursor of three values, so that none of one order of names is taken for a place in the other.
    private func among(_ few: Subset, by keyset: Keyset) -> Plan {
        Plan(
            from: "(SELECT \(few.assignment) AS found FROM \(few.from) WHERE \(few.condition) AND \(few.keyset.part)) few CROSS JOIN roster r",
            condition: .all(["r.assignment = few.found"] + fitting()), keyset: keyset)
    }

    private var byName: Plan {
        Plan(
            from: "roster_names n CROSS JOIN roster r",
            condition: .all(["n.quality = \(quality)", once, "r.assignment = n.assignment"] + fitting(named: false)),
            keyset: foundNames)
    }

    private var foundNames: Keyset {
        Keyset(.text("n.term"), .integer("n.assignment"), from: filter.name, below: Folding.successor(of: filter.name))
    }

    private func byApplication(_ application: String) -> Plan {
        Plan(
            from: "roster_applications g CROSS JOIN roster r",
            condition: .all(
                // By name: both stand in that order, so that what an index must be asked for lies beside what it was asked for before.
                [
                    "g.quality = \(quality)", "g.application = \(application)", "r.quality = g.quality", "r.name = g.name",
                    "r.assignment = g.assignment",
                ] + fitting(ticked: false)),
            keyset: Keyset(.text("g.name"), .integer("g.assignment")))
    }

    private var keyset: Keyset {
        switch filter.order {
        case .name: Keyset(.text("r.name"), .integer("r.assignment"))
        case .userName: Keyset(.text("r.user_name"), .integer("r.assignment"))
        case .since: Keyset(.integer("r.since"), .integer("r.assignment"), descending: true, from: filter.since)
        }
    }

    /// What is asked of each row. The signs before the columns keep an engine from choosing an index for them: it would have to sort what that gives.
    private func fitting(named: Bool = true, ticked: Bool = true) -> [SQL] {
        var conditions: [SQL] = []
        if let status = filter.status { conditions.append(status == .blocked ? "+r.blocked = 1" : "+r.blocked = 0") }
        if let role = filter.role { conditions.append("r.role || '' = \(role.rawValue)") }
        if let since = filter.since { conditions.append("+r.since >= \(since)") }
        if named, !filter.name.isEmpty {
            conditions.append("' ' || r.name || ' ' || r.name || ' ' || r.user_name LIKE \(pattern) ESCAPE '\\'")
        }
        if ticked, let application = filter.application {
            conditions.append("EXISTS (SELECT 1 FROM grants t WHERE t.assignment = r.assignment AND t.application = \(application) AND t.open = 1)")
        }
        return conditions
    }

    /// Of several terms of one person, only that of their first word counts: no word that was moved behind it starts so too.
    private var once: SQL {
        let isFirst: SQL =
            """
            substr(substr(n.term, CAST(n.head + 1 AS INTEGER)) || ' ' || n.term, 1, CAST(length(n.term) - n.head + \(filter.name.unicodeScalars.count) AS INTEGER))
                NOT LIKE \(pattern) ESCAPE '\\'
            """
        // Of one word it is sooner seen that nothing behind the beginning of the term starts so; several might begin behind and end in front.
        return filter.name.contains(" ") ? isFirst : "(n.term NOT LIKE \(pattern) ESCAPE '\\' OR \(isFirst))"
    }

    private var pattern: String { "% " + Folding.likePattern(prefix: filter.name) }
}
