import Foundation
import Rules
import Storage
import Web

/// What users and those who manage are told, each time somebody changes what they may do (complaint 1 of DOMAIN §8): what was done, by whom and for which
/// entity.
struct UserLetter: Announcement {
    enum Kind: String, Sendable { case registered, applicationsChanged, passwordSet, addressesChanged, blocked, unblocked, removed }

    private let kind: Kind
    private let person: Person
    /// As what they stand there.
    private let role: Role
    private let place: Place
    private let addresses: [EmailAddress]
    /// Codes of applications.
    private let given, taken: [SecuredApplication.Code]

    /// To the person's own address, if anybody knows it.
    init(_ kind: Kind, to user: RegisteredUser, given: [SecuredApplication.Code] = [], taken: [SecuredApplication.Code] = []) {
        self.init(kind, to: user.person, as: user.role, in: user.place, given: given, taken: taken)
    }

    init(
        _ kind: Kind, to person: Person, as role: Role, in place: Place, given: [SecuredApplication.Code] = [], taken: [SecuredApplication.Code] = []
    ) {
        self.init(kind, to: person, as: role, at: [person.email].compactMap(\.self), in: place, given: given, taken: taken)
    }

    private init(
        _ kind: Kind, to person: Person, as role: Role, at addresses: [EmailAddress], in place: Place, given: [SecuredApplication.Code],
        taken: [SecuredApplication.Code]
    ) {
        (self.kind, self.person, self.role, self.addresses, self.place) = (kind, person, role, addresses, place)
        (self.given, self.taken) = (given, taken)
    }

    /// To whoever reads the addresses that a person had, and those they have now; nil when they are the same.
    static func addressesChanged(from former: Person, to person: Person, in place: Place) -> UserLetter? {
        let changed = ChangedAddresses(from: former, to: person)
        return changed.isEmpty ? nil : UserLetter(.addressesChanged, to: person, as: .user, at: changed.all, in: place, given: [], taken: [])
    }

    var counted: LetterCount { .about(person.id.rawValue) }
    var personName: String? { person.name }
    var recipient: Person.ID? { addresses.isEmpty ? nil : person.id }

    func letters(in tx: borrowing Transaction, _ post: Correspondence, _ read: inout LetterReadings) throws -> [Letter] {
        let (values, language) = (try values(tx, post, &read), person.language)
        return try addresses.map { address in
            try Letter(
                to: address, subject: post.texts.say("\(texts).\(kind.rawValue).subject", values, in: language),
                body: post.texts.say("\(texts).\(kind.rawValue).body", values, in: language), language: language)
        }
    }

    /// What is done to a role that manages is said of the role; what is done to an account or to applications, alike to everybody.
    private var texts: String {
        switch kind {
        case .registered, .blocked, .unblocked, .removed: role == .user ? "users.letters" : "staff.letters"
        case .applicationsChanged, .passwordSet, .addressesChanged: "users.letters"
        }
    }

    private func values(_ tx: borrowing Transaction, _ post: Correspondence, _ read: inout LetterReadings) throws -> [String: String] {
        let (entity, author) = (try read.entity(place.entity, tx), try read.person(post.author, tx))
        let (texts, language) = (post.texts, person.language)
        let domain = try place.quality.map { try read.quality($0, tx).domain }
        var values = [
            "name": person.name, "entity": entity.name, "number": entity.number.formatted, "author": author.name,
            "role": post.role.map { texts.say("roles.\($0.rawValue)", in: language) } ?? "", "applications": lines(given, domain, post),
            "taken": lines(taken, domain, post), "link": post.site, "what": texts.say("roles.\(role.rawValue)", in: language),
        ]
        if kind == .registered {
            values["signIn"] = texts.say(try tx.account(of: person.id) != nil ? "users.letters.withAccount" : "users.letters.withCard", in: language)
        }
        values["quality"] = domain.map { post.catalogue[$0]?.labels[language] ?? $0.rawValue }
        values["where"] = texts.say(domain == nil ? "staff.letters.inEntity" : "staff.letters.inQuality", values, in: language)
        return values
    }

    private func lines(_ codes: [SecuredApplication.Code], _ domain: AccessDomain.Code?, _ post: Correspondence) -> String {
        let domain = domain.flatMap { post.catalogue[$0] }
        let labels = codes.map { "– \(domain?.application($0)?.labels[person.language] ?? $0.rawValue)" }
        return labels.isEmpty ? post.texts.say("users.letters.nothing", in: person.language) : labels.joined(separator: "\n")
    }
}
