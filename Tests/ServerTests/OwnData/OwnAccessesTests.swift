import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server

@Suite struct OwnAccessesTests {
    private func accesses(of person: Person, _ test: TestHouse) async throws -> [OwnAccesses] {
        try await test.house.read { tx in try tx.ownAccesses(of: person, test.house.catalogue, at: test.clock.now) }
    }

    @Test func `a user sees the applications given, by whom, and the chain up to the register`() async throws {
        let test = try await TestHouse.demo()
        let found = try await accesses(of: Town.fatima, test)
        #expect(found.map(\.entity.name) == [Town.deLinde.name] && found[0].ways.count == 1)
        let way = found[0].ways[0]
        #expect(way.chain.links.map(\.name) == ["Sofie Peeters", "Sofie Peeters", "Jan Vermeulen", "Fatima El Amrani"])
        #expect(way.chain.links.map(\.kind) == [.function(.director), .role(.chief), .role(.manager), .role(.user)])
        #expect(way.openings.flatMap(\.applications).map(\.code).sorted() == ["dimona", "dmfa"])
        #expect(way.openings[0].applications.allSatisfy { $0.reason == .granted && $0.given?.by == "Jan Vermeulen" && $0.given?.role == .manager })
    }

    @Test func `the page says it in words`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.fatima).get("/me/accesses")
        #expect(page.status == .ok && page.body.contains("it has been given to you") && page.body.contains("Given by Jan Vermeulen (Access Manager)"))
        #expect(page.body.contains("Director, according to the Crossroads Bank for Enterprises"))
    }

    @Test func `a manager and a co-manager open everything of their quality`() async throws {
        let test = try await TestHouse.demo()
        let all = try #require(Town.catalogue["nsso-employer"]).applications.count
        for (person, reason) in [(Town.jan, DecisionReason.manager), (Town.pieter, .coManager)] {
            let way = try #require(try await accesses(of: person, test).first?.ways.first)
            #expect(
                way.openings.flatMap(\.applications).count == all
                    && way.openings[0].applications.allSatisfy { $0.reason == reason && $0.given == nil })
        }
    }

    @Test func `a chief opens what she manages herself, and is told why not the rest`() async throws {
        let test = try await TestHouse.demo()
        let ways = try #require(try await accesses(of: Town.sofie, test).first).ways
        #expect(ways.map(\.role.acting.role) == [.representative, .chief])
        let openings = ways[1].openings
        let careHome = try #require(openings.first { $0.quality.domain == "care-home" })
        let employer = try #require(openings.first { $0.quality.domain == "nsso-employer" })
        #expect(careHome.applications.count == 3 && careHome.applications.allSatisfy { $0.reason == .chiefManages })
        #expect(employer.applications.isEmpty && employer.reason == .managerAppointed)
        #expect(try await test.signedIn(Town.sofie).get("/me/accesses").body.contains("You have entrusted this quality to an Access Manager"))
    }

    @Test func `a co-chief manages but opens nothing`() async throws {
        let test = try await TestHouse.demo()
        let way = try #require(try await accesses(of: Town.marc, test).first?.ways.first)
        #expect(way.role.acting.role == .coChief && way.openings.allSatisfy { $0.applications.isEmpty })
        #expect(try await test.signedIn(Town.marc).get("/me/accesses").body.contains("You manage this quality, but open its applications only if"))
    }

    @Test func `a representative sees what the register says of them`() async throws {
        let test = try await TestHouse.demo()
        let found = try await accesses(of: Town.claire, test)
        #expect(found.map(\.entity.name) == [Town.tournesol.name])
        #expect(found[0].ways.map(\.chain.links.count) == [1] && found[0].ways[0].openings.isEmpty)
        #expect(try await test.signedIn(Town.claire).get("/me/accesses").body.contains("Designate or replace the Chief Access Manager"))
    }

    @Test func `what is blocked is shown as blocked, and opens nothing`() async throws {
        let test = try await TestHouse.demo()
        let blocked = try #require(
            try await test.house.read { tx in
                try tx.row(
                    "SELECT a.person FROM assignments a JOIN blocks b ON b.assignment = a.id AND b.open = 1 WHERE a.open = 1 ORDER BY a.id LIMIT 1"
                ) {
                    Person.ID(rawValue: try $0.integer("person"))
                }
            })
        let person = try #require(try await test.house.read { tx in try tx.person(blocked) })
        let way = try #require(try await accesses(of: person, test).first?.ways.first)
        let applications = way.openings.flatMap(\.applications)
        #expect(way.role.acting.isBlocked && !applications.isEmpty && applications.allSatisfy { $0.reason == .blocked })
        let page = try await test.signedIn(person).get("/me/accesses")
        #expect(
            page.body.contains("badge-blocked") && page.body.contains("is blocked for the moment")
                && !page.body.contains("You can open this application"))
    }

    @Test func `who can do nothing is told what to do`() async throws {
        let test = try await TestHouse.demo()
        for person in [Town.amelie, Town.thomas] {
            let page = try await test.signedIn(person).get("/me/accesses")
            #expect(page.status == .ok && page.body.contains("You do not have any access yet") && page.body.contains(#"href="/designation""#))
        }
    }

    @Test(arguments: [Town.sofie, Town.jan, Town.pieter, Town.fatima, Town.helene, Town.marc, Town.karl, Town.nadia, Town.amelie, Town.bart])
    func `the page and the decision agree on every application`(_ person: Person) async throws {
        let test = try await TestHouse.demo()
        let shown = Set(
            try await accesses(of: person, test).flatMap { accesses in
                accesses.ways.flatMap { way in
                    way.openings.flatMap { opening in
                        opening.applications.filter { $0.reason != .blocked }.map {
                            "\(accesses.entity.number.digits) \(opening.quality.domain) \($0.code)"
                        }
                    }
                }
            })
        let allowed = try await test.house.read { tx in
            var allowed: Set<String> = []
            for entity in Town.entities {
                for domain in Town.catalogue.domains {
                    for application in domain.applications {
                        let question = DecisionQuestion(
                            person: person.ssin.digits, entity: entity.number.digits, application: application.code.rawValue,
                            domain: domain.code.rawValue)
                        guard try tx.decide(question, Town.catalogue, at: test.clock.now).decision.allowed else { continue }
                        allowed.insert("\(entity.number.digits) \(domain.code) \(application.code)")
                    }
                }
            }
            return allowed
        }
        #expect(shown == allowed)
    }
}
