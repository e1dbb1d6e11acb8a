package import Foundation
import Rules
import Storage

/// When, and by whom, something was changed last.
package struct LastChange: Sendable {
    package let at: Date
    package let author: String?
}

/// The last act of some codes: told to whoever saves what somebody else has changed meanwhile.
extension Transaction {
    func lastChange(_ codes: [ActCode], of person: Person.ID) throws -> LastChange? {
        try lastChange(codes, where: "subject = \(person)")
    }

    func lastChange(_ code: ActCode, in entity: Entity.ID, quality: Quality.ID? = nil) throws -> LastChange? {
        try lastChange([code], where: quality.map { "entity = \(entity) AND quality = \($0)" } ?? "entity = \(entity)")
    }

    /// When the first act about a person was done.
    func firstAct(about person: Person.ID) throws -> Date? {
        try row("SELECT at FROM acts WHERE subject = \(person) ORDER BY at, position LIMIT 1") { try $0.date("at") }
    }

    private func lastChange(_ codes: [ActCode], where condition: SQL) throws -> LastChange? {
        let found = try row(
            "SELECT at, actor FROM acts WHERE \(condition) AND code IN \(list: codes.map(\.rawValue)) ORDER BY at DESC, position DESC LIMIT 1"
        ) { (try $0.date("at"), try $0.optionalInteger("actor")) }
        return try found.map { at, actor in
            LastChange(at: at, author: try actor.flatMap { try person(Person.ID(rawValue: $0))?.name })
        }
    }
}
