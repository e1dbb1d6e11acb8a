import Rules
import Web

/// What someone may change of their own row; names and number are the register's (MISSION U1).
struct OwnContact: Hashable, Sendable {
    let language: Language
    let email: EmailAddress
    let secondEmail: EmailAddress?
    let phone: PhoneNumber?

    /// - Throws: `Invalid`, with every field that is wrong.
    init(_ form: Form) throws {
        var reader = FormReader(form)
        let language = reader.choice("language", Language.init(rawValue:))
        let email = reader.required("email", EmailAddress.init)
        secondEmail = reader.optional("secondEmail", EmailAddress.init)
        phone = reader.optional("phone", PhoneNumber.init)
        if let email, email == secondEmail { reader.add("secondEmail", "sameEmail") }
        try reader.finish()
        guard let language, let email else { throw reader.invalid }
        (self.language, self.email) = (language, email)
    }

    static let fields = ["language", "email", "secondEmail", "phone"]

    /// The form as it is filled in before anything is typed.
    static func form(of person: Person) -> Form {
        Form([
            "language": [person.language.rawValue], "email": [person.email?.text ?? ""], "secondEmail": [person.secondEmail?.text ?? ""],
            "phone": [person.phone?.text ?? ""],
        ])
    }

    func changed(_ person: Person) -> Person {
        var person = person
        (person.language, person.email, person.secondEmail, person.phone) = (language, email, secondEmail, phone)
        return person
    }
}
