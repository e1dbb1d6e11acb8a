package import Foundation
import Rules
package import Storage
import Web

/// What an extract of the company register says, compared with what this installation knows. Nothing is deleted: what an extract does not name
/// stays as it was. These are the register's own facts: nobody did them, and the installation's own acts tell that they were written.
extension Transaction {
    package func register(_ extract: RegisterExtract, at now: Date, newKey: () -> Int64) throws -> RegisterCounts {
        // With other keys nobody would be recognised, and everybody registered a second time.
        try fits()
        try check(extract)
        var counts = RegisterCounts()
        func tell(fewest: Int = Act.mostTold) throws { try tellKept(as: .registerImported, at: now, fewest: fewest, newKey: newKey) }
        for line in extract.people {
            counts.people.count(try register(line, newKey))
            try tell()
        }
        for line in extract.entities {
            counts.entities.count(try register(line, newKey))
            try tell()
        }
        for line in extract.functions {
            counts.functions.count(try register(line, newKey))
            try tell()
        }
        for line in extract.entitlements {
            counts.entitlements.count(try register(line))
            try tell()
        }
        try tell(fewest: 1)
        return counts
    }

    /// Everybody and everything that is named is in the extract, or known.
    private func check(_ extract: RegisterExtract) throws {
        var (people, entities) = (Set(extract.people.map(\.ssin)), Set(extract.entities.map(\.number)))
        func isKnown(_ ssin: SSIN) throws -> Bool {
            if !people.contains(ssin), try person(ssin) != nil { people.insert(ssin) }
            return people.contains(ssin)
        }
        func isKnown(_ number: EnterpriseNumber) throws -> Bool {
            if !entities.contains(number), try entity(number) != nil { entities.insert(number) }
            return entities.contains(number)
        }
        var problems: [UnreadableFile] = []
        for line in extract.functions {
            if try !isKnown(line.identity.person) { problems.append(line.ifPersonUnknown) }
            if try !isKnown(line.identity.entity) { problems.append(line.ifEntityUnknown) }
        }
        for line in extract.entitlements where try !isKnown(line.identity.entity) { problems.append(line.ifEntityUnknown) }
        guard problems.isEmpty else { throw UnreadableRegister(problems: problems) }
    }

    /// Of someone known, only the names are the register's: title, language and addresses are their own to change.
    private func register(_ line: RegisterExtract.PersonLine, _ newKey: () -> Int64) throws -> RegisterCounts.Outcome {
        guard let person = try person(line.ssin) else {
            let person = Person(
                id: .init(rawValue: newKey()), ssin: line.ssin, givenName: line.givenName, familyName: line.familyName, namedBy: .register,
                title: line.title, language: line.language, email: line.email)
            try add(person)
            return .added
        }
        guard let named = person.named(line.givenName, line.familyName, by: .register) else { return .unchanged }
        try saveNames(of: named)
        return named.name == person.name ? .unchanged : .changed
    }

    private func register(_ line: RegisterExtract.EntityLine, _ newKey: () -> Int64) throws -> RegisterCounts.Outcome {
        let known = try entity(line.number)
        let said = Entity(
            id: known?.id ?? .init(rawValue: newKey()), number: line.number, name: line.name, address: line.address, status: line.status)
        if known == nil { try add(said) } else if known != said { try save(said) } else { return .unchanged }
        return known == nil ? .added : .changed
    }

    private func register(_ line: RegisterExtract.FunctionLine, _ newKey: () -> Int64) throws -> RegisterCounts.Outcome {
        let identity = line.identity
        guard let person = try person(identity.person), let entity = try entity(identity.entity) else { throw NotFound() }
        let held = try legalFunctions(of: person.id, in: entity.id).filter { $0.kind == identity.kind && $0.from == identity.from }
        if held.isEmpty {
            try add(
                LegalFunction(
                    id: .init(rawValue: newKey()), person: person.id, entity: entity.id, kind: identity.kind, from: identity.from, until: line.until))
            return .added
        }
        let differing = held.filter { $0.until != line.until }
        for function in differing { try save(until: line.until, of: function.id) }
        return differing.isEmpty ? .unchanged : .changed
    }

    private func register(_ line: RegisterExtract.EntitlementLine) throws -> RegisterCounts.Outcome {
        guard let entity = try entity(line.identity.entity) else { throw NotFound() }
        let said = Entitlement(domain: line.identity.domain, identifier: line.identity.identifier)
        guard try !entitlements(of: entity.id).contains(said) else { return .unchanged }
        try add(said, to: entity.id)
        return .added
    }
}
