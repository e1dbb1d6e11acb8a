import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct ConfirmDesignationTests {
    @Test func `without the declaration nothing is designated`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let path = try await walk.save(DesignationWalk.myself(), for: Town.tournesol, in: claire)
        let before = try await walk.acts()
        let page = try await claire.post(path, ["chief": ""])
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains("href=\"#declaration\""))
        #expect(try await walk.chief(of: Town.tournesol) == nil)
        #expect(try await walk.acts() == before)
        #expect(try await walk.letters().isEmpty)
    }

    @Test func `a representative becomes chief of a bakery`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let path = try await walk.save(DesignationWalk.myself(), for: Town.tournesol, in: claire)
        let shown = try await claire.get(path)
        for text in ["0999.999.031", "Claire Fontaine", "74.03.14-998.60", "office@tournesol.example.com"] {
            #expect(shown.body.contains(text), "\(text)")
        }
        let before = try await walk.acts()
        let done = try await walk.confirm(path, in: claire)
        #expect(done.location == path.replacingOccurrences(of: "/confirm/", with: "/done/"))

        #expect(try await walk.chief(of: Town.tournesol)?.assignment.person == Town.claire.id)
        #expect(try await walk.acts() == before + 2)
        #expect(try await walk.person(Town.claire.ssin)?.email?.text == "office@tournesol.example.com")
        let contact = try await walk.test.house.read { tx in try tx.contact(of: Town.tournesol.id) }
        #expect(contact.email?.text == "office@tournesol.example.com")
        #expect(try await walk.letters() == ["claire.fontaine@tournesol.example.com", "office@tournesol.example.com"])
        let page = try await claire.get(try #require(done.location))
        #expect(page.status == .ok)
        #expect(page.body.contains(walk.words("designation.done.yourself")))
        #expect(page.body.contains(walk.words("designation.done.home")))
    }

    @Test func `a draft keeps what was typed about somebody else, but for what is longer than anything that is taken`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let fields = DesignationWalk.myself() + [("givenName", "Lucas"), ("familyName", String(repeating: "x", count: 20_000))]
        let path = try await walk.save(fields, for: Town.tournesol, in: claire)
        let draft = try #require(path.split(separator: "/").last)
        let form = try await claire.get("\(DesignationWalk.form(Town.tournesol))?draft=\(draft)")
        #expect(form.body.contains("value=\"Lucas\"") && !form.body.contains("xxx"))
    }

    @Test func `the acts name the legal function they were done under`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        _ = try await walk.confirm(walk.save(DesignationWalk.another(Town.amelie), for: Town.tournesol, in: claire), in: claire)
        let codes = try await walk.test.house.read { tx in
            try tx.rows("SELECT id FROM acts WHERE entity = \(Town.tournesol.id) ORDER BY position") { try $0.integer("id") }
                .compactMap { try tx.act(.init(rawValue: $0)) }
        }
        #expect(codes.map(\.code) == [.entityRegistered, .chiefDesignated])
        #expect(codes.allSatisfy { $0.authority == .function(Town.claireRepresents.id) && $0.actor == Town.claire.id })
        #expect(codes.last?.subject == Town.amelie.id)
    }

    @Test func `another person, known already, becomes chief and both are written to`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let done = try await walk.confirm(walk.save(DesignationWalk.another(Town.amelie), for: Town.tournesol, in: claire), in: claire)
        #expect(try await walk.chief(of: Town.tournesol)?.assignment.person == Town.amelie.id)
        #expect(try await walk.person(Town.claire.ssin)?.email?.text == "office@tournesol.example.com")
        #expect(try await walk.person(Town.amelie.ssin)?.email == Town.amelie.email)
        #expect(
            try await walk.letters() == ["claire.fontaine@tournesol.example.com", "keys@tournesol.example.com", "office@tournesol.example.com"])
        let page = try await claire.get(try #require(done.location))
        #expect(page.body.contains(walk.words("designation.done.other", ["chief": "Amélie Dubois"])))
        #expect(!page.body.contains(walk.words("designation.done.home")))
    }

    @Test func `someone known to nobody is entered with the designation, and not before`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let path = try await walk.save(DesignationWalk.another(Town.marieCollard, names: true), for: Town.tournesol, in: claire)
        #expect(try await walk.person(Town.marieCollard.ssin) == nil)
        _ = try await walk.confirm(path, in: claire)
        let marie = try #require(try await walk.person(Town.marieCollard.ssin))
        #expect(marie.name == "Marie Collard" && marie.email?.text == "keys@tournesol.example.com")
        #expect(try await walk.chief(of: Town.tournesol)?.assignment.person == marie.id)
    }

    @Test func `confirming twice designates once and shows the same page`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let path = try await walk.save(DesignationWalk.myself(), for: Town.tournesol, in: claire)
        let first = try await walk.confirm(path, in: claire)
        let acts = try await walk.acts()
        #expect(try await walk.confirm(path, in: claire).location == first.location)
        #expect(try await claire.post(path).location == first.location)
        #expect(try await claire.get(path).location == first.location)
        let draft = String(path.split(separator: "/").last ?? "")
        #expect(try await claire.get("\(DesignationWalk.form(Town.tournesol))?draft=\(draft)").location == first.location)
        let saved = try await walk.post(DesignationWalk.form(Town.tournesol), DesignationWalk.another(Town.lucas) + [("draft", draft)], in: claire)
        #expect(saved.location == first.location)
        #expect(try await walk.acts() == acts)
        #expect(try await walk.letters() == ["claire.fontaine@tournesol.example.com", "office@tournesol.example.com"])
    }

    @Test func `the done page of a draft not confirmed leads back to it`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let path = try await walk.save(DesignationWalk.myself(), for: Town.tournesol, in: claire)
        #expect(try await claire.get(path.replacingOccurrences(of: "/confirm/", with: "/done/")).location == path)
    }

    @Test func `a draft tells what another representative has designated since it was saved`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let mine = try await walk.save(DesignationWalk.myself(), for: Town.tournesol, in: claire)
        let same = try await walk.save(DesignationWalk.another(Town.amelie), for: Town.tournesol, in: claire)
        walk.test.clock.advance(by: 60)
        try await PreparedActs(test: walk.test).designate(Town.amelie, of: Town.tournesol, by: Town.claire)
        let values = ["chief": "Amélie Dubois", "author": "Claire Fontaine", "date": "2 March 2026, 10:01"]
        let page = try await claire.get(mine)
        #expect(page.status == .ok && page.body.contains(walk.words("designation.confirm.meanwhile", values)))
        #expect(page.body.contains("id=\"declaration\""))
        // The very person is chief already: nothing is left to confirm.
        let settled = try await claire.get(same)
        #expect(settled.body.contains(walk.words("designation.confirm.settled", values)))
        #expect(settled.body.contains(walk.words("refusals.alreadyChief.why")))
        #expect(!settled.body.contains("id=\"declaration\""))
    }

    @Test func `a co-chief takes the place of the chief, whose assignment ends`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let bart = try await walk.test.signedIn(Town.bart)
        let former = try #require(try await walk.chief(of: Town.meuse))
        let path = try await walk.save(DesignationWalk.another(Town.marc), for: Town.meuse, in: bart)
        let shown = try await bart.get(path)
        #expect(shown.body.contains(walk.words("designation.effects.former", ["former": "Hélène Renard"])))
        #expect(shown.body.contains(walk.words("designation.effects.coChief", ["chief": "Marc Delvaux"])))
        #expect(shown.body.contains("name=\"chief\" value=\"\(former.assignment.id)\""))
        let contact = try await walk.test.house.read { tx in try tx.contact(of: Town.meuse.id) }
        let done = try await walk.confirm(path, seen: former, in: bart)
        #expect(done.status == .seeOther)

        #expect(try await walk.roles(of: Town.marc, in: Town.meuse) == [.chief])
        #expect(try await walk.roles(of: Town.helene, in: Town.meuse).isEmpty)
        #expect(
            try await walk.letters() == [
                "bart.wouters@meuse.example.org", "helene.renard@meuse.example.org", "keys@tournesol.example.com", "office@tournesol.example.com",
            ])
        #expect(try await walk.test.house.read { tx in try tx.contact(of: Town.meuse.id) } == contact)
        #expect(try await bart.get(try #require(done.location)).body.contains(walk.words("designation.done.replaced", ["entity": Town.meuse.name])))
    }

    @Test func `a function that ended in between is refused, and nothing is recorded`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let path = try await walk.save(DesignationWalk.myself(), for: Town.tournesol, in: claire)
        try await walk.endFunctions(in: Town.tournesol, on: DesignationWalk.day("2026-03-01"))
        let before = try await walk.acts()
        let page = try await walk.confirm(path, in: claire)
        #expect(page.status == .forbidden)
        #expect(page.body.contains(walk.words("refusals.functionEnded.why", ["date": "1 March 2026"])))
        #expect(try await walk.acts() == before)
    }

    @Test func `of two representatives who confirm at once, the second is told and decides again`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        try await walk.give(Town.marc, .director, in: Town.tournesol, from: DesignationWalk.day("2020-01-01"))
        let (claire, marc) = (try await walk.test.signedIn(Town.claire), try await walk.test.signedIn(Town.marc))
        let hers = try await walk.save(DesignationWalk.another(Town.amelie), for: Town.tournesol, in: claire)
        let his = try await walk.save(DesignationWalk.another(Town.lucas), for: Town.tournesol, in: marc)
        async let one = walk.confirm(hers, in: claire)
        async let other = walk.confirm(his, in: marc)
        let statuses = try await [one.status, other.status]
        #expect(Set(statuses) == [.seeOther, .unprocessableContent])

        let first = try #require(try await walk.chief(of: Town.tournesol))
        let (late, path) = statuses[0] == .seeOther ? (marc, his) : (claire, hers)
        let page = try await late.get(path)
        #expect(page.body.contains("name=\"chief\" value=\"\(first.assignment.id)\""))
        #expect(try await walk.confirm(path, seen: first, in: late).status == .seeOther)
        #expect(try await walk.chief(of: Town.tournesol)?.assignment.person != first.assignment.person)
    }

    @Test func `of two representatives who name the same chief, the second is told so`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        try await walk.give(Town.marc, .director, in: Town.tournesol, from: DesignationWalk.day("2020-01-01"))
        let (claire, marc) = (try await walk.test.signedIn(Town.claire), try await walk.test.signedIn(Town.marc))
        let hers = try await walk.save(DesignationWalk.another(Town.amelie), for: Town.tournesol, in: claire)
        let his = try await walk.save(DesignationWalk.another(Town.amelie), for: Town.tournesol, in: marc)
        #expect(try await walk.confirm(hers, in: claire).status == .seeOther)
        let chief = try #require(try await walk.chief(of: Town.tournesol))
        let page = try await walk.confirm(his, seen: chief, in: marc)
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains(walk.words("refusals.alreadyChief.why")))
    }

    @Test(arguments: Language.allCases)
    func `the letter to the new chief is in the chief's language and names the enterprise`(language: Language) async throws {
        let test = try await TestHouse.demo()
        var chief = Town.amelie
        chief.language = language
        let announcement = DesignationLetters(entity: Town.meuse, chief: chief, author: Town.bart, former: Town.helene)
        let post = Correspondence(
            texts: test.house.pages.texts, site: "https://keys.example.com", catalogue: test.house.catalogue, author: Town.bart.id,
            role: .representative, at: test.clock.now)
        let letters = try await test.house.read { tx in
            var read = LetterReadings()
            return try announcement.letters(in: tx, post, &read)
        }
        #expect(letters.count == 3)
        let letter = try #require(letters.first)
        #expect(letter.language == language && letter.subject.contains(Town.meuse.name))
        #expect(letter.body.contains("https://keys.example.com/entities/0999999229"))
        #expect(letters.allSatisfy { !$0.body.contains("{") && !$0.body.contains(chief.ssin.digits) })
    }
}
