import FoundationEssentials
import Rules
import Sample
import Testing

@Suite struct TownTests {
    let world: World
    let rows: OpenRows

    init() throws {
        world = try Town.world()
        rows = OpenRows(after: world.acts)
    }

    @Test func `the same world is made every time`() throws {
        let again = try Town.world()
        #expect(try world.acts.map { try $0.canonicalBytes() } == again.acts.map { try $0.canonicalBytes() })
        #expect(world.people == again.people)
    }

    @Test func `everybody has their own key and national number`() {
        #expect(Set(world.people.map(\.id)).count == world.people.count)
        #expect(Set(world.people.map(\.ssin)).count == world.people.count)
        #expect(Set(world.people.map(\.name)).count == world.people.count)
        #expect(world.people.count == 14 + 23 + 60)
    }

    @Test func `Marie is known to nobody`() {
        #expect(!world.people.contains { $0.ssin == Town.marieCollard.ssin || $0.id == Town.marieCollard.id })
        #expect(Town.marieCollard.ssin.digits == "96040399883")
    }

    @Test func `accounts are those of the table`() {
        let names = Dictionary(
            uniqueKeysWithValues: world.people.compactMap { person in world.userNames[person.id].map { ($0.text, person.ssin.digits) } })
        #expect(
            names == [
                "clairefontaine": "74031499860", "marcdelvaux": "81070299714", "sofiepeeters": "79112399848", "janvermeulen": "85050999768",
                "nadiabenali": "90013099896", "thomaslambert": "94091899715", "ingridschmitz": "69120599894", "karlweber": "77042199718",
                "fatimaelamrani": "88081699838", "pieterclaes": "72100799784", "helenerenard": "83021999892", "bartwouters": "66062899776",
            ])
    }

    @Test func `every e-mail address leads nowhere`() {
        let hosts = Set(world.people.compactMap(\.email).compactMap { $0.text.split(separator: "@").last })
        #expect(world.people.allSatisfy { $0.email != nil })
        #expect(hosts.allSatisfy { host in ["example.com", "example.org"].contains { host == $0 || host.hasSuffix(".\($0)") } })
    }

    @Test func `every authority comes from the register or from an earlier act`() {
        var given: Set<Assignment.ID> = []
        for act in world.acts {
            switch act.authority {
            case .function(let key): #expect(Town.functions.contains { $0.id == key && $0.represents(at: act.at) && $0.person == act.actor })
            case .assignment(let key): #expect(given.contains(key))
            default: Issue.record("act \(act.id) is done under no authority")
            }
            for row in act.opened(Assignment.self) { given.insert(row.id) }
        }
    }

    @Test func `acts follow one another from the opening on`() {
        #expect(world.acts.first?.at == Town.opening)
        #expect(zip(world.acts, world.acts.dropFirst()).allSatisfy { $0.at <= $1.at && $0.id < $1.id })
    }

    @Test(arguments: [(Town.deLinde, Town.sofie), (Town.meuse, Town.helene), (Town.vennbahn, Town.ingrid), (Town.amisDuLivre, Town.nadia)])
    func `a registered entity has its chief, and something left to activate`(entity: Entity, chief: Person) {
        #expect(rows.isRegistered(entity.id))
        #expect(rows.chief(of: entity.id)?.person == chief.id)
        let active = Set(rows.qualities(of: entity.id).map(\.domain))
        let entitled = world.entitlements[entity.id] ?? []
        #expect(active.isSubset(of: entitled.map(\.domain)))
        #expect(entitled.contains { !active.contains($0.domain) })
        #expect(entitled.allSatisfy { Town.catalogue[$0.domain] != nil })
    }

    @Test func `De Linde has two qualities and twenty-four users`() throws {
        #expect(rows.qualities(of: Town.deLinde.id).count == 2)
        let employer = try #require(rows.quality("nsso-employer", of: Town.deLinde.id))
        let careHome = try #require(rows.quality("care-home", of: Town.deLinde.id))
        #expect(people(.manager, in: employer) == [Town.jan.id])
        #expect(people(.coManager, in: employer) == [Town.pieter.id])
        #expect(rows.appointedManager(of: careHome) == nil)
        #expect(people(.user, in: employer).count + people(.user, in: careHome).count == 24)
        #expect(rows.holdings(in: employer).contains { $0.isBlocked })
        #expect(rows.holdings(in: careHome).contains { $0.isBlocked })
        #expect(rows.held(by: Town.fatima.id, in: employer)?.applications == ["dimona", "dmfa"])
        #expect(rows.holdings(in: Town.deLinde.id).count == 1)
    }

    @Test func `Meuse has a co-chief and sixty users`() throws {
        let secretariat = try #require(rows.quality("approved-social-secretariat", of: Town.meuse.id))
        #expect(rows.qualities(of: Town.meuse.id) == [secretariat])
        #expect(Set(rows.holdings(in: Town.meuse.id).map(\.assignment.person)) == [Town.helene.id, Town.marc.id])
        #expect(people(.user, in: secretariat).count == 60)
        #expect(rows.holdings(in: secretariat).count == 60)
        #expect(rows.holdings(in: secretariat).contains { $0.isBlocked })
    }

    @Test func `Vennbahn has a manager, Les Amis du Livre only their chief`() throws {
        let employer = try #require(rows.quality("nsso-employer", of: Town.vennbahn.id))
        #expect(rows.holdings(in: employer).map(\.assignment.person) == [Town.karl.id])
        let associations = try #require(rows.quality("associations", of: Town.amisDuLivre.id))
        #expect(rows.holdings(in: associations).isEmpty)
    }

    @Test func `Tournesol waits for Claire`() throws {
        #expect(!rows.isRegistered(Town.tournesol.id))
        #expect(world.entitlements[Town.tournesol.id]?.map(\.domain) == ["nsso-employer"])
        let found = try RegisterCheck.representation(by: Town.claire.id, of: Town.tournesol, among: Town.functions, at: Town.opening)
        #expect(found == Town.claireRepresents)
    }

    @Test func `Thomas represents nobody any more`() {
        #expect(!Town.thomasRepresented.represents(at: Town.opening))
        #expect(throws: Refusal.entityCeased(on: Date(timeIntervalSince1970: 1_751_241_600))) {
            try RegisterCheck.representation(by: Town.thomas.id, of: Town.atelierFerme, among: Town.functions, at: Town.opening)
        }
    }

    @Test(arguments: [
        (Town.fatima, Town.deLinde, "dimona", DecisionReason.granted), (Town.fatima, Town.deLinde, "invoices", .notGranted),
        (Town.jan, Town.deLinde, "invoices", .manager), (Town.pieter, Town.deLinde, "ecaro", .coManager),
        (Town.sofie, Town.deLinde, "dimona", .managerAppointed), (Town.sofie, Town.deLinde, "insurability", .chiefManages),
        (Town.amelie, Town.deLinde, "dimona", .notAssigned), (Town.karl, Town.vennbahn, "dimona", .manager),
        (Town.claire, Town.tournesol, "dimona", .entityNotRegistered), (Town.thomas, Town.atelierFerme, "dimona", .entityCeased),
    ])
    func `who may open what at the start`(person: Person, entity: Entity, application: String, reason: DecisionReason) {
        let decision = Decision.on(
            rows.facts(of: person.id, in: entity), application: .init(rawValue: application), domain: nil, catalogue: Town.catalogue, at: Town.opening
        )
        #expect(decision.reason == reason)
    }

    private func people(_ role: Role, in quality: Quality) -> [Person.ID] {
        rows.holdings(in: quality).map(\.assignment).filter { $0.role == role }.map(\.person)
    }
}
