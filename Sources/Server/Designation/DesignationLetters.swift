import Rules
import Storage
import Web

/// Who is told of a designation: the new chief what to do next, the former chief that it has ended, the representative what they did
/// (MISSION D6, D10). Each in their own language; nobody is told twice.
struct DesignationLetters: Announcement {
    let entity: Entity
    let chief: Person
    let author: Person
    let former: Person?

    var counted: LetterCount { .about(entity.id.rawValue) }
    var recipient: Person.ID? { chief.email == nil ? nil : chief.id }

    func letters(in tx: borrowing Transaction, _ post: Correspondence, _ read: inout LetterReadings) throws -> [Letter] {
        var letters = [try letter("chief", to: chief, post)]
        if chief.id != author.id { letters.append(try letter(former == nil ? "designated" : "replaced", to: author, post)) }
        if let former, former.id != author.id { letters.append(try letter("former", to: former, post)) }
        return letters.compactMap(\.self)
    }

    /// Nothing for someone whose address nobody knows.
    private func letter(_ kind: String, to person: Person, _ post: Correspondence) throws -> Letter? {
        guard let email = person.email else { return nil }
        let values = [
            "entity": entity.name, "number": entity.number.formatted, "chief": chief.name, "author": author.name, "former": former?.name ?? "",
            "name": person.name, "link": "\(post.site)\(Address.entity(entity.number))",
        ]
        return try Letter(
            to: email, subject: post.texts.say("designation.letters.\(kind).subject", values, in: person.language),
            body: post.texts.say("designation.letters.\(kind).body", values, in: person.language), language: person.language)
    }
}
