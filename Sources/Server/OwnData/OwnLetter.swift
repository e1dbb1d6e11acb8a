import Foundation
import Rules
import Storage

/// Tells someone what was done to their own account, in their language, so that they notice when it was not them.
struct OwnLetter {
    let texts: Texts
    let person: Person

    func letter(_ kind: String, to address: EmailAddress) throws -> Letter {
        try Letter(
            to: address, subject: texts.say("ownData.letters.\(kind).subject", in: person.language),
            body: texts.say("ownData.letters.\(kind).body", ["name": person.name], in: person.language), language: person.language)
    }
}

extension Transaction {
    /// After someone gave other e-mail addresses themselves.
    func tellOwnAddresses(formerly former: Person, now person: Person, _ house: House, at now: Date) throws {
        try tellFormerAddresses(of: former, now: person, house, at: now)
        let letter = OwnLetter(texts: house.pages.texts, person: person)
        for address in ChangedAddresses(from: former, to: person).new {
            try post(letter.letter("newEmail", to: address), LetterCause(person.id, about: person.id), house, at: now)
        }
    }

    /// The same where the new address is written to anyway.
    func tellFormerAddresses(of former: Person, now person: Person, _ house: House, at now: Date) throws {
        let letter = OwnLetter(texts: house.pages.texts, person: person)
        for address in ChangedAddresses(from: former, to: person).former {
            try post(letter.letter("email", to: address), LetterCause(person.id, about: person.id), house, at: now)
        }
    }
}
