package import FoundationEssentials

extension Act {
    /// The bytes that the ledger hashes: JSON with sorted keys and no white space, keys of rows as decimal text, the instant in
    /// microseconds since 1970 UTC. The bytes are stored as they were hashed and never made again.
    package func canonicalBytes() throws -> [UInt8] {
        var writer = CanonicalWriter()
        writer.open("{")
        writer.key("actor", actor?.rawValue)
        writer.number("at", Act.microseconds(at))
        try writer.text("authority", authority.kind)
        writer.key("authorityKey", authority.key)
        writer.name("changes")
        writer.open("[")
        for change in changes { try change.write(to: &writer) }
        writer.close("]")
        try writer.text("code", code.rawValue)
        try writer.texts("details", details)
        writer.key("entity", entity?.rawValue)
        writer.key("id", id.rawValue)
        writer.key("quality", quality?.rawValue)
        writer.key("subject", subject?.rawValue)
        writer.close("}")
        return writer.bytes
    }

    /// Reads what `canonicalBytes` wrote; throws `DecodingError` for anything else, even for other bytes that would mean the same:
    /// what an act says is then never a matter of which reader one asks.
    package init(canonicalBytes: [UInt8]) throws {
        if let act = Self.plain(canonicalBytes), try act.canonicalBytes() == canonicalBytes {
            self = act
            return
        }
        self = try JSONDecoder().decode(Canonical.self, from: Data(canonicalBytes)).act()
        guard try self.canonicalBytes() == canonicalBytes else { throw CanonicalChange.unreadable("not in canonical form") }
    }

    /// Instants are whole microseconds everywhere: in rows, in acts and in rules.
    package static func microseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1_000_000).rounded()) }
}

/// The shape of an act in the ledger. Field names are permanent.
private struct Canonical: Decodable {
    var id: Act.ID
    var code: ActCode
    var at: Int64
    var actor: Person.ID?
    var authority: String
    var authorityKey: Key<Authority>?
    var entity: Entity.ID?
    var quality: Quality.ID?
    var subject: Person.ID?
    var changes: [CanonicalChange]
    var details: [String: String]

    /// 1970 to 2106: beyond, a `Date` no longer holds every microsecond exactly.
    static let instants: Range<Int64> = 0..<4_294_967_296_000_000

    func act() throws -> Act {
        guard Self.instants.contains(at) else { throw CanonicalChange.unreadable("instant") }
        guard let authority = Authority(kind: authority, key: authorityKey?.rawValue) else { throw CanonicalChange.unreadable("authority") }
        return Act(
            id: id, code: code, at: Date(timeIntervalSince1970: Double(at) / 1_000_000), actor: actor, authority: authority, entity: entity,
            quality: quality, subject: subject, changes: try changes.map { try $0.change() }, details: details)
    }
}

private struct CanonicalChange: Decodable {
    var kind: String
    var id: AnyKey
    var entity: Entity.ID?
    var domain: String?
    var identifier: String?
    var person: Person.ID?
    var role: Role?
    var quality: Quality.ID?
    var assignment: Assignment.ID?
    var application: String?
    var reason: BlockReason?

    enum CodingKeys: String, CodingKey {
        case kind = "change"
        case id, entity, domain, identifier, person, role, quality, assignment, application, reason
    }

    func change() throws -> Change {
        switch kind {
        case "registration.opened": .registrationOpened(Registration(id: id.key(), entity: try need(entity, "entity")))
        case "quality.opened":
            .qualityOpened(
                Quality(
                    id: id.key(), entity: try need(entity, "entity"), domain: try need(domain, "domain"),
                    identifier: try need(identifier, "identifier")))
        case "assignment.opened":
            .assignmentOpened(
                Assignment(
                    id: id.key(), person: try need(person, "person"), role: try need(role, "role"), entity: try need(entity, "entity"),
                    quality: quality))
        case "assignment.closed": .assignmentClosed(id.key())
        case "block.opened": .blockOpened(Block(id: id.key(), assignment: try need(assignment, "assignment"), reason: try need(reason, "reason")))
        case "block.closed": .blockClosed(id.key())
        case "grant.opened":
            .grantOpened(Grant(id: id.key(), assignment: try need(assignment, "assignment"), application: try need(application, "application")))
        case "grant.closed": .grantClosed(id.key())
        default: throw Self.unreadable(kind)
        }
    }

    private func need<T>(_ value: T?, _ field: String) throws -> T {
        guard let value else { throw Self.unreadable("\(kind) without \(field)") }
        return value
    }

    static func unreadable(_ what: String) -> DecodingError { .dataCorrupted(.init(codingPath: [], debugDescription: "unreadable act: \(what)")) }
}

/// A key whose subject depends on the kind of change.
private struct AnyKey: Decodable {
    var raw: Key<Any>
    init(raw: Int64) { self.raw = .init(rawValue: raw) }
    init(from decoder: any Decoder) throws { raw = try Key(from: decoder) }
    func key<Subject>() -> Key<Subject> { .init(rawValue: raw.rawValue) }
}

extension Change {
    fileprivate func write(to writer: inout CanonicalWriter) throws {
        writer.open("{")
        switch self {
        case .registrationOpened(let row):
            try writer.text("change", "registration.opened")
            writer.key("entity", row.entity.rawValue)
            writer.key("id", row.id.rawValue)
        case .qualityOpened(let row):
            try writer.text("change", "quality.opened")
            try writer.text("domain", row.domain)
            writer.key("entity", row.entity.rawValue)
            writer.key("id", row.id.rawValue)
            try writer.text("identifier", row.identifier)
        case .assignmentOpened(let row):
            try writer.text("change", "assignment.opened")
            writer.key("entity", row.entity.rawValue)
            writer.key("id", row.id.rawValue)
            writer.key("person", row.person.rawValue)
            writer.key("quality", row.quality?.rawValue)
            try writer.text("role", row.role.rawValue)
        case .blockOpened(let row):
            writer.key("assignment", row.assignment.rawValue)
            try writer.text("change", "block.opened")
            writer.key("id", row.id.rawValue)
            try writer.text("reason", row.reason.rawValue)
        case .grantOpened(let row):
            try writer.text("application", row.application)
            writer.key("assignment", row.assignment.rawValue)
            try writer.text("change", "grant.opened")
            writer.key("id", row.id.rawValue)
        case .assignmentClosed(let key): try Self.write("assignment.closed", key.rawValue, to: &writer)
        case .blockClosed(let key): try Self.write("block.closed", key.rawValue, to: &writer)
        case .grantClosed(let key): try Self.write("grant.closed", key.rawValue, to: &writer)
        }
        writer.close("}")
    }

    private static func write(_ kind: String, _ key: Int64, to writer: inout CanonicalWriter) throws {
        try writer.text("change", kind)
        writer.key("id", key)
    }
}

extension Act {
    /// Reads an act without details and without a character that needs an escape; whether its bytes are canonical is the caller's to check.
    fileprivate static func plain(_ bytes: [UInt8]) -> Act? {
        var reader = CanonicalReader(bytes)
        let actor = reader.key(after: #"{"actor":""#)
        guard let at = reader.number(after: actor == nil ? #"{"at":"# : #","at":"#), Canonical.instants.contains(at),
            let kind = reader.text(after: #","authority":""#),
            let authority = Authority(kind: kind, key: reader.key(after: #","authorityKey":""#)),
            let changes = changes(&reader), let code = reader.text(after: #","code":""#).flatMap(ActCode.init(rawValue:)),
            reader.takes(#","details":{}"#)
        else { return nil }
        let entity = reader.key(after: #","entity":""#)
        guard let id = reader.key(after: #","id":""#) else { return nil }
        let (quality, subject) = (reader.key(after: #","quality":""#), reader.key(after: #","subject":""#))
        guard reader.takes("}"), reader.isAtEnd else { return nil }
        return Act(
            id: .init(rawValue: id), code: code, at: Date(timeIntervalSince1970: Double(at) / 1_000_000), actor: actor.map(Key.init(rawValue:)),
            authority: authority, entity: entity.map(Key.init(rawValue:)), quality: quality.map(Key.init(rawValue:)),
            subject: subject.map(Key.init(rawValue:)), changes: changes)
    }

    private static func changes(_ reader: inout CanonicalReader) -> [Change]? {
        guard reader.takes(#","changes":["#) else { return nil }
        var changes: [Change] = []
        while !reader.takes("]") {
            guard changes.isEmpty || reader.takes(","), let change = CanonicalChange(&reader), let whole = try? change.change() else { return nil }
            changes.append(whole)
        }
        return changes
    }
}

extension CanonicalChange {
    fileprivate init?(_ reader: inout CanonicalReader) {
        guard reader.takes("{") else { return nil }
        func text(_ opening: StaticString) -> String? {
            let text = reader.text(after: opening)
            if text != nil { _ = reader.takes(",") }
            return text
        }
        func key(_ opening: StaticString) -> Int64? {
            let key = reader.key(after: opening)
            if key != nil { _ = reader.takes(",") }
            return key
        }
        application = text(#""application":""#)
        assignment = key(#""assignment":""#).map(Key.init(rawValue:))
        guard let kind = text(#""change":""#) else { return nil }
        domain = text(#""domain":""#)
        entity = key(#""entity":""#).map(Key.init(rawValue:))
        guard let id = key(#""id":""#) else { return nil }
        identifier = text(#""identifier":""#)
        person = key(#""person":""#).map(Key.init(rawValue:))
        quality = key(#""quality":""#).map(Key.init(rawValue:))
        reason = text(#""reason":""#).flatMap(BlockReason.init(rawValue:))
        role = text(#""role":""#).flatMap(Role.init(rawValue:))
        (self.kind, self.id) = (kind, AnyKey(raw: id))
        guard reader.takes("}") else { return nil }
    }
}
