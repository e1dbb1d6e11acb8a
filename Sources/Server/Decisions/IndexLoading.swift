import DecisionIndex
import Rules
import Storage

/// Reads a whole index row by row, in the order in which the rows lie: they were made in that of their ids.
extension Transaction {
    /// Out of this snapshot alone; the rows are verified otherwise.
    func decisionIndex(_ catalogue: Catalogue) throws -> DecisionIndex {
        var loaded: LoadedParts?
        var builder = try indexRows(catalogue, &loaded)
        var summer: RowSummer?
        try builder.add(try indexGrants(&summer))
        return try builder.finished(with: try actHeaders())
    }

    /// What stands where the ledger does, but for the grants; and people.
    /// - Parameter loaded: takes what the rows add up to, and the codes of entities and people; nil where nobody asks for them.
    func indexRows(_ catalogue: Catalogue, _ loaded: inout LoadedParts?) throws -> IndexBuilder {
        let counts = try indexCounts()
        var builder = try IndexBuilder(catalogue, counts)
        var codes = try loaded.map { try tableCodes(of: .entities, $0.summer.hasher, count: counts.entities) }
        try each("SELECT id, number, ceased_on, code FROM entities") {
            let id = try $0.integer(at: 0)
            try codes?.add(try $0.optionalBytes("code").flatMap(CodeStart.init)) { KnownRows.row(.entities, key: [.integer(id)]) }
            guard let number = try? EnterpriseNumber(try $0.text(at: 1)) else { throw UnaccountedRows(kind: KeptTable.entities.description) }
            try builder.add(
                .init(rawValue: id), number,
                ceases: try $0.optionalInteger(at: 2).map(Dates.date(microseconds:)))
        }
        if let codes { loaded?.add(codes) }
        try each("SELECT id, entity, opened_by FROM registrations WHERE open = 1", as: [.integer, .integer, .integer]) { row, _ in
            loaded?.summer.addRegistration(row)
            try builder.add(Registration(id: .init(rawValue: row[0]), entity: .init(rawValue: row[1])))
        }
        // Asked for in the words of an index, they would be looked up one by one.
        try each("SELECT id, entity, domain, identifier, opened_by FROM qualities WHERE open IS NOT NULL") {
            let quality = Quality(
                id: .init(rawValue: try $0.integer(at: 0)), entity: .init(rawValue: try $0.integer(at: 1)),
                domain: .init(rawValue: try $0.text(at: 2)), identifier: .init(rawValue: try $0.text(at: 3)))
            loaded?.summer.add(quality, by: .init(rawValue: try $0.integer(at: 4)))
            try builder.add(quality)
        }
        try loadAssignments(&builder, &loaded)
        try each("SELECT id, assignment, reason, opened_by FROM blocks WHERE open = 1", as: [.integer, .integer, .code, .integer]) { row, codes in
            loaded?.summer.addBlock(row, codes)
            try builder.add(Block(id: .init(rawValue: row[0]), assignment: .init(rawValue: row[1]), reason: .other))
        }
        codes = try loaded.map { try tableCodes(of: .people, $0.summer.hasher, count: counts.people) }
        try each("SELECT id, ssin_lookup, code FROM people", as: [.integer, .halves, .optionalCode]) { row, _ in
            let id = row[0]
            try codes?.add(CodeStart(row, at: 3)) { KnownRows.row(.people, key: [.integer(id)]) }
            try builder.add(.init(rawValue: id), PersonKey(row[1], row[2]))
        }
        if let codes { loaded?.add(codes) }
        builder.peopleEnd()
        builder.end(size: try ledgerHead().size, registerSize: try registerSize())
        return builder
    }

    /// Chains go through the former assignments of all but users.
    private func loadAssignments(_ builder: inout IndexBuilder, _ loaded: inout LoadedParts?) throws {
        var roles: [Role] = []
        try each(
            "SELECT id, person, role, entity, quality, open, opened_by FROM assignments WHERE open = 1 OR role <> 'user'",
            as: [.integer, .integer, .code, .integer, .optionalInteger, .optionalInteger, .integer]
        ) { row, codes in
            if row[2] == roles.count { roles.append(try role(codes[row[2]])) }
            loaded?.summer.addAssignment(row, codes)
            try builder.add(
                Assignment(
                    id: .init(rawValue: row[0]), person: .init(rawValue: row[1]), role: roles[Int(row[2])], entity: .init(rawValue: row[3]),
                    quality: row[4] == NumberRow.null ? nil : .init(rawValue: row[4])),
                isOpen: row[5] != NumberRow.null, by: .init(rawValue: row[6]))
        }
        try builder.assignmentsEnd()
    }

    private func role(_ code: String) throws -> Role {
        guard let role = Role(rawValue: code) else { throw UnknownRole(role: code) }
        return role
    }

    /// Counted with closed rows: that is quicker, and room that is not used costs nothing.
    private func indexCounts() throws -> IndexBuilder.Counts {
        var counts = IndexBuilder.Counts()
        counts.entities = try count("SELECT COUNT(*) FROM entities")
        counts.qualities = try count("SELECT COUNT(*) FROM qualities")
        counts.assignments = try count("SELECT COUNT(*) FROM assignments")
        counts.people = try count("SELECT COUNT(*) FROM people")
        return counts
    }
}
