import HTTPTypes
import HummingbirdCore
import Rules
import Web

extension Visit {
    /// Whether the numbers of people who have that role here are shown in full: whoever has the power sees those of people below.
    func seesNumbers(of role: Role) -> Bool {
        guard let acting else { return false }
        return may(.seeNationalNumber, on: Target(acting.person, as: role, raises: false))
    }

    /// A national number as the visitor may see it: in full, and then that is recorded, or masked.
    /// - Parameters:
    ///   - person: whose it is; nil of one that was typed and nobody is known by.
    ///   - role: what the person is here, or is about to become.
    func number(_ ssin: SSIN, of person: Person.ID?, as role: Role, on page: Disclosure.Page) -> String {
        guard seesNumbers(of: role) else { return ssin.masked }
        if person == nil || person != self.person?.id { disclose(person, 1, on: page) }
        return ssin.formatted
    }

    /// Records that numbers of others are shown in full. It is written with many others, at the latest before more are shown than may be lost.
    func disclose(_ subject: Person.ID?, _ people: Int, on page: Disclosure.Page) {
        // HEAD is answered without what would have been shown.
        guard people > 0, request.method != .head, let acting, let entity else { return }
        disclosed.set()
        house.disclosures.add(
            Disclosure(
                id: house.newID(), at: now, viewer: acting.person, role: acting.role, authority: acting.authority, entity: entity.id,
                quality: quality?.id, subject: subject, people: people, page: page, request: requestID))
    }
}

extension Form {
    /// Without the fields that hold a national number: no address shows one, whoever wrote it there.
    var withoutNumbers: Form { Form(values.filter { !$0.value.contains(where: \.isNumber) }) }

    /// Whether some field holds a national number.
    var holdsNumber: Bool { values.values.contains { $0.contains(where: \.isNumber) } }
}

extension String {
    /// Whether it is a national number, however it is written.
    fileprivate var isNumber: Bool { (try? SSIN(self)) != nil }
}
