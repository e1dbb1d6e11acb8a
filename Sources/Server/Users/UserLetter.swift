import Foundation
import Rules
import Storage
import Web

/// What users are told, each time somebody changes what they may do (complaint 1 of DOMAIN §8): what was done, by whom and for which entity.
struct UserLetter: Announcement {
    enum Kind: String, Sendable { case registered, applicationsChanged, passwordSet, addressesChanged, blocked, unblocked, removed }

    private let kind: Kind
    private let person: Person
    private let quality: Quality
    private let addresses: [EmailAddress]
    /// Codes of applications.
    private let given, taken: [SecuredApplication.Code]

    /// To the person's own address, if anybody knows it.
    init(_ kind: Kind, to person: Person, in quality: Quality, given: [SecuredApplication.Code] = [], taken: [SecuredApplication.Code] = []) {
        self.init(kind, to: person, at: [person.email].compactMap(\.self), in: quality, given: given, taken: taken)
    }

    private init(
        _ kind: Kind, to person: Person, at addresses: [EmailAddress], in quality: Quality, given: [SecuredApplication.Code],
        taken: [SecuredApplication.Code]
    ) {
        (self.kind, self.person, self.addresses, self.quality, self.given, self.taken) = (kind, person, addresses, quality, given, taken)
    }

    /// To whoever reads the addresses that a person had, and those they have now; nil when they are the same.
    static func addressesChanged(from former: Person, to person: Person, in quality: Quality) -> UserLetter? {
        let changed = ChangedAddresses(from: former, to: person)
        return changed.isEmpty ? nil : UserLetter(.addressesChanged, to: person, at: changed.all, in: quality, given: [], taken: [])
    }

    var counted: LetterCount { .about(person.id.rawValue) }
    var recipient: Person.ID? { addresses.isEmpty ? nil : person.id }

    func letters(in tx: borrowing Transaction, _ post: Correspondence) throws -> [Letter] {
        guard let entity = try tx.entity(quality.entity), let author = try tx.person(post.author) else { throw NotFound() }
        let (texts, language) = (post.texts, person.language)
        let values = [
            "name": person.name, "entity": entity.name, "number": entity.number.formatted,
            "quality": post.catalogue[quality.domain]?.labels[language] ?? quality.domain.rawValue, "author": author.name,
            "role": post.role.map { texts.say("roles.\($0.rawValue)", in: language) } ?? "", "applications": lines(given, post),
            "taken": lines(taken, post), "link": post.site,
            "signIn": texts.say(try tx.account(of: person.id) != nil ? "users.letters.withAccount" : "users.letters.withCard", in: language),
        ]
        return try addresses.map { address in
            try Letter(
                to: address, subject: texts.say("users.letters.\(kind.rawValue).subject", values, in: language),
                body: texts.say("users.letters.\(kind.rawValue).body", values, in: language), language: language)
        }
    }

    private func lines(_ codes: [SecuredApplication.Code], _ post: Correspondence) -> String {
        let domain = post.catalogue[quality.domain]
        let labels = codes.map { "– \(domain?.application($0)?.labels[person.language] ?? $0.rawValue)" }
        return labels.isEmpty ? post.texts.say("users.letters.nothing", in: person.language) : labels.joined(separator: "\n")
    }
}
