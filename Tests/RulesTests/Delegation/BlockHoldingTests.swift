import Rules
import Testing

@Suite struct BlockHoldingTests {
    @Test(arguments: [
        (Role.coChief, ActCode.coChiefBlocked, ActCode.coChiefUnblocked), (.coManager, .coManagerBlocked, .coManagerUnblocked),
        (.user, .userBlocked, .userUnblocked),
    ]) func `a chief blocks and unblocks, each role under its own code`(role: Role, blocking: ActCode, unblocking: ActCode) throws {
        let active = Cast.holding(Cast.fatima, as: role)
        let block = try active.blocked(because: .leaving, on: Cast.occasion(.chief))
        #expect(block.code == blocking)
        #expect(block.subject == Cast.fatima)
        #expect(block.quality == active.assignment.quality)
        #expect(block.changes == [.opened(Block(id: .init(rawValue: 1001), assignment: active.assignment.id, reason: .leaving))])

        let blocked = Cast.holding(Cast.fatima, as: role, isBlocked: true)
        let unblock = try blocked.unblocked(on: Cast.occasion(.chief))
        #expect(unblock.code == unblocking)
        #expect(unblock.changes == [.closed(blocked.block!.id)])
    }

    @Test func `a block keeps the applications for later`() throws {
        let act = try Cast.holding(Cast.fatima, as: .user, "dimona", "dmfa").blocked(because: .absence, on: Cast.occasion(.coManager, Cast.pieter))
        #expect(act.changes.count == 1)
    }

    @Test func `nobody is blocked twice, or unblocked without a block`() {
        #expect(throws: Refusal.alreadyBlocked) {
            try Cast.holding(Cast.fatima, as: .user, isBlocked: true).blocked(because: .misuse, on: Cast.occasion(.chief))
        }
        #expect(throws: Refusal.notBlocked) { try Cast.holding(Cast.fatima, as: .user).unblocked(on: Cast.occasion(.chief)) }
    }

    @Test(arguments: [Role.representative, .chief, .manager]) func `a chief or a manager is replaced, never blocked, removed or edited`(role: Role) {
        let held = Cast.holding(Cast.jan, as: role)
        let chief = Cast.occasion(.chief)
        #expect(throws: Refusal.onlyReplaced) { try held.blocked(because: .other, on: chief) }
        #expect(throws: Refusal.onlyReplaced) { try held.unblocked(on: chief) }
        #expect(throws: Refusal.onlyReplaced) { try held.removed(on: chief) }
        #expect(throws: Refusal.onlyReplaced) { try held.edited(Cast.nowhereElse, on: chief) }
        #expect(throws: Refusal.onlyReplaced) { try held.passwordSet(Cast.nowhereElse, hasAccount: true, on: chief) }
    }

    @Test func `one may block oneself in a lower role, but never unblock`() throws {
        let marc = Cast.occasion(.coChief, Cast.marc)
        #expect(try Cast.holding(Cast.marc, as: .user).blocked(because: .mistake, on: marc).code == .userBlocked)
        #expect(throws: Refusal.yourself) { try Cast.holding(Cast.marc, as: .user, isBlocked: true).unblocked(on: marc) }
    }

    @Test func `equals do not block each other`() {
        #expect(throws: Refusal.notYourRole(.appointCoManagers)) {
            try Cast.holding(Cast.amelie, as: .coManager).blocked(because: .misuse, on: Cast.occasion(.coManager, Cast.pieter))
        }
        #expect(throws: Refusal.notYourRole(.appointCoChiefs)) {
            try Cast.holding(Cast.amelie, as: .coChief).blocked(because: .misuse, on: Cast.occasion(.coChief, Cast.marc))
        }
    }
}
