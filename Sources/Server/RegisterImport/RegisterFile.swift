package import Foundation
package import Rules
package import Web

/// Extracts of the company register, written in YAML (`chatelaine register FILE…`); `docs/register.example.yaml` shows the format.
package enum RegisterFile {
    /// Reads several files as if they were one. Their days are those of a time zone.
    /// - Throws: `UnreadableRegister` with every mistake in them.
    package static func read(_ files: [URL], _ catalogue: Catalogue, days zone: Zone) throws(UnreadableRegister) -> RegisterExtract {
        var reader = RegisterReader(catalogue: catalogue, zone: zone)
        for file in files { reader.read(file) }
        return try reader.finished()
    }

    /// Reads one file's text.
    /// - Throws: `UnreadableRegister` with every mistake in it.
    package static func parse(
        _ yaml: String, named name: String? = nil, _ catalogue: Catalogue, days zone: Zone = .brussels
    ) throws(UnreadableRegister) -> RegisterExtract {
        var reader = RegisterReader(catalogue: catalogue, zone: zone)
        reader.read(yaml, named: name)
        return try reader.finished()
    }
}

/// Notes each mistake and reads on, so that an operator sees them all at once.
private struct RegisterReader {
    let catalogue: Catalogue
    let zone: Zone
    private var extract = RegisterExtract()
    private var problems: [UnreadableFile] = []
    /// Where each entry stands that was read so far.
    private var seen: [AnyHashable: String] = [:]

    init(catalogue: Catalogue, zone: Zone) { (self.catalogue, self.zone) = (catalogue, zone) }

    func finished() throws(UnreadableRegister) -> RegisterExtract {
        guard problems.isEmpty else { throw UnreadableRegister(problems: problems) }
        return extract
    }

    mutating func read(_ file: URL) {
        if let yaml = note(try WrittenFile.text(file)) { read(yaml, named: file.relativePath) }
    }

    mutating func read(_ yaml: String, named name: String?) {
        guard let root = note(try WrittenFile(name: name, subject: "register").root(yaml)) else { return }
        note(try root.allow("people", "entities", "functions", "entitlements"))
        for part in list("people", of: "person", in: root) { person(part) }
        for part in list("entities", of: "entity", in: root) { entity(part) }
        for part in list("functions", of: "function", in: root) { function(part) }
        for part in list("entitlements", of: "entitlement", in: root) { entitlement(part) }
    }

    private mutating func person(_ part: FilePart) {
        note(try part.allow("ssin", "givenName", "familyName", "title", "language", "email"))
        let ssin = note(try part.value("ssin", SSIN.init))
        let given = part.has("givenName") ? note(try part.value("givenName", PersonName.init)) : nil
        let family = note(try part.value("familyName", PersonName.init))
        let title = part.has("title") ? note(try part.choice("title", PersonTitle.self)) : nil
        let language = note(try part.choice("language", Language.self))
        let email = part.has("email") ? note(try part.value("email", EmailAddress.init)) : nil
        guard let ssin, isFirst(ssin, part), let family, let language else { return }
        extract.people.append(.init(ssin: ssin, givenName: given, familyName: family, title: title, language: language, email: email))
    }

    private mutating func entity(_ part: FilePart) {
        note(try part.allow("number", "name", "address", "ceased"))
        let zone = zone
        let number = note(try part.value("number", EnterpriseNumber.init))
        let (name, address) = (note(try part.value("name", Self.line)), note(try part.value("address", Self.line)))
        let ceased = part.has("ceased") ? note(try part.day("ceased", in: zone)) : nil
        guard let number, isFirst(number, part), let name, let address else { return }
        extract.entities.append(.init(number: number, name: name, address: address, status: ceased.map { .ceased(on: $0) } ?? .active))
    }

    private mutating func function(_ part: FilePart) {
        note(try part.allow("person", "entity", "kind", "from", "until"))
        let zone = zone
        let (person, entity) = (note(try part.value("person", SSIN.init)), note(try part.value("entity", EnterpriseNumber.init)))
        let (kind, from) = (note(try part.choice("kind", FunctionKind.self)), note(try part.day("from", in: zone)))
        let until = part.has("until") ? note(try part.day("until", in: zone)) : nil
        if let from, let until, until < from { problems.append(part.fault("until", .endsBeforeItBegins)) }
        guard let person, let entity, let kind, let from else { return }
        let identity = RegisterExtract.FunctionLine.Identity(person: person, entity: entity, kind: kind, from: from)
        guard isFirst(identity, part) else { return }
        extract.functions.append(
            .init(
                identity: identity, until: until, ifPersonUnknown: part.fault("person", .unknownPerson),
                ifEntityUnknown: part.fault("entity", .unknownEntity)))
    }

    private mutating func entitlement(_ part: FilePart) {
        note(try part.allow("entity", "domain", "identifier"))
        let catalogue = catalogue
        let entity = note(try part.value("entity", EnterpriseNumber.init))
        guard let domain = note(try Self.domain(part, catalogue)), let entity else { return }
        guard let identifier = note(try Self.identifier(part, in: domain, of: entity)) else { return }
        let identity = RegisterExtract.EntitlementLine.Identity(entity: entity, domain: domain.code, identifier: identifier.stored)
        guard isFirst(identity, part) else { return }
        extract.entitlements.append(.init(identity: identity, ifEntityUnknown: part.fault("entity", .unknownEntity)))
    }

    private static func domain(_ part: FilePart, _ catalogue: Catalogue) throws(UnreadableFile) -> AccessDomain {
        let code = try part.text("domain")
        guard let domain = catalogue[.init(rawValue: code)] else {
            throw part.fault("domain", .unknownChoice(code, known: catalogue.domains.map(\.code.rawValue)))
        }
        return domain
    }

    /// Where the domain asks for the enterprise number, it need not be written; if it is, it is the entity's own.
    private static func identifier(_ part: FilePart, in domain: AccessDomain, of entity: EnterpriseNumber) throws(UnreadableFile) -> DomainIdentifier
    {
        if domain.identifier == .enterprise, part.has("identifier"), try part.value("identifier", EnterpriseNumber.init) != entity {
            throw part.fault("identifier", .notItsOwnNumber)
        }
        let text = domain.identifier == .enterprise && !part.has("identifier") ? entity.digits : try part.text("identifier")
        do throws(InvalidIdentifier) { return try DomainIdentifier.parse(text, kind: domain.identifier, entity: entity) } catch {
            throw part.fault("identifier", .invalid(error))
        }
    }

    private static func line(_ text: String) throws(InvalidIdentifier) -> String { try PlainText.line(text, most: 200) }

    private mutating func list(_ field: String, of kind: String, in root: FilePart) -> [FilePart] {
        root.has(field) ? note(try root.list(field, of: kind, mayBeEmpty: true)) ?? [] : []
    }

    /// Whether nothing else in these files says it; of two that do, nobody could tell which is right.
    private mutating func isFirst(_ identity: some Hashable, _ part: FilePart) -> Bool {
        if let first = seen[identity] { problems.append(part.fault(.twice(first: first))) }
        return seen.updateValue(seen[identity] ?? part.standing, forKey: identity) == nil
    }

    @discardableResult
    private mutating func note<Value>(_ read: @autoclosure () throws(UnreadableFile) -> Value) -> Value? {
        do throws(UnreadableFile) { return try read() } catch {
            problems.append(error)
            return nil
        }
    }
}
