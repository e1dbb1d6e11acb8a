import Foundation
import Rules
import Storage
import Web

/// What `chatelaine disclosures` lists: a table for an auditor, which names people by their keys alone.
package struct DisclosureReport: Sendable {
    private let entity: EnterpriseNumber?
    private let person: Subject?
    private let since: Date?

    /// Somebody as an auditor names them: by the key that tables and this list have, or by their national number.
    private enum Subject: Sendable {
        case key(Person.ID)
        case number(SSIN)
    }

    /// - Parameters: as typed on the command line; nil for all.
    /// - Throws: `WrongOption`
    package init(entity: String?, person: String?, since: String?, _ options: Options) throws {
        self.entity = try entity.map { text in
            guard let number = try? EnterpriseNumber(text) else { throw WrongOption(name: "entity", expected: "an enterprise number") }
            return number
        }
        self.person = try person.map { text in
            if let number = try? SSIN(text) { return .number(number) }
            guard let key = Person.ID(text) else { throw WrongOption(name: "person", expected: "a person's key or national number") }
            return .key(key)
        }
        self.since = try since.map { text in
            guard let day = Day(text) else { throw WrongOption(name: "since", expected: "a day such as 2026-03-02") }
            return options.zone.start(day)
        }
    }

    /// Reads an installation that may be served meanwhile, and writes nothing there.
    /// - Throws: `WrongOption` when the entity or person is not known.
    package func write(_ options: Options, to line: @escaping @Sendable (String) -> Void) async throws {
        let storage = try await Audit.reading(options).sealing(with: KeyRing.sealer(in: options.data.appending(path: "keys")))
        let report = self
        try await storage.read { tx in
            let entity = try report.entity.map { number in
                guard let entity = try tx.entity(number) else { throw WrongOption(name: "entity", expected: "an entity that is known here") }
                return entity.id
            }
            let person = try report.key(tx)
            line(Self.row(["at", "viewer", "role", "authority", "entity", "quality", "subject", "people", "page", "request"]))
            try tx.eachDisclosure(in: entity, about: person, since: report.since) { line(Self.row($0, in: $1)) }
        }
        try storage.close()
    }

    private func key(_ tx: borrowing Transaction) throws -> Person.ID? {
        switch person {
        case nil: return nil
        case .key(let key): return key
        case .number(let number):
            guard let key = try tx.personID(of: number) else { throw WrongOption(name: "person", expected: "somebody who is known here") }
            return key
        }
    }

    private static func row(_ disclosure: Disclosure, in entity: EnterpriseNumber) -> String {
        let authority = ([disclosure.authority.kind] + [disclosure.authority.key.map(String.init)].compactMap(\.self)).joined(separator: " ")
        return row([
            disclosure.at.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)), "\(disclosure.viewer)", disclosure.role.rawValue,
            authority, entity.formatted, disclosure.quality?.description ?? "", disclosure.subject?.description ?? "",
            String(disclosure.people), disclosure.page.rawValue, disclosure.request,
        ])
    }

    private static func row(_ cells: [String]) -> String {
        let csv = CSV(.en)
        return String(decoding: Array(cells.map(csv.cell).joined(separator: [csv.separator])), as: UTF8.self)
    }
}
