import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// MISSION M5.
@Suite struct CoChiefTests {
    private struct Scene: Sendable {
        let walk: UsersWalk
        let sofie: Browser
        var test: TestHouse { walk.test }
        var number: EnterpriseNumber { walk.entity.number }

        static func demo() async throws -> Scene {
            let walk = try await UsersWalk.demo()
            return Scene(walk: walk, sofie: try await walk.test.signedIn(Town.sofie))
        }

        func held(_ person: Person) async throws -> Holding? {
            let entity = walk.entity.id
            return try await test.house.read { tx in try tx.holding(of: person.id, inEntity: entity) }
        }

        func appoint(_ person: Person) async throws -> Assignment.ID {
            try await PreparedActs(test: test).appointCoChief(person, of: walk.entity, by: Town.sofie)
            return try #require(try await held(person)).assignment.id
        }

        func form(for ssin: SSIN) async throws -> String {
            try #require(try await sofie.post(Address.newCoChief(number), ["ssin": ssin.digits]).location)
        }

        /// The acts of now, by code.
        func acts(_ code: ActCode) async throws -> Int { try await test.acts().count { $0.code == code && $0.at == test.clock.now } }
    }

    @Test func `without a co-chief the list says what one is for, and offers to add the first`() async throws {
        let scene = try await Scene.demo()
        let page = try await scene.sofie.get(Address.coChiefs(scene.number))
        #expect(page.status == .ok && page.body.contains(scene.walk.words("staff.co-chief.noneTitle")))
        #expect(page.body.contains("href=\"\(Address.newCoChief(scene.number))\""))
        #expect(try await scene.sofie.get(Address.entity(scene.number)).body.contains("href=\"\(Address.coChiefs(scene.number))\""))
    }

    @Test func `the chief adds somebody known by number, form, summary and confirmation, once however often it is confirmed`() async throws {
        let scene = try await Scene.demo()
        let walk = scene.walk
        let draft = try await walk.save(scene.form(for: Town.lucas.ssin), [:], in: scene.sofie)
        let summary = try await scene.sofie.get(draft)
        #expect(summary.body.contains(walk.words("staff.co-chief.effect", ["name": "Lucas Martens"])))
        #expect(summary.body.contains(Town.lucas.ssin.formatted) && summary.body.contains(walk.words("users.told")))
        #expect(try await scene.held(Town.lucas) == nil)
        // Until it is confirmed it waits on the list of whoever saved it.
        #expect(try await scene.sofie.get(Address.coChiefs(scene.number)).body.contains(draft))
        let done = try await scene.sofie.submit(draft)
        #expect(done.body.contains(walk.words("notices.named.coChiefAppointed", ["name": "Lucas Martens"])))
        #expect(try await scene.sofie.submit(draft).status == .ok)
        #expect(try await scene.acts(.coChiefAppointed) == 1)
        let list = try await scene.sofie.get(Address.coChiefs(scene.number))
        #expect(list.body.contains("1 co-Chief Access Manager") && list.body.contains(Town.lucas.ssin.formatted) && !list.body.contains(draft))
        let letter = try #require(try await walk.letters().last)
        #expect(letter.recipient == Town.lucas.email?.text && letter.body.contains("Zorghuis De Linde vzw (0999.999.130)"))
        #expect(!letter.body.contains("{") && !letter.body.contains("["))
        #expect(try await walk.test.verified().size > 0)
    }

    @Test func `somebody unknown gets a user name and a first password, typed twice`() async throws {
        let scene = try await Scene.demo()
        let form = try await scene.form(for: Town.marieCollard.ssin)
        let wrong = try await scene.sofie.post(form, ["familyName": "<b>", "userName": "x", "email": "none", "language": "xx"])
        #expect(wrong.status == .unprocessableContent && wrong.body.contains("&lt;b&gt;") && !wrong.body.contains("<b>"))
        let draft = try await scene.walk.save(form, UsersWalk.marie(), in: scene.sofie)
        #expect(try await scene.sofie.submit(draft).body.contains("mariecollard"))
        let found = try #require(try await scene.walk.found(Town.marieCollard.ssin))
        #expect(try await scene.held(found.person)?.assignment.role == .coChief && found.account?.userName == "mariecollard")
    }

    @Test func `the chief, a co-chief and a wrong number are refused at once`() async throws {
        let scene = try await Scene.demo()
        let lucas = try await scene.appoint(Town.lucas)
        for (ssin, refusal) in [(Town.sofie.ssin, "yourself"), (Town.lucas.ssin, "alreadyCoChief")] {
            let page = try await scene.sofie.post(Address.newCoChief(scene.number), ["ssin": ssin.digits])
            #expect(page.status == .unprocessableContent, "\(refusal)")
            if refusal == "alreadyCoChief" {
                #expect(page.body.contains(scene.walk.words("refusals.alreadyCoChief.why")) && page.body.contains(Address.coChiefs(scene.number)))
            }
        }
        #expect(try await scene.sofie.post(Address.newCoChief(scene.number), ["ssin": "1"]).status == .unprocessableContent)
        #expect(try await scene.sofie.get(Address.coChief(scene.number, lucas)).status == .ok)
        let chief = try #require(try await scene.held(Town.sofie)).assignment.id
        #expect(try await scene.sofie.get(Address.coChief(scene.number, chief)).status == .notFound)
        #expect(try await scene.sofie.post(Address.removeCoChief(scene.number, chief)).status == .notFound)
    }

    @Test func `blocked, unblocked, edited, given a password and removed, each said before, done once and told`() async throws {
        let scene = try await Scene.demo()
        let (walk, number, pieter) = (scene.walk, scene.number, try await scene.appoint(Town.pieter))
        let entry = Address.coChief(number, pieter)
        let page = try await scene.sofie.get(entry)
        for address in [Address.editCoChief, Address.coChiefPassword, Address.blockCoChief, Address.removeCoChief] {
            #expect(page.body.contains("href=\"\(address(number, pieter))\""))
        }
        let sure = try await scene.sofie.get(Address.blockCoChief(number, pieter))
        #expect(sure.body.contains(walk.words("staff.co-chief.block.effect")) && sure.body.contains(walk.words("staff.co-chief.block.title")))
        #expect(try await scene.sofie.post(Address.blockCoChief(number, pieter)).status == .unprocessableContent)
        #expect(try await scene.sofie.submit(Address.blockCoChief(number, pieter), ["reason": "absence"]).body.contains("has been blocked"))
        #expect(try await scene.sofie.post(Address.blockCoChief(number, pieter), ["reason": "absence"]).status == .unprocessableContent)
        // Blocked, nothing of the entity is theirs to see or do.
        let browser = try await scene.test.signedIn(Town.pieter)
        #expect(try await browser.get(Address.coChiefs(number)).status == .forbidden)

        #expect(try await scene.sofie.get(Address.unblockCoChief(number, pieter)).body.contains(walk.words("staff.co-chief.unblock.effect")))
        #expect(try await scene.sofie.submit(Address.unblockCoChief(number, pieter)).body.contains("has been unblocked"))
        let fields: KeyValuePairs = ["language": "nl", "email": "pieter@example.org", "secondEmail": ""]
        #expect(try await scene.sofie.post(Address.editCoChief(number, pieter), fields).location == entry)
        let password: KeyValuePairs = ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]
        #expect(try await scene.sofie.post(Address.coChiefPassword(number, pieter), password).location == entry)
        #expect(try await scene.sofie.get(Address.removeCoChief(number, pieter)).body.contains(walk.words("staff.co-chief.remove.effect")))
        for _ in 0..<2 { #expect(try await scene.sofie.post(Address.removeCoChief(number, pieter)).location == Address.coChiefs(number)) }
        #expect(try await scene.held(Town.pieter) == nil)

        for code in [ActCode.coChiefBlocked, .coChiefUnblocked, .coChiefEdited, .coChiefPasswordSet, .coChiefRemoved] {
            #expect(try await scene.acts(code) == 1, "\(code)")
        }
        let subjects = try await walk.letters().map(\.subject)
        for kind in ["blocked", "unblocked", "removed"] {
            let said = Language.allCases.map { walk.sentence("staff.letters.\(kind).subject", ["entity": walk.entity.name], $0) }
            #expect(subjects.contains(where: said.contains), "\(kind)")
        }
        #expect(try await walk.test.verified().size > 0)
    }

    @Test func `a co-chief sees the list and who is on it, without a button, and is told who can`() async throws {
        let scene = try await Scene.demo()
        let (number, lucas) = (scene.number, try await scene.appoint(Town.lucas))
        _ = try await scene.appoint(Town.marc)
        let marc = try await scene.test.signedIn(Town.marc)
        let list = try await marc.get(Address.coChiefs(number))
        #expect(
            list.status == .ok && list.body.contains(">Martens<") && list.body.contains(">Lucas<")
                && list.body.contains(scene.walk.words("staff.co-chief.readOnly")))
        #expect(list.body.contains(Town.lucas.ssin.masked) && !list.body.contains(Town.lucas.ssin.formatted))
        #expect(!list.body.contains(Address.newCoChief(number)))
        let entry = try await marc.get(Address.coChief(number, lucas))
        #expect(entry.status == .ok && !entry.body.contains(Address.blockCoChief(number, lucas)))
        for address in [Address.editCoChief, Address.coChiefPassword, Address.blockCoChief, Address.unblockCoChief, Address.removeCoChief] {
            let refused = try await marc.post(address(number, lucas), ["reason": "absence"])
            #expect(refused.status == .forbidden && refused.body.contains("Sofie Peeters"), "\(address.pattern)")
        }
        let refused = try await scene.test.signedIn(Town.jan).get(Address.coChiefs(number))
        #expect(refused.status == .forbidden && refused.body.contains("Sofie Peeters"))
        #expect(try await scene.test.signedIn(Town.ingrid).get(Address.coChiefs(number)).status == .notFound)
    }

    @Test func `a draft is its author's, and discarding it twice changes nothing`() async throws {
        let scene = try await Scene.demo()
        let draft = try await scene.walk.save(scene.form(for: Town.marieCollard.ssin), UsersWalk.marie(), in: scene.sofie)
        let again = try await scene.walk.save("\(draft)/edit", UsersWalk.marie(password: "", email: "l2@example.com"), in: scene.sofie)
        #expect(again == draft)
        #expect(try await scene.sofie.get(draft).body.contains("l2@example.com"))
        let id = try #require(draft.split(separator: "/").last.flatMap { Key<DraftRow>(String($0)) })
        #expect(try await scene.sofie.get(Address.userDraft(scene.number, scene.walk.quality.id, id)).status == .notFound)
        #expect(try await scene.sofie.get("\(draft)/discard").status == .ok)
        for _ in 0..<2 { #expect(try await scene.sofie.post("\(draft)/discard").location == Address.coChiefs(scene.number)) }
        #expect(try await scene.sofie.get(draft).status == .forbidden)
        #expect(try await scene.walk.found(Town.marieCollard.ssin) == nil)
    }
}
