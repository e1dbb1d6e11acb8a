import Foundation
import Rules
import Storage

/// What users are told of, each time somebody changes what they may do (complaint 1 of DOMAIN §8).
enum UserLetter: String, Sendable {
    case registered, applicationsChanged, passwordSet, addressesChanged, blocked, unblocked, removed

    /// The letter, in the reader's language.
    func written(to person: Person, at email: EmailAddress, _ visit: Visit, _ values: [String: String]) throws -> Letter {
        let texts = visit.house.pages.texts
        return try Letter(
            to: email, subject: texts.say("users.letters.\(rawValue).subject", values, in: person.language),
            body: texts.say("users.letters.\(rawValue).body", values, in: person.language), language: person.language)
    }
}

extension Transaction {
    /// Tells whoever reads the addresses that a person had, and those they have now, that somebody changed them; nothing when they are the same.
    func tellAddresses(formerly former: Person, now person: Person, _ visit: Visit) throws {
        let changed = ChangedAddresses(from: former, to: person)
        guard !changed.isEmpty else { return }
        try post(.addressesChanged, to: person, at: changed.all, visit)
    }

    /// Tells a user what was done, by whom and for which entity. `applications` and `taken`: codes given and taken away.
    /// - Parameter addresses: where the letter goes; nil for the person's own, if anybody knows it.
    func post(
        _ letter: UserLetter, to person: Person, at addresses: [EmailAddress]? = nil, _ visit: Visit, applications: [String] = [],
        taken: [String] = []
    ) throws {
        let (entity, quality, texts) = (try visit.thisEntity(), try visit.thisQuality(), visit.house.pages.texts)
        let domain = visit.house.catalogue[quality.domain]
        func lines(_ codes: [String]) -> String {
            let labels = codes.map { "– \(domain?.application($0)?.labels[person.language] ?? $0)" }
            return labels.isEmpty ? texts.say("users.letters.nothing", in: person.language) : labels.joined(separator: "\n")
        }
        let hasAccount = try account(of: person.id) != nil
        let values = [
            "name": person.name, "entity": entity.name, "number": entity.number.formatted,
            "quality": domain?.labels[person.language] ?? quality.domain, "author": try visit.signedIn().person.name,
            "role": texts.say("roles.\(try visit.actor().role.rawValue)", in: person.language), "applications": lines(applications),
            "taken": lines(taken), "link": visit.house.settings.site,
            "signIn": texts.say(hasAccount ? "users.letters.withAccount" : "users.letters.withCard", in: person.language),
        ]
        for address in addresses ?? [person.email].compactMap(\.self) {
            let cause = LetterCause(try visit.actor().person, about: person.id)
            try post(letter.written(to: person, at: address, visit, values), cause, visit.house, at: visit.now)
        }
    }
}

extension Visit {
    /// Among the consequences of an act, that its subject is written to; nothing when nobody knows their address.
    func told(_ person: Person) -> [String] { person.email == nil ? [] : [say("users.told")] }
}
