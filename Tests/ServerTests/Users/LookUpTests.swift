import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Typing a national number tells who somebody is: no more than their names, not without end, and not without a trace.
@Suite struct LookUpTests {
    private struct Written: Hashable {
        let actor: Person.ID
        let entity: Entity.ID
        let subject: Person.ID?
    }

    private func written(_ test: TestHouse) async throws -> [Written] {
        try await test.house.read { tx in
            try tx.rows("SELECT actor, entity, subject FROM look_ups ORDER BY id") {
                Written(
                    actor: .init(rawValue: try $0.integer("actor")), entity: .init(rawValue: try $0.integer("entity")),
                    subject: try $0.optionalInteger("subject").map(Key.init(rawValue:)))
            }
        }
    }

    /// A number with right check digits that belongs to nobody of the demo world.
    private func number(_ index: Int) -> String {
        let number = 900_101_001 + index
        return "\(number * 100 + 97 - number % 97)"
    }

    @Test(arguments: [Town.helene, Town.karl, Town.amelie, Town.thomas])
    func `of somebody from elsewhere a manager is shown the names alone`(_ person: Person) async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let form = try await walk.form(for: person.ssin.digits, in: jan)
        let asked = try await jan.get(form)
        let draft = try await walk.save(form, ["language": "fr", "applications": "dimona"], in: jan)
        let pages = [asked, try await jan.get(draft), try await jan.get("\(draft)/edit"), try await jan.get(walk.path(.users))]
        let account = try await walk.found(person.ssin)?.account
        for page in pages {
            #expect(page.status == .ok)
            for secret in [person.email?.text, person.phone?.text, account?.userName, walk.words("users.form.title")].compactMap(\.self) {
                #expect(!page.body.contains(secret), "\(secret)")
            }
        }
        #expect(pages.prefix(2).allSatisfy { $0.body.contains(person.familyName.text) && $0.body.contains(person.givenName?.text ?? "") })
        _ = try await jan.post(draft)
        #expect(try await walk.found(person.ssin)?.person == person)
    }

    @Test func `each look-up of somebody new to the entity is written down once, by key`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        for ssin in [Town.helene.ssin.digits, Town.helene.ssin.formatted, Town.fatima.ssin.digits, number(1)] {
            _ = try await jan.post(walk.path(.newUser), ["ssin": ssin])
        }
        let entity = Town.deLinde.id
        #expect(
            try await written(walk.test) == [
                Written(actor: Town.jan.id, entity: entity, subject: Town.helene.id), Written(actor: Town.jan.id, entity: entity, subject: nil),
            ])
        let sought = try await walk.test.house.read { tx in try tx.rows("SELECT sought FROM look_ups") { try $0.bytes("sought") } }
        #expect(sought.allSatisfy { $0.count == 32 } && Set(sought).count == 2)
    }

    @Test func `every other way to type a number is written down too`() async throws {
        let test = try await TestHouse.demo()
        let preparedActs = PreparedActs(test: test)
        let (sofie, number) = (try await test.signedIn(Town.sofie), Town.deLinde.number)
        let quality = try await test.quality(Town.deLinde, "nsso-employer").id
        let identifier = try await test.entitlement(Town.tournesol, "nsso-employer")
        let claire = try await test.signedIn(Town.claire)
        try await preparedActs.designate(Town.claire, of: Town.tournesol, by: Town.claire)

        _ = try await sofie.post(Address.qualityManager(number, quality), ["who": "other", "ssin": Town.amelie.ssin.digits])
        _ = try await sofie.post(Address.coManagers(number, quality), ["ssin": Town.karl.ssin.digits])
        _ = try await sofie.post(Address.newCoChief(number), ["ssin": Town.nadia.ssin.digits])
        _ = try await claire.post(
            Address.activateQuality(Town.tournesol.number),
            ["domain": "nsso-employer", "identifier": identifier, "email": "a@example.com", "who": "other", "ssin": Town.thomas.ssin.digits])
        _ = try await claire.post(
            Address.designationForm(Town.tournesol.number),
            [
                "who": "other", "number": Town.helene.ssin.digits, "email": "a@example.com", "phone": "+32 4 222 22 22", "ownEmail": "b@example.com",
                "ownPhone": "+32 4 111 11 11",
            ])
        #expect(
            try await written(test) == [
                Written(actor: Town.sofie.id, entity: Town.deLinde.id, subject: Town.amelie.id),
                Written(actor: Town.sofie.id, entity: Town.deLinde.id, subject: Town.karl.id),
                Written(actor: Town.sofie.id, entity: Town.deLinde.id, subject: Town.nadia.id),
                Written(actor: Town.claire.id, entity: Town.tournesol.id, subject: Town.thomas.id),
                Written(actor: Town.claire.id, entity: Town.tournesol.id, subject: Town.helene.id),
            ])
    }

    @Test func `fifty registrations in a morning are never stopped`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        for index in 0..<50 {
            let form = try await jan.post(walk.path(.newUser), ["ssin": number(index)])
            #expect(form.status == .seeOther, "\(index)")
            #expect(try await jan.get(try #require(form.location)).status == .ok)
            walk.test.clock.advance(by: 60)
        }
    }

    @Test func `numbers typed one after the other are slowed, then refused, known or not`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        func look(_ ssin: String, _ language: Language = .en) async throws -> Browser.Page {
            try await jan.post(walk.path(.newUser), ["ssin": ssin], headers: [.acceptLanguage: language.rawValue])
        }
        for index in 0..<40 { #expect(try await look(number(index)).status == .seeOther) }
        for language in Language.allCases {
            for ssin in [number(40), Town.amelie.ssin.digits] {
                let slowed = try await look(ssin, language)
                #expect(slowed.status == .tooManyRequests && slowed.headers[.retryAfter] == "600")
                #expect(slowed.body.contains(walk.words("problems.lookUpsSlowed.text", [:], language)))
                #expect(!slowed.body.contains("Dubois"))
            }
        }
        // Whom the manager has just been told of, and who is here already, can still be typed.
        #expect(try await look(number(0)).status == .seeOther)
        #expect(try await look(Town.fatima.ssin.digits).status == .unprocessableContent)

        for round in 1..<5 {
            walk.test.clock.advance(by: 601)
            for index in 0..<40 { #expect(try await look(number(round * 40 + index)).status == .seeOther) }
        }
        walk.test.clock.advance(by: 601)
        for language in Language.allCases {
            let refused = try await look(number(200), language)
            #expect(refused.status == .tooManyRequests)
            #expect(refused.body.contains(walk.words("problems.lookUpsRefused.text", [:], language)))
        }
        #expect(try await written(walk.test).count == 200)
        #expect(walk.test.house.metrics.lookUps.value == 200)
        walk.test.clock.advance(by: 86_400)
        #expect(try await walk.test.signedIn(Town.jan).post(walk.path(.newUser), ["ssin": number(200)]).status == .seeOther)
    }

    @Test func `several people of one entity have a bound together`() async throws {
        let walk = try await UsersWalk.demo()
        let managers = [Town.jan, Town.sofie, Town.pieter]
        for (turn, manager) in managers.enumerated() {
            let browser = try await walk.test.signedIn(manager)
            for index in 0..<40 { #expect(try await browser.post(walk.path(.newUser), ["ssin": number(turn * 40 + index)]).status == .seeOther) }
        }
        try await PreparedActs(test: walk.test).appointCoManager(Town.lucas, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        let page = try await walk.test.signedIn(Town.lucas).post(walk.path(.newUser), ["ssin": number(500)])
        #expect(page.status == .tooManyRequests)
    }

    @Test func `many at once do not slip through together`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        _ = try await jan.get(walk.path(.newUser))
        let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
            for index in 0..<80 {
                let ssin = number(index)
                group.addTask { try await jan.post(walk.path(.newUser), ["ssin": ssin]).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count { $0 == .seeOther } == 40)
        #expect(statuses.count { $0 == .tooManyRequests } == 40)
    }
}
