public import FoundationEssentials

/// An enterprise or organisation of the company register.
package struct Entity: Hashable, Sendable, Identifiable {
    package typealias ID = Key<Entity>
    package enum Status: Hashable, Sendable {
        case active
        /// From the beginning of that day on; the day may lie ahead.
        case ceased(on: Date)
    }

    package let id: ID
    package var number: EnterpriseNumber
    package var name: String
    package var address: String
    package var status: Status

    package init(id: ID, number: EnterpriseNumber, name: String, address: String, status: Status) {
        self.id = id
        self.number = number
        self.name = name
        self.address = address
        self.status = status
    }

    /// When it exists, as far as anybody asks.
    package var period: Period {
        switch status {
        case .active: Period()
        case .ceased(let day): Period(until: day)
        }
    }

    package func hasCeased(by instant: Date) -> Bool { period.hasEnded(by: instant) }

    /// - Throws: `Refusal.entityCeased` when nothing can be done for it any more.
    package func requireExistence(at instant: Date) throws(Refusal) {
        if case .ceased(let day) = status, hasCeased(by: instant) { throw .entityCeased(on: day) }
    }
}
