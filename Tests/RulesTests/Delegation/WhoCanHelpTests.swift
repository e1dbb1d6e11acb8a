import Rules
import Testing

@Suite struct WhoCanHelpTests {
    private let entity = Entity.ID(rawValue: 1)
    private let quality = Quality.ID(rawValue: 10)
    private let other = Quality.ID(rawValue: 11)
    private var place: Place { Place(entity: entity, quality: quality) }

    private func acting(_ key: Int64, _ role: Role, in quality: Quality.ID? = nil, isBlocked: Bool = false) -> Acting {
        Acting(
            person: .init(rawValue: key), role: role, entity: entity, quality: quality, authority: .assignment(.init(rawValue: key)),
            isBlocked: isBlocked)
    }

    private func helper(_ refusal: Refusal, of reader: Acting..., among holders: Acting...) -> Int64? {
        refusal.helper(among: holders, for: reader, in: place)?.person.rawValue
    }

    @Test func `a user is sent to the manager of their quality, or to the chief who manages it`() {
        let fatima = acting(1, .user, in: quality)
        #expect(
            helper(
                .notYourRole(.manageUsers), of: fatima, among: acting(9, .chief), acting(4, .coManager, in: quality), acting(3, .manager, in: quality)
            ) == 3)
        #expect(helper(.notYourRole(.manageUsers), of: fatima, among: acting(9, .representative), acting(8, .chief)) == 8)
    }

    @Test func `nobody is sent to themselves, in whatever role, or to someone blocked`() {
        let (sofie, marc) = (acting(8, .chief), acting(7, .coChief))
        #expect(helper(.equalOrSuperior, of: sofie, among: sofie, marc) == nil)
        #expect(helper(.equalOrSuperior, of: sofie, among: sofie, acting(8, .representative), acting(6, .representative)) == 6)
        #expect(helper(.yourself, of: sofie, among: sofie, marc) == 7)
        #expect(helper(.yourself, of: marc, among: sofie, marc) == 8)
        #expect(
            helper(.notYourRole(.manageUsers), of: acting(1, .user, in: quality), among: acting(3, .manager, in: quality, isBlocked: true), sofie)
                == 8)
    }

    @Test func `only someone above can lift a block or act on an equal`() {
        let pieter = acting(4, .coManager, in: quality, isBlocked: true)
        #expect(helper(.blocked, of: pieter, among: acting(5, .coManager, in: quality), acting(3, .manager, in: quality), acting(8, .chief)) == 3)
        #expect(helper(.equalOrSuperior, of: acting(3, .manager, in: quality), among: acting(4, .coManager, in: quality), acting(8, .chief)) == 8)
    }

    @Test func `the managers of a quality are named to nobody outside of it`() {
        let elsewhere = acting(1, .user, in: other)
        #expect(helper(.anotherQuality(.manageUsers), of: elsewhere, among: acting(3, .manager, in: quality), acting(8, .chief)) == 8)
        #expect(Refusal.notYourRole(.manageUsers).helper(among: [acting(8, .chief)], for: [], in: place) == nil)
    }

    @Test func `what only a representative can do is asked of one`() {
        let jan = acting(3, .manager, in: quality)
        #expect(helper(.notYourRole(.designateChief), of: jan, among: acting(8, .chief), acting(6, .representative)) == 6)
        #expect(helper(.entityNotRegistered, of: jan, among: acting(8, .chief), acting(6, .representative)) == 6)
    }

    @Test func `where no role helps, nobody is named`() {
        for refusal in [Refusal.noFunction, .userNameTaken, .nothingChanges, .eIDNeeded, .knownElsewhere] {
            #expect(helper(refusal, of: acting(1, .user, in: quality), among: acting(3, .manager, in: quality), acting(8, .chief)) == nil)
        }
    }
}
