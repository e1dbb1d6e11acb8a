import Rules
import Testing

@Suite struct PowersTests {
    /// Which row of MISSION's table each power is. Consulting and editing an entity as a whole has no "own quality": that part is the quality's.
    private static func row(_ power: Power) -> MissionTable.Row? {
        switch power {
        case .designateChief: .chief
        case .appointCoChiefs: .coChiefs
        case .activateQualities, .appointManagers: .qualities
        case .appointCoManagers: .coManagers
        case .manageUsers: .users
        case .searchUsers: .search
        case .consultEntity, .editEntity, .consultQualities, .editQualities: .details
        case .registerSenders: .senders
        case .ownData: .ownData
        // MISSION's table has no row of it: whoever stands above somebody sees their number.
        case .seeNationalNumber: nil
        }
    }

    @Test(arguments: Power.allCases) func `each power reaches as far as MISSION's table says`(power: Power) {
        guard let row = Self.row(power) else { return }
        for role in Role.allCases {
            let expected: Powers.Reach? =
                switch MissionTable.cell(row, role) {
                case .yes: .entity
                case .own: power == .consultEntity || power == .editEntity ? nil : .ownQuality
                case .no: nil
                }
            #expect(Powers.reach(role, power) == expected, "\(role) \(power)")
        }
    }

    @Test func `every row of MISSION's table but none twice over is a power`() {
        #expect(Set(Power.allCases.compactMap(Self.row)) == Set(MissionTable.Row.allCases))
        #expect(MissionTable.Row.allCases.count == MissionTable.text.split(separator: "\n").count - 2)
    }

    @Test func `roles stand in the order of the chain`() {
        #expect(Role.allCases.sorted(by: >) == MissionTable.roles)
    }

    @Test func `the nearest who can help is the lowest role with the power`() {
        #expect(Powers.holders(of: .manageUsers) == [.coManager, .manager, .coChief, .chief])
        #expect(Refusal.notYourRole(.manageUsers).helper == .role(.coManager))
        #expect(Refusal.notYourRole(.appointCoManagers).helper == .role(.manager))
        #expect(Refusal.notYourRole(.activateQualities).helper == .role(.coChief))
        #expect(Refusal.notYourRole(.appointCoChiefs).helper == .role(.chief))
        #expect(Refusal.notYourRole(.designateChief).helper == .role(.representative))
    }

    @Test func `a refusal names what stands in the way, the widest first`() {
        let pieter = Cast.acting(.coManager, Cast.pieter)
        #expect(throws: Refusal.anotherEntity) { try pieter.require(.manageUsers, in: Place(Cast.bakery)) }
        #expect(throws: Refusal.anotherQuality(.manageUsers)) { try pieter.require(.manageUsers, in: Place(Cast.care)) }
        #expect(throws: Refusal.notYourRole(.appointCoManagers)) { try pieter.require(.appointCoManagers, in: Place(Cast.employer)) }
        #expect(throws: Refusal.equalOrSuperior) {
            try pieter.require(.manageUsers, in: Place(Cast.employer), on: Target(Cast.jan, as: .coManager, raises: false))
        }
        #expect(throws: Refusal.yourself) {
            try pieter.require(.manageUsers, in: Place(Cast.employer), on: Target(Cast.pieter, as: .user, raises: true))
        }
        let blocked = Cast.acting(.coManager, Cast.pieter, isBlocked: true)
        #expect(throws: Refusal.blocked) { try blocked.require(.manageUsers, in: Place(Cast.employer)) }
        #expect(throws: Refusal.anotherEntity) { try blocked.require(.manageUsers, in: Place(Cast.bakery)) }
    }

    @Test func `asking whether one may gives the same answer as doing it`() {
        #expect(Cast.acting(.manager).may(.manageUsers, in: Place(Cast.employer)))
        #expect(!Cast.acting(.manager).may(.manageUsers, in: Place(Cast.care)))
    }

    @Test func `every refusal has a code of its own`() {
        #expect(Set(Refusal.allCodes).count == Refusal.allCodes.count)
        for refusal in Refusal.samples { #expect(Refusal(code: refusal.code, detail: refusal.detail) == refusal) }
        #expect(Refusal.notYourRole(.manageUsers).code == "notYourRole")
        #expect(Refusal.functionEnded(on: Cast.day(0)).code == "functionEnded")
        #expect(Refusal.alreadyChief.code == "alreadyChief")
    }

    @Test func `a role taken from the register carries the legal function as its authority`() {
        let acting = Acting(Cast.function(Cast.claire, of: Cast.tournesol))
        #expect(acting.role == .representative)
        #expect(acting.person == Cast.claire)
        #expect(acting.entity == Cast.tournesol.id)
        #expect(acting.authority == .function(.init(rawValue: 31)))
        #expect(!acting.isBlocked)
    }

    @Test func `a role held by assignment carries the assignment as its authority, and its block`() {
        let held = Cast.holding(Cast.pieter, as: .coManager, isBlocked: true)
        let acting = Acting(held.assignment, isBlocked: held.isBlocked)
        #expect(
            acting
                == Acting(
                    person: Cast.pieter, role: .coManager, entity: Cast.linde.id, quality: Cast.employer.id,
                    authority: .assignment(held.assignment.id), isBlocked: true))
    }
}
