import Rules
import Storage
import Web

/// Tells someone what was done to their own account, in their language, so that they notice when it was not them.
struct OwnLetter: Announcement {
    enum Kind: String, Sendable { case account, password, email, newEmail, certificate, certificateRemoved }

    private let kind: Kind
    private let person: Person
    private let addresses: [EmailAddress]

    /// To the person's own address, if anybody knows it.
    init(_ kind: Kind, to person: Person) { self.init(kind, to: person, at: [person.email].compactMap(\.self)) }

    fileprivate init(_ kind: Kind, to person: Person, at addresses: [EmailAddress]) {
        (self.kind, self.person, self.addresses) = (kind, person, addresses)
    }

    /// Nobody is kept from choosing another password by letters about addresses, which somebody else may have caused who knew it.
    var counted: LetterCount { .byAddress }
    var recipient: Person.ID? { addresses.isEmpty ? nil : person.id }

    func letters(in tx: borrowing Transaction, _ post: Correspondence, _ read: inout LetterReadings) throws -> [Letter] {
        try addresses.map { address in
            try Letter(
                to: address, subject: post.texts.say("ownData.letters.\(kind.rawValue).subject", in: person.language),
                body: post.texts.say("ownData.letters.\(kind.rawValue).body", ["name": person.name], in: person.language), language: person.language)
        }
    }
}

/// After someone gave other e-mail addresses themselves: the addresses that mail no longer goes to are told, and those that it goes to from now on.
struct OwnAddressLetters: Announcement {
    let former: Person
    let person: Person
    /// False where the new address is written to anyway.
    let tellsNew: Bool

    var counted: LetterCount { .about(person.id.rawValue) }
    var recipient: Person.ID? { nil }

    func letters(in tx: borrowing Transaction, _ post: Correspondence, _ read: inout LetterReadings) throws -> [Letter] {
        let changed = ChangedAddresses(from: former, to: person)
        return try OwnLetter(.email, to: person, at: changed.former).letters(in: tx, post, &read)
            + OwnLetter(.newEmail, to: person, at: tellsNew ? changed.new : []).letters(in: tx, post, &read)
    }
}
