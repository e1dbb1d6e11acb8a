import Rules
import Storage

/// Reads a whole index row by row, in the order in which the rows lie: they were made in that of their ids.
extension Transaction {
    /// Out of this snapshot alone.
    func decisionIndex(_ catalogue: Catalogue) throws -> DecisionIndex {
        try indexRows(catalogue).finished(with: try indexBackground())
    }

    /// What stands where the ledger does.
    func indexRows(_ catalogue: Catalogue) throws -> IndexBuilder {
        var builder = try IndexBuilder(catalogue, try indexCounts())
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
        try each("SELECT id, assignment, reason FROM blocks WHERE open = 1") {
            try builder.add(
                Block(
                    id: .init(rawValue: try $0.integer(at: 0)), assignment: .init(rawValue: try $0.integer(at: 1)),
                    reason: BlockReason(rawValue: try $0.text(at: 2)) ?? .other))
        }
        try loadGrants(&builder)
        builder.end(size: try ledgerHead().size, registerSize: try registerSize())
        return builder
    }

    /// Chains go through the former assignments of all but users.
    private func loadAssignments(_ builder: inout IndexBuilder) throws {
        var roles = Coded<Role>()
        try each("SELECT id, person, role, entity, quality, open, opened_by FROM assignments WHERE open = 1 OR role <> 'user'") { row in
            var role = Role.user
            try row.lendText(at: 2) { text in
                role = try roles.meaning(of: text) { code in
                    guard let role = Role(rawValue: code) else { throw UnknownRole(role: code) }
                    return role
                }
            }
            try builder.add(
                Assignment(
                    id: .init(rawValue: try row.integer(at: 0)), person: .init(rawValue: try row.integer(at: 1)), role: role,
                    entity: .init(rawValue: try row.integer(at: 3)), quality: try row.optionalInteger(at: 4).map(Key.init(rawValue:))),
                isOpen: try row.optionalInteger(at: 5) != nil, by: .init(rawValue: try row.integer(at: 6)))
        }
        builder.assignmentsEnd()
    }

    private func loadGrants(_ builder: inout IndexBuilder) throws {
        var applications = Coded<UInt16>()
        try each("SELECT id, assignment, application, opened_by FROM grants WHERE open = 1") { row in
            var application: UInt16 = 0
            try row.lendText(at: 2) { text in application = try applications.meaning(of: text) { try builder.application($0) } }
            try builder.add(
                .init(rawValue: try row.integer(at: 0)), on: .init(rawValue: try row.integer(at: 1)), of: application,
                by: .init(rawValue: try row.integer(at: 3)))
        }
    }

    /// Counted with closed rows: that is quicker, and room that is not used costs nothing.
    private func indexCounts() throws -> IndexBuilder.Counts {
        var counts = IndexBuilder.Counts()
        counts.entities = try count("SELECT COUNT(*) FROM entities")
        counts.qualities = try count("SELECT COUNT(*) FROM qualities")
        counts.assignments = try count("SELECT COUNT(*) FROM assignments")
        counts.grants = try count("SELECT COUNT(*) FROM grants")
        return counts
    }
}
