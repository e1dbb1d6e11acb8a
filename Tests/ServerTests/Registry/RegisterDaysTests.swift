import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// The register speaks of days; they begin and end in the installation's time zone.
@Suite struct RegisterDaysTests {
    private static func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    /// Asked before and after on one running server, without anything happening in between.
    @Test(arguments: [("2026-12-01", "2026-11-30T23:00:00Z"), ("2026-07-01", "2026-06-30T22:00:00Z"), ("2026-03-29", "2026-03-28T23:00:00Z")])
    func `an entity that will cease is served until midnight in Brussels, and no longer`(day: String, midnight: String) async throws {
        let (test, midnight) = (try await TestHouse.demo(), try Self.instant(midnight))
        try await test.house.decisions.load()
        try await Self.register(Self.deLinde(ceased: day), test)
        let question = DecisionQuestion(person: Town.jan.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona")
        let before = midnight.addingTimeInterval(-0.001)

        test.clock.advance(by: before.timeIntervalSince(test.clock.now))
        #expect(try await Self.reasons(question, test) == [.manager, .manager])
        let (sofie, jan) = (try await test.signedIn(Town.sofie), try await test.signedIn(Town.jan))
        #expect(try await jan.get("/entities").body.contains("Zorghuis De Linde"))
        #expect(try await jan.get("/me/accesses").body.contains("This entity ceases to exist on"))
        let changed = try await sofie.post("/entities/0999999130/contact", ["email": "info@delinde.example.org", "phone": "09 000 10 00"])
        #expect(changed.status == .seeOther)

        test.clock.advance(by: midnight.timeIntervalSince(test.clock.now))
        #expect(try await Self.reasons(question, test) == [.entityCeased, .entityCeased])
        #expect(try await !jan.get("/entities").body.contains("Zorghuis De Linde"))
        #expect(try await jan.get("/me/accesses").body.contains("This entity ceased to exist on"))
        let refused = try await sofie.post("/entities/0999999130/contact", ["email": "other@delinde.example.org", "phone": "09 000 10 00"])
        #expect(refused.status == .forbidden)

        // The same index is asked about either moment.
        #expect(try await test.house.decisions.decide([question], at: before).first?.decision.reason == .manager)
        #expect(try await test.house.decisions.decide([question], at: midnight).first?.decision.reason == .entityCeased)
        let fresh = DecisionService(test.house.storage, Town.catalogue, test.house.sealer, test.house.logger, clock: test.house.clock)
        #expect(try await fresh.decide([question], at: before) == test.house.decisions.decide([question], at: before))
        for instant in [before, midnight] {
            let asked = try await test.house.read { tx in try IndexVerification(Town.catalogue, at: instant).run(tx) }
            #expect(asked > 0)
        }
        // The register thinks better of it.
        try await Self.register(Self.deLinde(ceased: nil), test)
        #expect(try await Self.reasons(question, test) == [.manager, .manager])
        _ = try await test.verified()
    }

    @Test func `a function that ends is held until midnight in Brussels, and one that begins is held from then`() async throws {
        let (test, midnight) = (try await TestHouse.demo(), try Self.instant("2026-06-30T22:00:00Z"))
        try await Self.register(Self.functions(of: Town.sofie, until: "2026-07-01", then: Town.amelie), test)
        func isRepresentative(_ browser: Browser) async throws -> Bool {
            try await browser.get("/entities").body.contains("/designation/0999999130")
        }

        test.clock.advance(by: midnight.addingTimeInterval(-0.001).timeIntervalSince(test.clock.now))
        let (sofie, amelie) = (try await test.signedIn(Town.sofie), try await test.signedIn(Town.amelie))
        #expect(try await (isRepresentative(sofie), isRepresentative(amelie)) == (true, false))
        #expect(try await sofie.get("/designation/0999999130").status == .ok)
        #expect(try await amelie.get("/designation/0999999130").status != .ok)

        test.clock.advance(by: midnight.timeIntervalSince(test.clock.now))
        #expect(try await (isRepresentative(sofie), isRepresentative(amelie)) == (false, true))
        let ended = try await sofie.get("/designation/0999999130")
        #expect(ended.status != .ok && ended.body.contains("1 July 2026"))
        #expect(try await amelie.get("/designation/0999999130").status == .ok)
        // Whoever was designated before stays: nothing is closed by a date.
        let question = DecisionQuestion(person: Town.jan.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona")
        #expect(try await Self.reasons(question, test) == [.manager, .manager])
    }

    @Test func `days that were kept as they begin in Greenwich begin in the installation's zone once it is opened, and move with it`() async throws {
        let database = try await HouseDatabase.make()
        var options = Options()
        (options.data, options.database, options.isDemo) = (database.directory, "\(try database.url())", true)
        let storage = try await database.open()
        try await storage.write { tx in try tx.found(Town.world(), password: nil, at: Town.opening) }
        func days() async throws -> [String] {
            try await storage.read { tx in
                let function = try #require(try tx.legalFunctions(of: Town.thomas.id).first)
                let entity = try #require(try tx.entity(Town.atelierFerme.id))
                return [function.from, function.until, entity.period.until].map { $0?.ISO8601Format() ?? "none" }
            }
        }
        #expect(try await days() == ["2018-01-01T00:00:00Z", "2025-06-30T00:00:00Z", "2025-06-30T00:00:00Z"])
        // As vouching for it does, but for the codes, which rows written here have.
        try await storage.write { [zone = options.zone] tx in
            try tx.keepRegisterDays(in: zone)
            _ = tx.takeUntold()
            try tx.noteVouched(at: Town.opening)
        }
        try Vouched.keepMark(in: options.data)
        for _ in 0..<2 {
            try await DataDirectory(options).close()
            #expect(try await days() == ["2017-12-31T23:00:00Z", "2025-06-29T22:00:00Z", "2025-06-29T22:00:00Z"])
        }
        // Another server's index hears of entities that moved.
        #expect(try await storage.read { tx in try tx.registerSize() } == 1)
        options.zone = try #require(Zone(named: "Asia/Kolkata"))
        try await DataDirectory(options).close()
        #expect(try await days() == ["2017-12-31T18:30:00Z", "2025-06-29T18:30:00Z", "2025-06-29T18:30:00Z"])
        #expect(try await storage.read { tx in try Verification(checkpoint: nil).run(tx).size } > 0)
    }

    @Test func `an extract that is registered again says nothing new, whatever the zone`() async throws {
        let zone = try #require(Zone(named: "America/Havana"))
        let database = try await HouseDatabase.make()
        var options = Options()
        (options.data, options.database) = (database.directory, "\(try database.url())")
        for zone in [Zone.brussels, zone] {
            options.zone = zone
            let extract = try RegisterFile.parse(
                RegisterFileTests.tournesol.replacing("kind: director", with: "kind: director\n    until: 2030-01-01"), Town.catalogue, days: zone)
            let dataDirectory = try await DataDirectory(options)
            let counts = try await dataDirectory.register(extract)
            #expect(counts.functions == (zone.name == Zone.standard ? .init(added: 1) : .init(unchanged: 1)))
            try dataDirectory.close()
        }
    }

    // MARK: Extracts

    private static func register(_ yaml: String, _ test: TestHouse) async throws {
        let extract = try RegisterFile.parse(yaml, Town.catalogue)
        let (newID, now) = (test.house.newID, test.clock.now)
        _ = try await test.house.write { tx in try tx.register(extract, at: now, newKey: { newID() }) }
    }

    private static func deLinde(ceased day: String?) -> String {
        """
        entities:
          - number: 0999999130
            name: Zorghuis De Linde vzw
            address: Lindedreef 8, 9000 Gent
        """ + (day.map { "\n    ceased: \($0)" } ?? "")
    }

    private static func functions(of former: Person, until day: String, then next: Person) -> String {
        """
        functions:
          - {person: \(former.ssin.digits), entity: 0999999130, kind: director, from: 2012-09-01, until: \(day)}
          - {person: \(next.ssin.digits), entity: 0999999130, kind: director, from: \(day)}
        """
    }

    /// What the index of this server, and the database, answer now.
    private static func reasons(_ question: DecisionQuestion, _ test: TestHouse) async throws -> [DecisionReason?] {
        let ruled = try await test.house.read { tx in
            try tx.decide(question, Town.catalogue, at: test.clock.now).decision.reason
        }
        return [try await test.house.decisions.decide([question]).first?.decision.reason, ruled]
    }
}
