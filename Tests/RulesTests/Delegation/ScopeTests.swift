import Rules
import Testing

@Suite struct ScopeTests {
    private static let others: [Capacity] = [.mandatary, .contactCentreAgent, .machine]
    private static let scopes: [Scope] = [
        .quality(Cast.employer.id, in: Cast.linde.id), .entity(Cast.linde.id), .entities([Cast.linde.id, Cast.tournesol.id]), .installation,
    ]
    private static let places = [Place(Cast.employer), Place(Cast.care), Place(entity: Cast.linde.id), Place(Cast.bakery)]

    @Test func `whoever acts otherwise than with a role has no power, wherever they act`() {
        #expect(Set(Capacity.allCases) == Set(Role.allCases.map(Capacity.role) + Self.others))
        for (capacity, power) in Self.others.flatMap({ capacity in Power.allCases.map { (capacity, $0) } }) {
            #expect(Powers.reach(capacity, power) == nil)
            for (scope, place) in Self.scopes.flatMap({ scope in Self.places.map { (scope, $0) } }) {
                let refusal: Refusal = scope.includes(place.entity) ? .notYourRole(power) : .anotherEntity
                #expect(throws: refusal) { try Powers.require(power, of: capacity, over: scope, isBlocked: false, in: place) }
            }
        }
    }

    @Test func `a reach includes what the scope that it is of includes, and nothing else`() {
        func included(_ scope: Scope, _ reach: Powers.Reach) -> [Bool] { Self.places.map { scope.includes($0, as: reach) } }
        let nothing = [false, false, false, false]
        #expect(Self.scopes.map { included($0, .ownQuality) } == [[true, false, false, false], nothing, nothing, nothing])
        #expect(Self.scopes.map { included($0, .entity) } == [[true, true, true, false], [true, true, true, false], nothing, nothing])
        #expect(Self.scopes.map { included($0, .entities) } == [nothing, nothing, [true, true, true, true], nothing])
        #expect(Self.scopes.map { included($0, .installation) } == [nothing, nothing, nothing, [true, true, true, true]])
        #expect(!Scope.entities([Cast.tournesol.id]).includes(Cast.linde.id))
    }

    @Test func `a national number is seen in full by those who stand above its person, where they do`() {
        for (viewer, owner) in MissionTable.roles.flatMap({ viewer in MissionTable.roles.map { (viewer, $0) } }) {
            for isBlocked in [false, true] {
                for place in Self.places {
                    let acting = Cast.acting(viewer, Cast.sofie, isBlocked: isBlocked)
                    let isThere = viewer.isOfQuality ? place == Place(Cast.employer) : place.entity == Cast.linde.id
                    let isSeen = acting.may(.seeNationalNumber, in: place, on: Target(Cast.amelie, as: owner, raises: false))
                    #expect(isSeen == (isThere && !isBlocked && viewer != .user && MissionTable.isHigher(viewer, than: owner)), "\(viewer) \(owner)")
                }
            }
        }
    }
}
