public import FoundationEssentials

/// A person holds a function in an entity, from one day to another, as the company register said when asked.
package struct LegalFunction: Hashable, Sendable, Identifiable {
    package typealias ID = Key<LegalFunction>

    package let id: ID
    package let person: Person.ID
    package let entity: Entity.ID
    package let kind: FunctionKind
    /// When its first day begins.
    package let from: Date
    /// When the first day begins on which it is no longer held; nil while the register knows no end.
    package let until: Date?

    package init(id: ID, person: Person.ID, entity: Entity.ID, kind: FunctionKind, from: Date, until: Date? = nil) {
        self.id = id
        self.person = person
        self.entity = entity
        self.kind = kind
        self.from = from
        self.until = until
    }

    /// Whether it gives the right to represent the entity at that instant (MISSION, the chain; DOMAIN §5.1).
    package func represents(at instant: Date) -> Bool {
        kind.represents && period.contains(instant)
    }

    /// When it is held.
    package var period: Period { Period(from: from, until: until) }
}

/// The functions of the company register that Chatelaine tells apart. Which of them represent depends on the legal form;
/// the ones marked here do in every form that has them.
package enum FunctionKind: String, CaseIterable, Hashable, Sendable, Codable {
    case director, managingDirector = "managing-director", manager, chairperson, founder, permanentRepresentative = "permanent-representative"
    case auditor, businessAgent = "business-agent"

    package var represents: Bool {
        switch self {
        case .director, .managingDirector, .manager, .chairperson, .founder, .permanentRepresentative: true
        case .auditor, .businessAgent: false
        }
    }
}
