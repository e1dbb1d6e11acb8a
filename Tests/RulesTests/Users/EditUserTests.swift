import Rules
import Testing

@Suite struct EditUserTests {
    private let fatima = Cast.holding(Cast.fatima, as: .user, "dimona")
    private let pieter = Cast.occasion(.coManager, Cast.pieter)

    @Test func `a co-manager edits a user and sets a new password; the acts tell neither`() throws {
        let edit = try fatima.edited(Cast.nowhereElse, on: pieter)
        let password = try fatima.passwordSet(Cast.nowhereElse, hasAccount: true, on: pieter)
        #expect(edit.code == .userEdited)
        #expect(password.code == .userPasswordSet)
        for act in [edit, password] {
            #expect(act.subject == Cast.fatima)
            #expect(act.quality == Cast.employer.id)
            #expect(act.changes.isEmpty)
            #expect(act.details.isEmpty)
        }
    }

    @Test func `of a co-manager and of a co-chief, acts of their own tell it, under the power that appoints them`() throws {
        let (coManager, coChief) = (Cast.holding(Cast.pieter, as: .coManager), Cast.holding(Cast.marc, as: .coChief))
        let (jan, sofie) = (Cast.occasion(.manager, Cast.jan), Cast.occasion(.chief))
        #expect(try coManager.edited(Cast.nowhereElse, on: jan).code == .coManagerEdited)
        #expect(try coManager.passwordSet(Cast.nowhereElse, hasAccount: true, on: jan).code == .coManagerPasswordSet)
        #expect(try coChief.edited(Cast.nowhereElse, on: sofie).code == .coChiefEdited)
        #expect(try coChief.passwordSet(Cast.nowhereElse, hasAccount: true, on: sofie).code == .coChiefPasswordSet)
        #expect(throws: Refusal.notYourRole(.appointCoManagers)) { try coManager.edited(Cast.nowhereElse, on: pieter) }
        #expect(throws: Refusal.notYourRole(.appointCoChiefs)) { try coChief.edited(Cast.nowhereElse, on: Cast.occasion(.coChief, Cast.marc)) }
    }

    @Test func `a first account of a co-chief is opened by the chief alone, and for nobody who stands elsewhere`() throws {
        try Cast.linde.mayOpenAccount(for: Cast.amelie, Cast.nowhereElse, on: Cast.occasion(.chief))
        #expect(throws: Refusal.notYourRole(.appointCoChiefs)) {
            try Cast.linde.mayOpenAccount(for: Cast.amelie, Cast.nowhereElse, on: Cast.occasion(.coChief, Cast.marc))
        }
        let elsewhere = OtherHoldings(highestRole: .user, isElsewhere: true)
        #expect(throws: Refusal.knownElsewhere) { try Cast.linde.mayOpenAccount(for: Cast.amelie, elsewhere, on: Cast.occasion(.chief)) }
    }

    @Test func `there is no password to set without an account`() {
        #expect(throws: Refusal.accountMissing) { try fatima.passwordSet(Cast.nowhereElse, hasAccount: false, on: pieter) }
    }

    @Test(arguments: [Role.coManager, .manager, .coChief, .chief, .representative])
    func `whoever is more than a user elsewhere in the entity is out of a co-manager's hands`(role: Role) {
        let otherHoldings = OtherHoldings(highestRole: role, isElsewhere: false)
        #expect(throws: Refusal.equalOrSuperior) { try fatima.passwordSet(otherHoldings, hasAccount: true, on: pieter) }
        #expect(throws: Refusal.equalOrSuperior) { try fatima.edited(otherHoldings, on: pieter) }
        #expect(throws: Refusal.equalOrSuperior) { try Cast.employer.mayOpenAccount(for: Cast.fatima, otherHoldings, on: pieter) }
    }

    @Test func `not even a chief touches the account of someone who stands in another entity`() {
        let otherHoldings = OtherHoldings(highestRole: .user, isElsewhere: true)
        let chief = Cast.occasion(.chief)
        #expect(throws: Refusal.knownElsewhere) { try fatima.passwordSet(otherHoldings, hasAccount: true, on: chief) }
        #expect(throws: Refusal.knownElsewhere) { try fatima.edited(otherHoldings, on: chief) }
        #expect(throws: Refusal.knownElsewhere) { try Cast.employer.mayOpenAccount(for: Cast.fatima, otherHoldings, on: chief) }
    }

    @Test func `in a quality, one touches only the accounts that open nothing beyond it`() throws {
        let both = OtherHoldings(highestRole: .user, isElsewhere: false, qualities: [Cast.employer.id, Cast.care.id])
        #expect(throws: Refusal.knownElsewhere) { try fatima.passwordSet(both, hasAccount: true, on: Cast.occasion(.manager, Cast.jan)) }
        #expect(throws: Refusal.knownElsewhere) { try fatima.edited(both, on: pieter) }
        #expect(throws: Refusal.knownElsewhere) { try Cast.employer.mayOpenAccount(for: Cast.fatima, both, on: pieter) }
        #expect(try fatima.passwordSet(both, hasAccount: true, on: Cast.occasion(.coChief, Cast.marc)).code == .userPasswordSet)
        let here = OtherHoldings(highestRole: .user, isElsewhere: false, qualities: [Cast.employer.id])
        #expect(try fatima.passwordSet(here, hasAccount: true, on: pieter).code == .userPasswordSet)
    }

    @Test func `a first account is opened for someone who stands nowhere else, never for oneself`() throws {
        try Cast.employer.mayOpenAccount(for: Cast.amelie, Cast.nowhereElse, on: pieter)
        #expect(throws: Refusal.yourself) { try Cast.employer.mayOpenAccount(for: Cast.pieter, Cast.nowhereElse, on: pieter) }
        #expect(throws: Refusal.anotherQuality(.manageUsers)) { try Cast.care.mayOpenAccount(for: Cast.amelie, Cast.nowhereElse, on: pieter) }
    }
}
