import Foundation
import Rules
import Web

/// What the form about a new user says, read into values of the rules: as much of it as may be chosen for that person.
struct UserDetails: Sendable {
    let givenName: PersonName?
    let familyName: PersonName?
    let title: PersonTitle?
    let language: Language?
    let email: EmailAddress?
    let secondEmail: EmailAddress?
    /// Whether language and addresses are said at all; those of somebody known are otherwise left as they are.
    private let saysContact: Bool

    /// Nothing is said of somebody who is known.
    static let untouched = UserDetails()

    private init() { (givenName, familyName, title, language, email, secondEmail, saysContact) = (nil, nil, nil, nil, nil, nil, false) }

    /// Problems are left with the reader; call its `finish` before using any of this.
    init(_ reader: inout FormReader, for registrant: Registrant) {
        let isNew = registrant.isNew
        familyName = isNew ? reader.required("familyName", PersonName.init) : nil
        givenName = isNew ? reader.optional("givenName", PersonName.init) : nil
        title = isNew && !reader.form["title"].isEmpty ? reader.choice("title", PersonTitle.init(rawValue:)) : nil
        let isAsked = registrant.asksContact
        saysContact = isAsked
        language = isAsked ? reader.choice("language", Language.init(rawValue:)) : nil
        email = isAsked ? reader.required("email", EmailAddress.init) : nil
        secondEmail = isAsked ? reader.optional("secondEmail", EmailAddress.init) : nil
    }

    /// The person as they will be once registered.
    func person(_ registrant: Registrant, newKey: Person.ID) -> Person? {
        if var known = registrant.person {
            guard saysContact, registrant.asksContact else { return known }
            known.language = language ?? known.language
            (known.email, known.secondEmail) = (email, secondEmail)
            return known
        }
        guard let familyName, let language else { return nil }
        return Person(
            id: newKey, ssin: registrant.ssin, givenName: givenName, familyName: familyName, title: title, language: language, email: email,
            secondEmail: secondEmail)
    }
}

extension FormReader {
    /// The applications ticked: at least one, and none that the domain does not have.
    mutating func applications(of domain: AccessDomain) -> Set<String> {
        let ticked = Set(form.all("applications"))
        if ticked.isEmpty { add("applications", "unticked") }
        if ticked.contains(where: { domain.application($0) == nil }) { add("applications", "choice") }
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
