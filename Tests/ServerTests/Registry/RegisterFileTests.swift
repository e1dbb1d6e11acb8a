import Foundation
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct RegisterFileTests {
    static let tournesol = """
        people:
          - ssin: 74.03.14-998.60
            givenName: Claire
            familyName: Fontaine
            title: mrs
            language: fr
            email: claire.fontaine@tournesol.example.com
        entities:
          - number: 0999.999.031
            name: Boulangerie Tournesol SRL
            address: Rue des Épis 12, 4000 Liège
        functions:
          - person: 74031499860
            entity: 0999999031
            kind: director
            from: 2014-03-01
        entitlements:
          - entity: 0999999031
            domain: nsso-employer
            identifier: 1999990-61
          - entity: 0999999031
            domain: finance
        """

    /// When a day begins in Brussels.
    private static func day(_ text: String) throws -> Date { Zone.brussels.start(try #require(Day(text))) }

    @Test func `an extract is registered, and said again changes nothing`() async throws {
        let register = try await Registering()
        let first = try await register(Self.tournesol)
        #expect(first.people == .init(added: 1) && first.entities == .init(added: 1))
        #expect(first.functions == .init(added: 1) && first.entitlements == .init(added: 2))
        let claire = try #require(await register.person(Town.claire.ssin))
        #expect(claire.name == "Claire Fontaine" && claire.title == .mrs && claire.language == .fr && claire.email == Town.claire.email)
        let tournesol = try #require(await register.entity())
        #expect((tournesol.name, tournesol.address) == (Town.tournesol.name, Town.tournesol.address))
        #expect(tournesol.status == .active)
        let functions = try await register.test.house.read { tx in try tx.legalFunctions(of: claire.id, in: tournesol.id) }
        let begins = try Self.day("2014-03-01")
        #expect(functions.map(\.kind) == [.director] && functions.map(\.from) == [begins] && functions.map(\.until) == [nil])
        let entitlements = try await register.test.house.read { tx in try tx.entitlements(of: tournesol.id) }
        #expect(
            entitlements == [.init(domain: "finance", identifier: "0999999031"), .init(domain: "nsso-employer", identifier: "199999061")])

        let again = try await register(Self.tournesol)
        #expect(again.people == .init(unchanged: 1) && again.entities == .init(unchanged: 1))
        #expect(again.functions == .init(unchanged: 1) && again.entitlements == .init(unchanged: 2))
        #expect(try await register.person(Town.claire.ssin) == claire)
        #expect(try await register.test.acts().allSatisfy { $0.code == .registerImported && $0.changes.isEmpty })
    }

    @Test func `names, addresses and the day an entity ceased are updated, what is a person's own stays`() async throws {
        let register = try await Registering()
        _ = try await register(Self.tournesol)
        try await register.test.house.write { tx in
            var claire = try #require(try tx.person(Town.claire.ssin))
            (claire.language, claire.email) = (.de, nil)
            try tx.saveContact(of: claire)
        }
        let before = try #require(await register.entity())
        let changed = try await register(
            Self.tournesol.replacing("Fontaine", with: "Fontaine-Dubois").replacing("Tournesol SRL", with: "Tournesol SA")
                .replacing("Rue des Épis 12, 4000 Liège", with: "Quai Vert 1, 4000 Liège\n    ceased: 2026-01-31"))
        #expect(changed.people == .init(changed: 1) && changed.entities == .init(changed: 1) && changed.functions == .init(unchanged: 1))
        let claire = try #require(await register.person(Town.claire.ssin))
        #expect(claire.familyName.text == "Fontaine-Dubois" && claire.language == .de && claire.email == nil)
        let after = try #require(await register.entity())
        #expect(after.id == before.id && after.name == "Boulangerie Tournesol SA" && after.address == "Quai Vert 1, 4000 Liège")
        #expect(after.status == .ceased(on: try Self.day("2026-01-31")))
        let found = try await register.test.house.read { tx in
            try tx.count("SELECT COUNT(*) FROM people WHERE folded = \(Folding.fold("Fontaine-Dubois Claire"))")
        }
        #expect(found == 1)
    }

    @Test func `a representative whose function the register ends is refused with the day`() async throws {
        let register = try await Registering()
        _ = try await register(Self.tournesol)
        let claire = try await register.test.signedIn(try #require(await register.person(Town.claire.ssin)))
        #expect(try await claire.post(Address.designation(), ["number": "0999999031"]).location == DesignationWalk.form(Town.tournesol))

        // An extract that no longer names the function does not end it.
        _ = try await register("entities: []")
        #expect(try await claire.post(Address.designation(), ["number": "0999999031"]).location == DesignationWalk.form(Town.tournesol))

        let ended = try await register(Self.tournesol.replacing("from: 2014-03-01", with: "from: 2014-03-01\n    until: 2026-02-01"))
        #expect(ended.functions == .init(changed: 1))
        let page = try await claire.post(Address.designation(), ["number": "0999999031"])
        #expect(page.body.contains(DesignationWalk(test: register.test).words("refusals.functionEnded.why", ["date": "1 February 2026"])))

        // The register may also correct itself.
        #expect(try await register(Self.tournesol).functions == .init(changed: 1))
        #expect(try await claire.post(Address.designation(), ["number": "0999999031"]).location == DesignationWalk.form(Town.tournesol))
    }

    @Test func `another first day or kind is another function`() async throws {
        let register = try await Registering()
        _ = try await register(Self.tournesol)
        #expect(try await register(Self.tournesol.replacing("2014-03-01", with: "2020-03-01")).functions == .init(added: 1))
        #expect(try await register(Self.tournesol.replacing("kind: director", with: "kind: founder")).functions == .init(added: 1))
        let functions = try await register.test.house.read { tx in try tx.count("SELECT COUNT(*) FROM legal_functions") }
        #expect(functions == 3)
    }

    @Test(arguments: [
        ("ssin: 74.03.14-998.60", "ssin: 74.03.14-998.61", "line 2: person 1: `ssin` has check digits that do not match"),
        ("ssin: 74.03.14-998.60", "ssin: 74.03.14-998", "line 2: person 1: `ssin` must have 11 digits"),
        ("    familyName: Fontaine\n", "", "line 2: person 1: `familyName` is missing"),
        ("familyName: Fontaine", "familyName: 'F@ntaine'", "line 4: person 1: `familyName` must be a name"),
        ("title: mrs", "title: dr", "line 5: person 1: `title` must be one of mr, mrs, not `dr`"),
        ("language: fr", "language: 74031499860", "line 6: person 1: `language` must be one of fr, nl, de, en, not `…`"),
        ("email: claire.fontaine@tournesol.example.com", "email: claire.fontaine", "line 7: person 1: `email` must be one e-mail address"),
        ("email: claire", "mail: claire", "line 7: person 1: `mail` is not a field of the register"),
        ("number: 0999.999.031", "number: 0999.999.032", "line 9: entity 1: `number` has check digits that do not match"),
        ("name: Boulangerie Tournesol SRL", "name: \"Boulangerie\\u202E\"", "line 10: entity 1: `name` holds a character that cannot be seen"),
        ("Rue des Épis 12, 4000 Liège", "' '", "line 11: entity 1: `address` must not be empty"),
        ("4000 Liège", "4000 Liège\n    ceased: 2026-02-30", "line 12: entity 1: `ceased` must be a day that exists"),
        ("kind: director", "kind: king", "line 15: function 1: `kind` must be one of director, managing-director"),
        ("from: 2014-03-01", "from: 1 March 2014", "line 16: function 1: `from` must be a day that exists, written 2026-01-31"),
        ("from: 2014-03-01", "from: 2014-03-01\n    until: 2014-02-28", "line 17: function 1: `until` must not be before `from`"),
        ("person: 74031499860", "person: [74031499860]", "line 13: function 1: `person` must be text"),
        ("domain: nsso-employer", "domain: nsso-employee", "line 19: entitlement 1: `domain` must be one of nsso-employer"),
        ("identifier: 1999990-61", "identifier: 1999990-62", "line 20: entitlement 1: `identifier` has check digits that do not match"),
        ("    identifier: 1999990-61\n", "", "line 18: entitlement 1: `identifier` is missing"),
        ("domain: finance", "domain: finance\n    identifier: 0999.999.130", "line 23: entitlement 2: `identifier` must be the entity's own number"),
        ("domain: finance", "domain: nsso-employer\n    identifier: 199999061", "line 21: entitlement 2: stands in extract.yaml, line 18 already"),
        ("people:", "persons:", "line 1: `persons` is not a field of the register"),
        ("people:", "people: none\nentities:", "extract.yaml, line 2: not YAML: duplicated key `entities`"),
        ("title: mrs", "title: [mrs", "not YAML"),
    ])
    func `a mistake is named with file, line, entry and field, and without what is personal`(written: String, instead: String, complaint: String) {
        let yaml = Self.tournesol.replacing(written, with: instead, maxReplacements: 1)
        let refused = #expect(throws: UnreadableRegister.self) { try RegisterFile.parse(yaml, named: "extract.yaml", Town.catalogue) }
        let told = refused?.description ?? ""
        #expect(told.contains("extract.yaml, line ") && told.contains(complaint), "\(told)")
        for personal in ["7403", "74.03", "laire", "ntaine"] { #expect(!told.contains(personal), "\(told)") }
    }

    @Test func `every mistake is told at once`() {
        let yaml = Self.tournesol.replacing("language: fr", with: "language: it").replacing("kind: director", with: "kind: king")
            .replacing("finance", with: "finances")
        let refused = #expect(throws: UnreadableRegister.self) { try RegisterFile.parse(yaml, Town.catalogue) }
        #expect(refused?.problems.map(\.field) == ["language", "kind", "domain"])
        #expect(refused?.description.hasPrefix("Nothing was registered: there are 3 mistakes.\n  line 6: person 1: `language` ") == true)
    }

    @Test func `someone or something that nobody knows is named, and nothing of the extract is registered`() async throws {
        let register = try await Registering()
        let yaml = Self.tournesol.replacing("person: 74031499860", with: "person: 79112399848")
            .replacing("domain: finance", with: "domain: finance\n  - entity: 0999999130\n    domain: finance")
        let refused = await #expect(throws: UnreadableRegister.self) { try await register(yaml) }
        #expect(refused?.problems.map(\.problem) == [.unknownPerson, .unknownEntity])
        #expect(refused?.problems.map(\.line) == [13, 23])
        #expect(try await register.person(Town.claire.ssin) == nil)
        #expect(try await register.entity() == nil)
    }

    @Test func `several files are read as one, and what two of them say is refused`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "register-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (one, other) = (folder.appending(path: "one.yaml"), folder.appending(path: "other.yaml"))
        let cut = try #require(Self.tournesol.range(of: "functions:")).lowerBound
        try Self.tournesol[..<cut].write(to: one, atomically: true, encoding: .utf8)
        try Self.tournesol[cut...].write(to: other, atomically: true, encoding: .utf8)
        let extract = try RegisterFile.read([one, other], Town.catalogue, days: .brussels)
        #expect((extract.people.count, extract.entities.count, extract.functions.count, extract.entitlements.count) == (1, 1, 1, 2))

        let twice = #expect(throws: UnreadableRegister.self) { try RegisterFile.read([one, one], Town.catalogue, days: .brussels) }
        #expect(twice?.problems.map(\.problem) == [2, 9].map { .twice(first: "\(one.relativePath), line \($0)") })
        let missing = #expect(throws: UnreadableRegister.self) {
            try RegisterFile.read([folder.appending(path: "none.yaml")], Town.catalogue, days: .brussels)
        }
        #expect(missing?.problems.map(\.problem) == [.absent])
    }

    @Test func `with other keys than those that sealed the people nothing is registered`() async throws {
        let test = try await TestHouse.demo()
        let extract = try RegisterFile.parse(Self.tournesol, Town.catalogue)
        await #expect(throws: SealingFault.unknownKey) {
            _ = try await test.house.storage.sealing(with: Sealer(.generate())).write { tx in
                try tx.register(extract, at: Town.opening, newKey: { 1 })
            }
        }
    }

    @Test func `an empty directory becomes an installation, but never the demo`() async throws {
        let database = try await HouseDatabase.make()
        var options = Options()
        (options.data, options.database) = (database.directory, "\(try database.url())")
        let extract = try RegisterFile.parse(Self.tournesol, Town.catalogue)
        options.isDemo = true
        let demo = try await DataDirectory(options)
        await #expect(throws: NotFounded.self) { _ = try await demo.register(extract) }
        options.isDemo = false
        #expect(try await DataDirectory(options).register(extract).people == .init(added: 1))
        #expect(try await DataDirectory(options).register(extract).people == .init(unchanged: 1))
        // The act of the installation that tells which rows were written.
        let head = try await Audit.verify(options)
        #expect(head.size == 1)
    }

    @Test func `the example of the documentation is read with the example of a catalogue`() throws {
        let docs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs").standardizedFileURL
        let catalogue = try CatalogueFile.read(docs.appending(path: "catalogue.example.yaml"))
        let extract = try RegisterFile.read([docs.appending(path: "register.example.yaml")], catalogue, days: .brussels)
        #expect((extract.people.count, extract.entities.count, extract.functions.count, extract.entitlements.count) == (2, 2, 2, 2))
    }
}

/// A house that knows nobody, told what extracts say.
private struct Registering {
    let test: TestHouse

    init() async throws { test = try await TestHouse.empty() }

    func callAsFunction(_ yaml: String) async throws -> RegisterCounts {
        let extract = try RegisterFile.parse(yaml, Town.catalogue)
        let (newID, now) = (test.house.newID, test.clock.now)
        return try await test.house.storage.write { tx in try tx.register(extract, at: now, newKey: { newID() }) }
    }

    func person(_ ssin: SSIN) async throws -> Person? {
        return try await test.house.read { tx in try tx.person(ssin) }
    }

    func entity() async throws -> Entity? { try await test.house.read { tx in try tx.entity(Town.tournesol.number) } }
}
