import Rules
import Storage
import Web

/// Takes the names of a card in the place of those that somebody had typed. When they differ, that is recorded, and those who gave the person what they
/// hold are told.
struct CorrectNames: Operation {
    let givenName: PersonName?
    let familyName: PersonName

    func plan(in tx: borrowing Transaction, on occasion: OwnOccasion) throws -> Plan {
        var plan = Plan()
        guard let former = try tx.person(occasion.person), let person = former.named(givenName, familyName, by: .card) else { return plan }
        plan.add(SavedNames(person: person))
        guard (former.givenName, former.familyName) != (person.givenName, person.familyName) else { return plan }
        plan.add(person.namesCorrected(on: occasion))
        plan.tell(CorrectedNamesLetters(former: former, person: person))
        return plan
    }
}

private struct CorrectedNamesLetters: Announcement {
    let former: Person
    let person: Person

    /// Not counted: only another card changes the names, and nobody is kept from signing in by letters.
    var counted: LetterCount { .never }
    var recipient: Person.ID? { nil }

    func letters(in tx: borrowing Transaction, _ post: Correspondence, _ read: inout LetterReadings) throws -> [Letter] {
        try tx.givers(to: person.id, at: post.at).compactMap { giver in
            guard let reader = try tx.person(giver.person), let email = reader.email else { return nil }
            let values = ["name": reader.name, "former": former.name, "person": person.name, "entity": giver.entity]
            return try Letter(
                to: email, subject: post.texts.say("signIn.letters.namesCorrected.subject", values, in: reader.language),
                body: post.texts.say("signIn.letters.namesCorrected.body", values, in: reader.language), language: reader.language)
        }
    }
}
