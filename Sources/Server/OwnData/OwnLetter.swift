import Rules

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
