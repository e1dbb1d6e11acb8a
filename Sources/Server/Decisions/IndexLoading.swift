import Rules
import Storage

/// Reads a whole index out of one snapshot, row by row and in whatever order the engine finds fastest.
extension Transaction {
    func decisionIndex(_ catalogue: Catalogue) throws -> DecisionIndex {
        var builder = try IndexBuilder(catalogue, try indexCounts())
        try each("SELECT id, ssin_lookup FROM people") {
            if let key = PersonKey(try $0.bytes(at: 1)) { try builder.add(.init(rawValue: try $0.integer(at: 0)), key) }
        }
        try each("SELECT id, number, ceased_on FROM entities") {
            try builder.add(
                .init(rawValue: try $0.integer(at: 0)), EnterpriseNumber(try $0.text(at: 1)), isCeased: try $0.optionalInteger(at: 2) != nil)
        }
        try each("SELECT id, entity FROM registrations WHERE open = 1") {
            try builder.add(Registration(id: .init(rawValue: try $0.integer(at: 0)), entity: .init(rawValue: try $0.integer(at: 1))))
        }
        try each("SELECT id, entity, domain, identifier FROM qualities WHERE open = 1") {
            try builder.add(
                Quality(
                    id: .init(rawValue: try $0.integer(at: 0)), entity: .init(rawValue: try $0.integer(at: 1)), domain: try $0.text(at: 2),
                    identifier: try $0.text(at: 3)))
        }
        try loadAssignments(&builder)
        try each("SELECT position, id, authority_kind, authority_key, actor FROM acts") {
            let kind = try $0.text(at: 2)
            guard let authority = Authority(kind: kind, key: try $0.optionalInteger(at: 3)) else { throw IndexFault.missing("authority", 0) }
            try builder.add(
                .init(rawValue: try $0.integer(at: 1)), at: try $0.integer(at: 0), under: authority,
                by: try $0.optionalInteger(at: 4).map(Key.init(rawValue:)))
        }
        return try builder.finished(size: try ledgerHead().size, registerSize: try registerSize())
    }

    /// Chains go through the former assignments of all but users.
    private func loadAssignments(_ builder: inout IndexBuilder) throws {
        try each("SELECT id, person, role, entity, quality, open, opened_by FROM assignments WHERE open = 1 OR role <> 'user'") {
            let role = try $0.text(at: 2)
            guard let role = Role(rawValue: role) else { throw UnknownRole(role: role) }
            try builder.add(
                Assignment(
                    id: .init(rawValue: try $0.integer(at: 0)), person: .init(rawValue: try $0.integer(at: 1)), role: role,
                    entity: .init(rawValue: try $0.integer(at: 3)), quality: try $0.optionalInteger(at: 4).map(Key.init(rawValue:))),
                isOpen: try $0.optionalInteger(at: 5) != nil, by: .init(rawValue: try $0.integer(at: 6)))
        }
        try each("SELECT id, assignment, reason FROM blocks WHERE open = 1") {
            try builder.add(
                Block(
                    id: .init(rawValue: try $0.integer(at: 0)), assignment: .init(rawValue: try $0.integer(at: 1)),
                    reason: BlockReason(rawValue: try $0.text(at: 2)) ?? .other))
        }
        try each("SELECT id, assignment, application, opened_by FROM grants WHERE open = 1") {
            try builder.add(
                Grant(
                    id: .init(rawValue: try $0.integer(at: 0)), assignment: .init(rawValue: try $0.integer(at: 1)),
                    application: try $0.text(at: 2)), by: .init(rawValue: try $0.integer(at: 3)))
        }
    }

    private func indexCounts() throws -> IndexBuilder.Counts {
        var counts = IndexBuilder.Counts()
        counts.people = try count("SELECT COUNT(*) FROM people")
        counts.entities = try count("SELECT COUNT(*) FROM entities")
        counts.qualities = try count("SELECT COUNT(*) FROM qualities WHERE open = 1")
        counts.assignments = try count("SELECT COUNT(*) FROM assignments WHERE open = 1 OR role <> 'user'")
        counts.grants = try count("SELECT COUNT(*) FROM grants WHERE open = 1")
        return counts
    }
}
