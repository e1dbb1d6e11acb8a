import Rules
import Storage

/// How the users that a filter asks for are found without reading the rest (docs/decisions/0012).
///
/// When one field of the filter leaves few, those few are read and sorted; otherwise the index that has the order is walked, and who does not fit is
/// passed over. A name has its own order: that of the names it found. Who is blocked is taken to be one of many, and looked for among them alone.
struct UserSearch: Sendable {
    /// Where the rows stand, and the order they come in: `from` and `condition` name a row of the roster `r`.
    struct Plan: Sendable {
        let from: SQL
        let condition: SQL
        let keyset: Keyset
    }

    /// So many are counted, and no more; so many are also sorted sooner than an index is walked for them.
    static let few = 1000
    /// Whoever is found by a name is looked up one by one: as many as this are looked up twice, to be counted too.
    static let fewNamed = 250

    let quality: Quality.ID
    let filter: UserFilter
    /// Whose number the filter asks for, in this quality; nobody's when that is in no row.
    var numbered: Assignment.ID?

    /// Whom one field alone leaves, as far as an index knows, in the order of that index.
    struct Subset: Sendable {
        let from: SQL
        let condition: SQL
        let keyset: Keyset
        /// How its rows are known in the roster; nil when they are rows of it, in an index that has all of them.
        var key: Key?
        /// The name whose beginnings it holds.
        var name: UserFilter.Name?

        struct Key: Sendable { let (columns, same): (SQL, SQL) }
    }

    var subsets: [Subset] {
        var subsets: [Subset] = []
        let sameAssignment = Subset.Key(columns: "n.assignment", same: "r.assignment = few.assignment")
        for name in filter.names {
            subsets.append(
                Subset(
                    from: "roster_names n", condition: .all(["n.quality = \(quality)", once(name)]), keyset: found(name), key: sameAssignment,
                    name: name))
        }
        if let application = filter.application {
            let key = Subset.Key(
                columns: "g.quality, g.name, g.assignment", same: "r.quality = few.quality AND r.name = few.name AND r.assignment = few.assignment")
            subsets.append(
                Subset(
                    from: "roster_applications g", condition: "g.quality = \(quality) AND g.application = \(application)",
                    keyset: Keyset(.text("g.name"), .integer("g.assignment")), key: key))
        }
        func add(_ condition: SQL, _ keyset: Keyset, _ key: Subset.Key? = nil) {
            subsets.append(Subset(from: "roster s", condition: .all(["s.quality = \(quality)", condition]), keyset: keyset, key: key))
        }
        if filter.number != nil { add("s.assignment = \(numbered?.rawValue ?? 0)", Keyset(.text("s.name"), .integer("s.assignment"))) }
        if filter.status == .blocked { add("s.blocked = 1", Keyset(.text("s.name"), .integer("s.assignment"))) }
        if let role = filter.role, role != .user {
            let key = Subset.Key(columns: "s.assignment", same: "r.assignment = few.assignment")
            add("s.role <> 'user' AND s.role = \(role.rawValue)", Keyset(.text("s.role"), .integer("s.assignment")), key)
        }
        if let since = filter.since { add("1 = 1", Keyset(.integer("s.since"), .integer("s.assignment"), from: since)) }
        return subsets
    }

    /// - Parameter few: the smallest subset, when it is small.
    func plan(among few: Subset?) -> Plan {
        if isByEmail { return byEmail }
        let name = filter.names.first
        if filter.order == .name, let name = few.map(\.name) ?? (filter.status == .blocked ? nil : name) { return byName(name) }
        if let few { return among(few) }
        if filter.status == .blocked, name != nil || filter.order == .name { return amongBlocked }
        if let application = filter.application, filter.order == .name { return byApplication(application) }
        return Plan(from: "roster r", condition: .all(["r.quality = \(quality)"] + sought + fitting()), keyset: keyset)
    }

    /// Who is searched for by an address is found by it, unless more letters of a name are known.
    private var isByEmail: Bool { !filter.email.isEmpty && filter.names.allSatisfy { $0.typed.count <= filter.email.count } }

    private var byEmail: Plan {
        let end = Folding.successor(of: filter.email)
        return Plan(
            from: "roster r", condition: .all(["r.quality = \(quality)"] + fitting(email: false)),
            keyset: Keyset(.text("r.email"), .integer("r.assignment"), from: filter.email, below: end))
    }

    /// What has an index in the order of names: the language, or the title.
    private var sought: [SQL] {
        guard filter.order == .name else { return [] }
        if let language = filter.language { return ["r.language = \(language.rawValue)"] }
        return filter.title.map { ["r.title = \($0.rawValue)"] } ?? []
    }

    private func among(_ few: Subset) -> Plan {
        let conditions = fitting()
        guard let key = few.key else {
            // The bound is never met: it keeps an engine from looking elsewhere than where they were counted.
            let rows: SQL = "SELECT \(rosterColumns) FROM \(few.from) WHERE \(few.condition) AND \(few.keyset.part)"
            return Plan(
                from: "(\(rows) ORDER BY \(few.keyset.order) LIMIT \(Self.few)) r", condition: .all(conditions), keyset: unlikeFound)
        }
        return Plan(
            from: "(SELECT \(key.columns) FROM \(few.from) WHERE \(few.condition) AND \(few.keyset.part)) few CROSS JOIN roster r",
            condition: .all([key.same] + conditions), keyset: unlikeFound)
    }

    /// In the order of names they have an index. In another, who is not blocked and has another name would be too many to pass over: they are sorted.
    private var amongBlocked: Plan {
        let order =
            switch filter.order {
            case .name: unlikeFound
            case .userName: Keyset(.text("r.user_name || ''"), .integer("r.assignment"))
            case .since: Keyset(.integer("r.since + 0"), .integer("r.assignment"), descending: true, from: filter.since)
            }
        return Plan(from: "roster r", condition: .all(["r.quality = \(quality)", "r.blocked = 1"] + fitting(blocked: false)), keyset: order)
    }

    private func byName(_ name: UserFilter.Name) -> Plan {
        Plan(
            from: "roster_names n CROSS JOIN roster r",
            condition: .all(
                ["n.quality = \(quality)", once(name), "r.assignment = n.assignment"] + fitting(found: name, assignment: "+n.assignment")),
            keyset: found(name))
    }

    private func found(_ name: UserFilter.Name) -> Keyset {
        Keyset(.text("n.term"), .integer("n.assignment"), from: name.typed, below: Folding.successor(of: name.typed))
    }

    private func byApplication(_ application: SecuredApplication.Code) -> Plan {
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

    /// Where names have an order of their own, a cursor of three values, so that none of one is taken for a place in the other.
    private var unlikeFound: Keyset {
        guard !filter.names.isEmpty, filter.order == .name else { return keyset }
        return Keyset(.integer("r.quality"), .text("r.name"), .integer("r.assignment"))
    }

    /// Whom a filter by application finds besides those for whom it is ticked: the manager and the co-managers, who open every application. They are read
    /// whole, as the page of the quality reads them.
    var openingEverything: SQL? {
        guard filter.application != nil else { return nil }
        return .all(["r.quality = \(quality)", Self.isStaff] + fitting(ticked: false))
    }

    /// In the words of the index that holds them alone.
    static var isStaff: SQL { "r.role <> 'user' AND r.role IN ('manager', 'co-manager')" }

    /// What is asked of each row. The signs before the columns keep an engine from choosing an index for them: it would have to sort what that gives.
    /// - Parameters:
    ///   - found: the name that they were found by.
    ///   - assignment: where it stands, so that who has not another name as well is passed over before their row is read.
    private func fitting(
        found: UserFilter.Name? = nil, ticked: Bool = true, blocked: Bool = true, email: Bool = true, assignment: SQL = "+r.assignment"
    ) -> [SQL] {
        var conditions: [SQL] = []
        if blocked, let status = filter.status { conditions.append(status == .blocked ? "+r.blocked = 1" : "+r.blocked = 0") }
        if let role = filter.role { conditions.append("r.role = \(role.rawValue)") }
        if let since = filter.since { conditions.append("+r.since >= \(since)") }
        if let title = filter.title { conditions.append("(r.title || '') = \(title.rawValue)") }
        if let language = filter.language { conditions.append("(r.language || '') = \(language.rawValue)") }
        if email, !filter.email.isEmpty { conditions.append(Folding.starts("(r.email || '')", withFolded: filter.email)) }
        if filter.number != nil { conditions.append("r.assignment = \(numbered?.rawValue ?? 0)") }
        for name in filter.names where name != found { conditions.append(isNamed(name, assignment)) }
        if ticked, let application = filter.application {
            let same: SQL = "t.quality = r.quality AND t.name = r.name AND t.assignment = r.assignment"
            conditions.append("EXISTS (SELECT 1 FROM roster_applications t WHERE \(same) AND t.application = \(application))")
        }
        return conditions
    }

    /// Some term of that part begins so. Those whom two letters or more find are few, and read once; of one letter each row is asked, and many fit.
    private func isNamed(_ name: UserFilter.Name, _ assignment: SQL) -> SQL {
        let begins = Folding.starts("m.term", withFolded: name.typed)
        let part: SQL = name.part.map { "AND m.part = \($0.rawValue)" } ?? ""
        guard name.typed.unicodeScalars.count < 2 else {
            return "\(assignment) IN (SELECT m.assignment FROM roster_names m WHERE m.quality = \(quality) AND \(begins) \(part))"
        }
        return "EXISTS (SELECT 1 FROM roster_names m WHERE m.assignment = \(assignment) AND \(begins) \(part))"
    }

    /// What `plan(among: nil)` sorts by name, or by address.
    var nameColumn: SQL {
        if isByEmail { return "r.email" }
        return filter.names.isEmpty ? (filter.application == nil ? "r.name" : "g.name") : "n.term"
    }

    /// Of several terms of one person, only the first of its part that begins so counts.
    private func once(_ name: UserFilter.Name) -> SQL {
        let letters = name.typed.unicodeScalars.count
        return name.part.map { "n.part = \($0.rawValue) AND n.shared_in_part < \(letters)" } ?? "n.shared < \(letters)"
    }
}
