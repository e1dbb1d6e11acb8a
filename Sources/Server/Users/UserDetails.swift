import Foundation
import Rules
import Web

/// What the form about a new user says, read into values of the rules: as much of it as may be chosen for that person.
struct UserDetails: Sendable {
    let givenName: PersonName?
    let familyName: PersonName?
    let title: PersonTitle?
    /// Nil when nothing is said of it; that of somebody known is then left as it is.
    var contact: UserContact?

    /// Nothing is said of somebody who is known.
    static let untouched = UserDetails(givenName: nil, familyName: nil, title: nil, contact: nil)

    private init(givenName: PersonName?, familyName: PersonName?, title: PersonTitle?, contact: UserContact?) {
        (self.givenName, self.familyName, self.title, self.contact) = (givenName, familyName, title, contact)
    }

    /// Problems are left with the reader; call its `finish` before using any of this.
    init(_ reader: inout FormReader, for registrant: Registrant) {
        let isNew = registrant.isNew
        familyName = isNew ? reader.required("familyName", PersonName.init) : nil
        givenName = isNew ? reader.optional("givenName", PersonName.init) : nil
        title = isNew && !reader.form["title"].isEmpty ? reader.choice("title", PersonTitle.init(rawValue:)) : nil
        guard registrant.asksContact else { return }
        let language = reader.choice("language", Language.init(rawValue:))
        let email = reader.required("email", EmailAddress.init)
        let second = reader.optional("secondEmail", EmailAddress.init)
        contact = language.map { UserContact(language: $0, email: email, secondEmail: second) }
    }

    /// What was kept of a form that was read when it was saved. Problems are left with the reader.
    init(kept reader: inout FormReader) {
        familyName = reader.optional("familyName", PersonName.init)
        givenName = reader.optional("givenName", PersonName.init)
        title = reader.form["title"].isEmpty ? nil : reader.choice("title", PersonTitle.init(rawValue:))
        guard !reader.form["language"].isEmpty, let language = reader.choice("language", Language.init(rawValue:)) else { return }
        contact = UserContact(
            language: language, email: reader.optional("email", EmailAddress.init), secondEmail: reader.optional("secondEmail", EmailAddress.init))
    }

    /// What the form about that person asks.
    func limited(to registrant: Registrant) -> UserDetails {
        let isNew = registrant.isNew
        return UserDetails(
            givenName: isNew ? givenName : nil, familyName: isNew ? familyName : nil, title: isNew ? title : nil,
            contact: registrant.asksContact ? contact : nil)
    }

    /// As the fields of the form say it.
    var texts: [String: String] {
        let names = ["familyName": familyName?.text, "givenName": givenName?.text, "title": title?.rawValue].compactMapValues(\.self)
        return names.merging(contact?.texts ?? [:]) { $1 }
    }

    /// The person as they will be once registered.
    func person(_ registrant: Registrant, newKey: Person.ID) -> Person? {
        if var known = registrant.person {
            guard let contact, registrant.asksContact else { return known }
            (known.language, known.email, known.secondEmail) = (contact.language, contact.email, contact.secondEmail)
            return known
        }
        guard let familyName, let contact else { return nil }
        return Person(
            id: newKey, ssin: registrant.ssin, givenName: givenName, familyName: familyName, title: title, language: contact.language,
            email: contact.email, secondEmail: contact.secondEmail)
    }
}

/// How somebody is written to.
struct UserContact: Hashable, Sendable {
    var language: Language
    var email: EmailAddress?
    var secondEmail: EmailAddress?

    init(language: Language, email: EmailAddress?, secondEmail: EmailAddress?) {
        (self.language, self.email, self.secondEmail) = (language, email, secondEmail)
    }

    init(_ person: Person) { self.init(language: person.language, email: person.email, secondEmail: person.secondEmail) }

    /// As a draft keeps what stood in the form: addresses that would be refused today among them.
    init?(kept texts: [String: String]) {
        guard let language = Language(rawValue: texts["language"] ?? "") else { return nil }
        func address(_ name: String) -> EmailAddress? { texts[name].flatMap { try? EmailAddress.stored($0) } }
        self.init(language: language, email: address("email"), secondEmail: address("secondEmail"))
    }

    var texts: [String: String] {
        ["language": language.rawValue, "email": email?.text ?? "", "secondEmail": secondEmail?.text ?? ""]
    }

    var form: Form { Form(texts.mapValues { [$0] }) }
}

extension Form {
    /// The codes of applications that a field names, whether there are such or not.
    func applications(_ field: String) -> Set<SecuredApplication.Code> { Set(all(field).map(SecuredApplication.Code.init(rawValue:))) }
}

extension AccessDomain {
    /// What is wrong with a choice of applications, by the codes of the form's errors.
    func problems(ofTicked applications: Set<SecuredApplication.Code>) -> [String] {
        if applications.isEmpty { return ["unticked"] }
        return applications.allSatisfy { application($0) != nil } ? [] : ["choice"]
    }
}

extension FormReader {
    /// The applications ticked: at least one, and none that the domain does not have.
    mutating func applications(of domain: AccessDomain) -> Set<SecuredApplication.Code> {
        let ticked = form.applications("applications")
        for code in domain.problems(ofTicked: ticked) { add("applications", code) }
        return ticked
    }

    /// The user name and password typed: none, when the person has an account or goes on without. `kept` when a draft has the password already.
    mutating func account(for registrant: Registrant, kept: Bool, _ visit: Visit) -> (userName: UserName?, password: String?) {
        let isTyped = !form["userName"].isEmpty || !form["userNameAgain"].isEmpty || !form.exact("password").isEmpty
        guard registrant.mayOpenAccount, registrant.isNew || isTyped else { return (nil, nil) }
        let userName = required("userName", UserName.init)
        twice("userName", again: "userNameAgain")
        if kept, form.exact("password").isEmpty, form.exact("passwordAgain").isEmpty { return (userName, nil) }
        return (userName, visit.newPassword(&self, personal: PersonalWords(typed: form, for: registrant)))
    }
}

extension PersonalWords {
    /// What the form says of a new user, and what is known of them.
    init(typed form: Form, for registrant: Registrant) {
        let typed = [form["userName"], form["givenName"], form["familyName"], form["email"], form["secondEmail"], registrant.ssin.digits]
        let known = registrant.person.map { [$0.givenName?.text ?? "", $0.familyName.text] } ?? []
        self.init(typed + known)
    }
}
