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
        for change in changes { try writer.change(change) }
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
    /// - Parameter kinds: of rows that its changes may speak of.
    package init(canonicalBytes: [UInt8], of kinds: RowKinds = .all) throws {
        if let act = Self.plain(canonicalBytes, kinds), try act.canonicalBytes() == canonicalBytes {
            self = act
            return
        }
        self = try JSONDecoder().decode(Canonical.self, from: Data(canonicalBytes)).act(kinds)
        guard try self.canonicalBytes() == canonicalBytes else { throw Self.unreadable("not in canonical form") }
    }

    /// Instants are whole microseconds everywhere: in rows, in acts and in rules.
    package static func microseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1_000_000).rounded()) }

    static func unreadable(_ what: String) -> DecodingError { .dataCorrupted(.init(codingPath: [], debugDescription: "unreadable act: \(what)")) }
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
    var changes: [[String: String]]
    var details: [String: String]

    /// 1970 to 2106: beyond, a `Date` no longer holds every microsecond exactly.
    static let instants: Range<Int64> = 0..<4_294_967_296_000_000

    func act(_ kinds: RowKinds) throws -> Act {
        guard Self.instants.contains(at) else { throw Act.unreadable("instant") }
        guard let authority = Authority(kind: authority, key: authorityKey?.rawValue) else { throw Act.unreadable("authority") }
        return Act(
            id: id, code: code, at: Date(timeIntervalSince1970: Double(at) / 1_000_000), actor: actor, authority: authority, entity: entity,
            quality: quality, subject: subject, changes: try changes.map { try kinds.change(CanonicalFields($0)) }, details: details)
    }
}

extension Act {
    /// Reads an act without a character that needs an escape; whether its bytes are canonical is the caller's to check.
    fileprivate static func plain(_ bytes: [UInt8], _ kinds: RowKinds) -> Act? {
        var reader = CanonicalReader(bytes)
        let actor = reader.key(after: #"{"actor":""#)
        guard let at = reader.number(after: actor == nil ? #"{"at":"# : #","at":"#), Canonical.instants.contains(at),
            let kind = reader.text(after: #","authority":""#),
            let authority = Authority(kind: kind, key: reader.key(after: #","authorityKey":""#)),
            let changes = changes(&reader, kinds), let code = reader.text(after: #","code":""#).flatMap(ActCode.init(rawValue:)),
            let details = reader.texts(after: #","details":{"#)
        else { return nil }
        let entity = reader.key(after: #","entity":""#)
        guard let id = reader.key(after: #","id":""#) else { return nil }
        let (quality, subject) = (reader.key(after: #","quality":""#), reader.key(after: #","subject":""#))
        guard reader.takes("}"), reader.isAtEnd else { return nil }
        return Act(
            id: .init(rawValue: id), code: code, at: Date(timeIntervalSince1970: Double(at) / 1_000_000), actor: actor.map(Key.init(rawValue:)),
            authority: authority, entity: entity.map(Key.init(rawValue:)), quality: quality.map(Key.init(rawValue:)),
            subject: subject.map(Key.init(rawValue:)), changes: changes, details: details)
    }

    private static func changes(_ reader: inout CanonicalReader, _ kinds: RowKinds) -> [Change]? {
        guard reader.takes(#","changes":["#) else { return nil }
        var (changes, fields): ([Change], CanonicalFields) = ([], CanonicalFields(in: reader.bytes))
        while !reader.takes("]") {
            guard changes.isEmpty || reader.takes(","), reader.takes(&fields), let change = try? kinds.change(fields) else { return nil }
            changes.append(change)
        }
        return changes
    }
}
