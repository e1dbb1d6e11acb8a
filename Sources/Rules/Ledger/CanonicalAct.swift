package import FoundationEssentials

extension Act {
    /// The bytes that the ledger hashes: JSON with sorted keys and no white space, keys of rows as decimal text, the instant in
    /// microseconds since 1970 UTC. The bytes are stored as they were hashed and never made again.
    package func canonicalBytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(Canonical(self)))
    }

    /// Reads what `canonicalBytes` wrote; throws `DecodingError` for anything else, even for other bytes that would mean the same:
    /// what an act says is then never a matter of which reader one asks.
    package init(canonicalBytes: [UInt8]) throws {
        self = try JSONDecoder().decode(Canonical.self, from: Data(canonicalBytes)).act()
        guard try self.canonicalBytes() == canonicalBytes else { throw CanonicalChange.unreadable("not in canonical form") }
    }

    /// Instants are whole microseconds everywhere: in rows, in acts and in rules.
    package static func microseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1_000_000).rounded()) }
}

/// The shape of an act in the ledger. Field names are permanent.
private struct Canonical: Codable {
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

    init(_ act: Act) {
        id = act.id
        code = act.code
        at = Act.microseconds(act.at)
        actor = act.actor
        authority = act.authority.kind
        authorityKey = act.authority.key.map(Key.init(rawValue:))
        entity = act.entity
        quality = act.quality
        subject = act.subject
        changes = act.changes.map(CanonicalChange.init)
        details = act.details
    }

    /// 1970 to 2106: beyond, a `Date` no longer holds every microsecond exactly.
    private static let instants: Range<Int64> = 0..<4_294_967_296_000_000

    func act() throws -> Act {
        guard Self.instants.contains(at) else { throw CanonicalChange.unreadable("instant") }
        guard let authority = Authority(kind: authority, key: authorityKey?.rawValue) else { throw CanonicalChange.unreadable("authority") }
        return Act(
            id: id, code: code, at: Date(timeIntervalSince1970: Double(at) / 1_000_000), actor: actor, authority: authority, entity: entity,
            quality: quality, subject: subject, changes: try changes.map { try $0.change() }, details: details)
    }
}

private struct CanonicalChange: Codable {
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

    init(_ value: Change) {
        switch value {
        case .registrationOpened(let row):
            (kind, id) = ("registration.opened", .init(row.id))
            entity = row.entity
        case .qualityOpened(let row):
            (kind, id) = ("quality.opened", .init(row.id))
            (entity, domain, identifier) = (row.entity, row.domain, row.identifier)
        case .assignmentOpened(let row):
            (kind, id) = ("assignment.opened", .init(row.id))
            (person, role, entity, quality) = (row.person, row.role, row.entity, row.quality)
        case .assignmentClosed(let key): (kind, id) = ("assignment.closed", .init(key))
        case .blockOpened(let row):
            (kind, id) = ("block.opened", .init(row.id))
            (assignment, reason) = (row.assignment, row.reason)
        case .blockClosed(let key): (kind, id) = ("block.closed", .init(key))
        case .grantOpened(let row):
            (kind, id) = ("grant.opened", .init(row.id))
            (assignment, application) = (row.assignment, row.application)
        case .grantClosed(let key): (kind, id) = ("grant.closed", .init(key))
        }
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
private struct AnyKey: Codable {
    var raw: Key<Any>
    init<Subject>(_ key: Key<Subject>) { raw = .init(rawValue: key.rawValue) }
    init(from decoder: any Decoder) throws { raw = try Key(from: decoder) }
    func encode(to encoder: any Encoder) throws { try raw.encode(to: encoder) }
    func key<Subject>() -> Key<Subject> { .init(rawValue: raw.rawValue) }
}
