import Foundation
package import Rules
package import Storage

extension KeptTable {
    static let people = KeptTable(
        "people", key: "id",
        columns: [
            "id", "ssin_sealed", "ssin_lookup", "given_name", "family_name", "folded", "title", "language", "email", "second_email", "phone",
            "named_by", "generation",
        ], sealed: [("ssin_sealed", "ssin")], told: .byActs)
}

extension Transaction {
    package func person(_ id: Person.ID) throws -> Person? {
        try keptRow(.people, "WHERE id = \(id)") { try Person($0, sealer) }
    }

    package func person(_ ssin: SSIN) throws -> Person? {
        try keptRow(.people, "WHERE \(isOf(ssin))") { try Person($0, sealer) }
    }

    package func personID(of ssin: SSIN) throws -> Person.ID? {
        try keptRow(.people, "WHERE \(isOf(ssin))") { .init(rawValue: try $0.integer("id")) }
    }

    /// Found by the hash under the newest key and, while keys are being replaced, by those under older ones.
    private func isOf(_ ssin: SSIN) throws -> SQL {
        let hashes = try sealer.lookups(ssin.digits, purpose: "ssin")
        return hashes.count == 1 ? "ssin_lookup = \(hashes[0])" : "ssin_lookup IN \(list: hashes)"
    }

    /// Before somebody is looked for to become something somewhere: two entities may register the same number at once, known already or not.
    package func lockPerson(_ ssin: SSIN) throws {
        // Keyed, so that the number the database sees tells nothing.
        try lock(about: sealer.lookup(ssin.digits, purpose: "ssin").prefix(8).reduce(0) { $0 << 8 | Int64($1) })
    }

    package func people(_ ids: [Person.ID]) throws -> [Person.ID: Person] {
        let found = try kept(.people, "WHERE id IN \(list: ids)") { try Person($0, sealer) }
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func add(_ person: Person) throws { try keep(person.row(sealer), in: .people) }

    /// Title, language, e-mail addresses and telephone; names and number are the register's. Every list follows.
    package func saveContact(of person: Person) throws {
        try keep(
            [
                "title": (person.title?.rawValue).bound, "language": person.language.rawValue.bound, "email": (person.email?.text).bound,
                "second_email": (person.secondEmail?.text).bound, "phone": (person.phone?.text).bound,
            ], in: .people, where: "id = \(person.id)")
        try personChanged(person.id)
    }

    /// As the register, a card or a manager says them now; every list follows.
    package func saveNames(of person: Person) throws {
        try keep(
            [
                "given_name": (person.givenName?.text ?? "").bound, "family_name": person.familyName.text.bound, "folded": person.folded.bound,
                "named_by": person.namedBy.rawValue.bound,
            ], in: .people, where: "id = \(person.id)")
        try personChanged(person.id)
    }

    /// Of which a person's account, sessions and drafts must be; nil for nobody.
    func generation(of person: Person.ID) throws -> Int64? {
        try keptRow(.people, "WHERE id = \(person)") { try $0.integer("generation") }
    }

    func personAndGeneration(_ id: Person.ID) throws -> ((Person, Int64), generation: Int64)? {
        try keptRow(.people, "WHERE id = \(id)") {
            let generation = try $0.integer("generation")
            return ((try Person($0, sealer), generation), generation: generation)
        }
    }

    /// The account, the sessions and the drafts that there are now are no longer those of the person, even when old rows are put back.
    func beginGeneration(of person: Person.ID) throws -> Int64 {
        let next = (try generation(of: person) ?? 0) + 1
        try keep(["generation": next.bound], in: .people, where: "id = \(person)")
        return next
    }

    /// Those who gave a person a role that is still held, as long as they have a role or a function in that entity themselves.
    func givers(to person: Person.ID, at now: Date) throws -> [(person: Person.ID, entity: String)] {
        try rows(
            """
            SELECT DISTINCT t.actor, e.name FROM assignments a JOIN acts t ON t.id = a.opened_by JOIN entities e ON e.id = a.entity
            WHERE a.person = \(person) AND a.open = 1 AND t.actor IS NOT NULL AND t.actor <> a.person
                AND (EXISTS (SELECT 1 FROM assignments h WHERE h.person = t.actor AND h.entity = a.entity AND h.open = 1)
                    OR EXISTS (SELECT 1 FROM legal_functions f WHERE f.person = t.actor AND f.entity = a.entity AND f.held_from <= \(now)
                        AND (f.held_until IS NULL OR f.held_until > \(now))))
            """
        ) { (.init(rawValue: try $0.integer("actor")), try $0.text("name")) }
    }

    /// The keys are those the people here were sealed with: new ones, made because the old were lost, would find and read nobody.
    /// - Throws: `SealingFault`.
    func fits() throws {
        _ = try row("SELECT id, ssin_sealed FROM people LIMIT 1") { row in
            let (id, sealed) = (Person.ID(rawValue: try row.integer("id")), try row.bytes("ssin_sealed"))
            do { _ = try sealer.ssin(sealed, of: id) } catch SealingFault.unknownVersion { _ = try sealer.open(sealed, purpose: "ssin") }
        }
    }
}

extension Sealer {
    /// A national number opens in its owner's row alone.
    package func ssin(_ sealed: [UInt8], of person: Person.ID) throws -> SSIN { try SSIN(open(sealed, inRow: Self.place(person))) }

    fileprivate func sealed(_ ssin: SSIN, of person: Person.ID) throws -> [UInt8] { try seal(ssin.digits, inRow: Self.place(person)) }

    private static func place(_ person: Person.ID) -> String { KeptTable.people.purpose(of: "ssin_sealed", in: [person.bound]) }
}

extension Person {
    /// Family name, then given name, folded for sorting. No longer than an entry of an index may hold beside both names.
    var folded: String {
        let folded = Folding.fold("\(familyName.text) \(givenName?.text ?? "")")
        return folded.utf8.count <= 1000 ? folded : String(folded.unicodeScalars.prefix(250))
    }

    init(_ row: Columns, _ sealer: Sealer) throws {
        self.init(
            id: .init(rawValue: try row.integer("id")),
            ssin: try sealer.ssin(row.bytes("ssin_sealed"), of: .init(rawValue: try row.integer("id"))),
            givenName: try Self.givenName(row), familyName: try PersonName(row.text("family_name")),
            namedBy: NameSource(rawValue: try row.text("named_by")) ?? .manager,
            title: try row.optionalText("title").flatMap(PersonTitle.init(rawValue:)), language: Language(rawValue: try row.text("language")) ?? .en,
            email: try row.optionalText("email").map { try EmailAddress.stored($0) },
            secondEmail: try row.optionalText("second_email").map { try EmailAddress.stored($0) },
            phone: try row.optionalText("phone").map { try PhoneNumber($0) })
    }

    private static func givenName(_ row: Columns) throws -> PersonName? {
        let text = try row.text("given_name")
        return text.isEmpty ? nil : try PersonName(text)
    }
}

extension Transaction {
    /// A person's row is found by a hash under the newest key.
    func renewHash(ofPerson values: inout [Value]) throws {
        let places = try KeptTable.people.places(["id", "ssin_sealed", "ssin_lookup"])
        guard case .integer(let id) = values[places[0]], case .bytes(let sealed) = values[places[1]] else { return }
        values[places[2]] = try sealer.lookup(sealer.ssin(sealed, of: .init(rawValue: id)).digits, purpose: "ssin").bound
    }
}

extension Person {
    /// Of a new row of the table, in its order.
    func row(_ sealer: Sealer) throws -> [Value] {
        [
            id.bound, try sealer.sealed(ssin, of: id).bound, sealer.lookup(ssin.digits, purpose: "ssin").bound, (givenName?.text ?? "").bound,
            familyName.text.bound, folded.bound, (title?.rawValue).bound, language.rawValue.bound, (email?.text).bound, (secondEmail?.text).bound,
            (phone?.text).bound, namedBy.rawValue.bound, 0.bound,
        ]
    }
}
