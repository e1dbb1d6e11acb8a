import Foundation
import Rules
import Storage
import Web

/// Someone named in a form by national number: known already, or to be entered under the names typed beside it.
struct NamedPerson: Sendable {
    let ssin: SSIN
    let givenName: PersonName?
    let familyName: PersonName?
    let email: EmailAddress?

    /// Reads `ssin`, `givenName`, `familyName` and `personEmail` (the page may ask for an `email` of the quality beside it).
    /// Nil when the number is missing or wrong; the reader has the problems.
    init?(_ reader: inout FormReader) {
        let ssin = reader.required("ssin", SSIN.init)
        givenName = reader.optional("givenName", PersonName.init)
        familyName = reader.optional("familyName", PersonName.init)
        email = reader.optional("personEmail", EmailAddress.init)
        guard let ssin else { return nil }
        self.ssin = ssin
    }

    /// The fields, for `Fields`.
    static func fields(_ fields: Fields) -> [Field] {
        [
            fields.field("ssin", required: true, inputmode: "numeric"), fields.field("familyName"),
            fields.field("givenName"), fields.email("personEmail"),
        ]
    }
}

extension Transaction {
    /// The person meant.
    /// - Throws: `Invalid` on the name fields when nobody is known by that number and no family name was given.
    func person(_ named: NamedPerson, newKey: Person.ID, language: Language) throws -> (person: Person, isNew: Bool) {
        if let known = try person(named.ssin) { return (known, false) }
        guard let family = named.familyName else {
            var invalid = Invalid()
            invalid.add("familyName", "unknownPerson")
            if named.givenName == nil { invalid.add("givenName", "unknownPerson") }
            throw invalid
        }
        return (Person(id: newKey, ssin: named.ssin, givenName: named.givenName, familyName: family, language: language, email: named.email), true)
    }
}
