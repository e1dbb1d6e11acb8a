import Foundation
package import Rules
package import Storage

extension Transaction {
    package func person(_ id: Person.ID) throws -> Person? {
        try row("\(personColumns) WHERE id = \(id)") { try Person($0, sealer) }
    }

    package func person(_ ssin: SSIN) throws -> Person? {
        try row("\(personColumns) WHERE ssin_lookup = \(sealer.lookup(ssin.digits, purpose: "ssin"))") { try Person($0, sealer) }
    }

    package func personID(of ssin: SSIN) throws -> Person.ID? {
        try row("SELECT id FROM people WHERE ssin_lookup = \(sealer.lookup(ssin.digits, purpose: "ssin"))") { .init(rawValue: try $0.integer("id")) }
    }

    /// Before somebody is looked for to become something somewhere: two entities may register the same number at once, known already or not.
    package func lockPerson(_ ssin: SSIN) throws {
        // Keyed, so that the number the database sees tells nothing.
        try lock(about: sealer.lookup(ssin.digits, purpose: "ssin").prefix(8).reduce(0) { $0 << 8 | Int64($1) })
    }

    package func people(_ ids: [Person.ID]) throws -> [Person.ID: Person] {
        let found = try rows("\(personColumns) WHERE id IN \(list: ids)") { try Person($0, sealer) }
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func add(_ person: Person) throws {
        try run(
            """
            INSERT INTO people (id, ssin_sealed, ssin_lookup, given_name, family_name, named_by, folded, title, language, email, second_email, phone)
            VALUES (\(person.id), \(sealer.seal(person.ssin.digits, purpose: "ssin")), \(sealer.lookup(person.ssin.digits, purpose: "ssin")),
                    \(person.givenName?.text ?? ""), \(person.familyName.text), \(person.namedBy.rawValue), \(person.folded),
                    \(person.title?.rawValue), \(person.language.rawValue), \(person.email?.text), \(person.secondEmail?.text), \(person.phone?.text))
            """)
    }

    /// Many at once, as `Person.row` writes them.
    func add(people rows: [Value]) throws {
        try insert(
            into: "people",
            [
                "id", "ssin_sealed", "ssin_lookup", "given_name", "family_name", "named_by", "folded", "title", "language", "email", "second_email",
                "phone",
            ],
            rows)
    }

    /// Title, language, e-mail addresses and telephone; names and number are the register's.
    package func saveContact(of person: Person) throws {
        try run(
            """
            UPDATE people SET title = \(person.title?.rawValue), language = \(person.language.rawValue), email = \(person.email?.text),
                second_email = \(person.secondEmail?.text), phone = \(person.phone?.text)
            WHERE id = \(person.id)
            """)
    }

    /// As the register, a card or a manager says them now; every list follows.
    package func saveNames(of person: Person) throws {
        try run(
            """
            UPDATE people SET given_name = \(person.givenName?.text ?? ""), family_name = \(person.familyName.text), folded = \(person.folded),
                named_by = \(person.namedBy.rawValue)
            WHERE id = \(person.id)
            """)
        try personChanged(person.id)
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
        _ = try row("SELECT ssin_sealed FROM people LIMIT 1") { try sealer.open($0.bytes("ssin_sealed"), purpose: "ssin") }
    }

    private var personColumns: SQL {
        "SELECT id, ssin_sealed, given_name, family_name, named_by, title, language, email, second_email, phone FROM people"
    }
}

extension Person {
    /// Family name, then given name, folded for sorting. No longer than an entry of an index may hold beside both names.
    var folded: String {
        let folded = Folding.fold("\(familyName.text) \(givenName?.text ?? "")")
        return folded.utf8.count <= 1000 ? folded : String(folded.unicodeScalars.prefix(250))
    }

    init(_ row: Columns, _ sealer: Sealer) throws {
        self.init(
            id: .init(rawValue: try row.integer("id")), ssin: try SSIN(sealer.open(row.bytes("ssin_sealed"), purpose: "ssin")),
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

extension Person {
    /// Of a row of the table, in the order in which `add(people:)` takes them.
    func row(_ sealer: Sealer) throws -> [Value] {
        [
            id.bound, try sealer.seal(ssin.digits, purpose: "ssin").bound, sealer.lookup(ssin.digits, purpose: "ssin").bound,
            (givenName?.text ?? "").bound, familyName.text.bound, namedBy.rawValue.bound, folded.bound, (title?.rawValue).bound,
            language.rawValue.bound, (email?.text).bound, (secondEmail?.text).bound,
            (phone?.text).bound,
        ]
    }
}
