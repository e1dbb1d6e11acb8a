import Foundation
import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

@Suite struct DesignationPageTests {
    @Test func `the form shows the enterprise and what is known of the representative`() async throws {
        let claire = try await TestHouse.demo().signedIn(Town.claire)
        let page = try await claire.get(DesignationWalk.form(Town.tournesol))
        #expect(page.status == .ok)
        let all = ["0999.999.031", "Boulangerie Tournesol SRL", "Rue des Épis 12", "Claire Fontaine", "74.03.14-998.60", "claire.fontaine@tournesol"]
        for known in all {
            #expect(page.body.contains(known), "\(known)")
        }
    }

    @Test func `the chief of a registered enterprise is named`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let page = try await walk.test.signedIn(Town.bart).get(DesignationWalk.form(Town.meuse))
        #expect(page.body.contains(walk.words("designation.registered.chief", ["name": "Hélène Renard"])))
        #expect(page.body.contains("value=\"myself\""))
    }

    @Test func `a chief cannot designate herself again, but another`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let sofie = try await walk.test.signedIn(Town.sofie)
        let page = try await sofie.get(DesignationWalk.form(Town.deLinde))
        #expect(page.body.contains(walk.words("designation.registered.yourself")))
        #expect(!page.body.contains("value=\"myself\""))
        let refused = try await walk.post(DesignationWalk.form(Town.deLinde), DesignationWalk.myself(), in: sofie)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.body.contains(walk.words("refusals.alreadyChief.why")))
        _ = try await walk.save(DesignationWalk.another(Town.jan), for: Town.deLinde, in: sofie)
    }

    @Test func `naming who is chief already is refused before anything is declared`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let bart = try await walk.test.signedIn(Town.bart)
        let page = try await walk.post(DesignationWalk.form(Town.meuse), DesignationWalk.another(Town.helene), in: bart)
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains(walk.words("refusals.alreadyChief.why")))
        #expect(page.body.contains("keys@tournesol.example.com"))
    }

    @Test func `what is missing or wrong is told field by field, and what was typed is kept`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let fields = [
            ("who", "other"), ("number", "74031499861"), ("email", "nobody"), ("phone", ""), ("ownEmail", ""), ("ownPhone", "+32 4 111 11 11"),
        ]
        let page = try await walk.post(DesignationWalk.form(Town.tournesol), fields, in: walk.test.signedIn(Town.claire))
        #expect(page.status == .unprocessableContent)
        for field in ["number", "email", "phone", "ownEmail"] { #expect(page.body.contains("href=\"#\(field)\""), "\(field)") }
        #expect(!page.body.contains("href=\"#ownPhone\""))
        for typed in ["74031499861", "nobody", "+32 4 111 11 11"] { #expect(page.body.contains("value=\"\(typed)\""), "\(typed)") }
    }

    @Test(arguments: [[("who", "nobody")], []]) func `one of the two must be chosen`(who: [(String, String)]) async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let page = try await walk.post(DesignationWalk.form(Town.tournesol), who + DesignationWalk.own, in: walk.test.signedIn(Town.claire))
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains("href=\"#who\""))
    }

    @Test func `one's own number is not another person's`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let page = try await walk.post(
            DesignationWalk.form(Town.tournesol), DesignationWalk.another(Town.claire), in: walk.test.signedIn(Town.claire))
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains("href=\"#number\""))
    }

    @Test func `the names are asked for only when nobody is known by the number`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let page = try await walk.post(DesignationWalk.form(Town.tournesol), DesignationWalk.another(Town.marieCollard), in: claire)
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains("href=\"#givenName\"") && page.body.contains("href=\"#familyName\""))
        let named = try await walk.save(DesignationWalk.another(Town.marieCollard, names: true), for: Town.tournesol, in: claire)
        #expect(try await claire.get(named).body.contains("Marie Collard"))
        let known = try await walk.save(DesignationWalk.another(Town.amelie), for: Town.tournesol, in: claire)
        #expect(try await claire.get(known).body.contains("Amélie Dubois"))
    }

    @Test func `going back to correct loses nothing, and keeps one draft`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let first = try await walk.save(DesignationWalk.another(Town.marieCollard, names: true), for: Town.tournesol, in: claire)
        let draft = String(first.split(separator: "/").last ?? "")
        #expect(try await claire.get(first).body.contains("\(DesignationWalk.form(Town.tournesol))?draft=\(draft)"))
        let form = try await claire.get("\(DesignationWalk.form(Town.tournesol))?draft=\(draft)")
        for (_, value) in DesignationWalk.another(Town.marieCollard, names: true).dropFirst() {
            #expect(form.body.contains("value=\"\(value)\""), "\(value)")
        }
        let again = try await walk.save(
            DesignationWalk.another(Town.amelie) + [("draft", draft)], for: Town.tournesol, in: claire)
        #expect(again == first)
        #expect(try await claire.get(again).body.contains("Amélie Dubois"))
    }

    @Test func `a stranger learns why, by card, and nothing with a password`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let byCard = try await walk.test.signedIn(Town.amelie).get(DesignationWalk.form(Town.tournesol))
        #expect(byCard.status == .forbidden)
        #expect(byCard.body.contains(walk.words("refusals.noFunction.why")))
        #expect(try await walk.test.signedIn(Town.jan, .password).get(DesignationWalk.form(Town.tournesol)).status == .notFound)
        #expect(try await walk.test.signedIn(Town.jan).get(Address.designationForm(try EnterpriseNumber("0999999625"))).status == .notFound)
    }

    @Test func `another's draft, another entity's, and a number that is none lead nowhere`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        try await walk.give(Town.marc, .director, in: Town.tournesol, from: DesignationWalk.day("2020-01-01"))
        try await walk.give(Town.claire, .director, in: Town.vennbahn, from: DesignationWalk.day("2020-01-01"))
        let (claire, marc) = (try await walk.test.signedIn(Town.claire), try await walk.test.signedIn(Town.marc))
        let path = try await walk.save(DesignationWalk.myself(), for: Town.tournesol, in: claire)
        let draft = String(path.split(separator: "/").last ?? "")
        #expect(try await marc.get(path).status == .notFound)
        #expect(try await walk.confirm(path, in: marc).status == .notFound)
        #expect(try await marc.get("\(DesignationWalk.form(Town.tournesol))?draft=\(draft)").status == .notFound)
        let stolen = DesignationWalk.another(Town.amelie) + [("draft", draft)]
        #expect(try await walk.post(DesignationWalk.form(Town.tournesol), stolen, in: marc).status == .notFound)
        func confirmation(_ entity: Entity, _ draft: String) -> String { "\(DesignationWalk.form(entity))/confirm/\(draft)" }
        #expect(path == confirmation(Town.tournesol, draft))
        #expect(try await claire.get(confirmation(Town.vennbahn, draft)).status == .notFound)
        for wrong in ["0", "x", "1", "99999999999999999999"] {
            #expect(try await claire.get(confirmation(Town.tournesol, wrong)).status == .notFound)
        }
    }
}
