import FoundationEssentials
package import Rules

/// Everything a decision is made of, in flat arrays: what the rows of the database say after so many acts of the ledger, in about 130 bytes a person
/// who is a user somewhere. It answers what the database would answer, with the same way of authority; it does no more than that.
///
/// It changes only by the acts of the ledger, in their order, and by what the company register says of an entity. People it does not hold may still be
/// known to the database.
package struct DecisionIndex: Sendable {
    /// How many acts of the ledger it holds.
    package internal(set) var size: Int64 = 0
    /// How many changes of the company register.
    package internal(set) var registerSize: Int64 = 0

    let offers: Offers
    var domains = CodeTable()
    var applications = CodeTable()

    var people = IndexPeople()
    var entities = FlatRows<EntityRow>()
    /// When entities cease that have a last day, by their rows.
    var entityEnds: [UInt32: Date] = [:]
    var entitiesByNumber = FlatTable()
    var entitiesByID = FlatTable()
    var qualities = FlatRows<QualityRow>()
    /// Of qualities, by their rows.
    var identifiers: [String] = []
    var qualitiesByID = FlatTable()
    var assignments = FlatRows<AssignmentRow>()
    /// By id, those that came in its order; the others, and those opened since, are in the table.
    var assignmentOrder = AssignmentOrder()
    var assignmentsByID = FlatTable()
    /// Open ones, by person and place.
    var assignmentsByPlace = FlatTable()
    var grants = GrantRuns()
    var openingActs = OpeningActs()
    var functions = IndexFunctions()
    /// Open blocks, and the assignment blocked.
    var blocks: [Block.ID: UInt32] = [:]
    /// Ids too far from the id of the act that opened the row.
    var farAssignments: [UInt32: Int64] = [:]
    var farGrants: [UInt64: Int64] = [:]

    package init(_ catalogue: Catalogue) throws(IndexFault) { offers = try Offers(catalogue, &domains, &applications) }

    /// How many bytes each part takes; for reports.
    package var bytes: [(part: String, bytes: Int)] {
        [
            ("people", people.bytes), ("people by key", people.tableBytes),
            ("entities and qualities", entities.bytes + qualities.bytes + identifiers.capacity * MemoryLayout<String>.stride),
            ("entities and qualities, tables", entitiesByNumber.bytes + entitiesByID.bytes + qualitiesByID.bytes),
            ("assignments", assignments.bytes), ("assignments by id", assignmentOrder.bytes + assignmentsByID.bytes),
            ("assignments by place", assignmentsByPlace.bytes),
            ("grants", grants.bytes), ("acts that opened them", openingActs.bytes), ("functions", functions.bytes),
            ("ends of entities", entityEnds.capacity * 16), ("blocks", blocks.capacity * 16),
            ("far ids", farAssignments.capacity * 16 + farGrants.capacity * 20),
        ]
    }

    /// Knows nothing and nobody.
    package init() { offers = Offers() }

    /// The register's changes up to here were learnt.
    package mutating func follow(registerSize: Int64) { self.registerSize = registerSize }

    // MARK: Ids

    /// Keys are made in a row, the act's last: how far a row's id lies before the id of the act that opened it says the id in a byte or two. The few
    /// that lie farther, or after it, are kept whole.
    func id(of row: UInt32) -> Int64 {
        let assignment = assignments[row]
        return assignment.distance > 0 ? openingActs[assignment.openingAct].act - Int64(assignment.distance) : farAssignments[row] ?? 0
    }

    func id(of grant: GrantRow, on row: UInt32) -> Int64 {
        grant.distance > 0
            ? openingActs[openingAct(of: grant, on: row)].act - Int64(grant.distance) : farGrants[Self.grantKey(row, grant.application)] ?? 0
    }

    func openingAct(of grant: GrantRow, on row: UInt32) -> UInt32 { grant.openingAct ?? assignments[row].openingAct }

    /// An application is ticked once for an assignment.
    static func grantKey(_ row: UInt32, _ application: UInt16) -> UInt64 { UInt64(row) << 16 | UInt64(application) }

    static func distance<Bytes: FixedWidthInteger>(of id: Int64, from act: Int64) -> Bytes {
        act > id ? Bytes(exactly: act &- id) ?? 0 : 0
    }
}
