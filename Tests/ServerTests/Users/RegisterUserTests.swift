import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server

@Suite struct RegisterUserTests {
    @Test func `wrong check digits are told beside the field, and what was typed stays`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).post(walk.path(.newUser), ["ssin": "96.04.03-998.84"])
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains(walk.words("invalid.wrongCheckDigits")))
        #expect(page.body.contains("value=\"96.04.03-998.84\""))
    }

    @Test(arguments: [
        (Town.jan, Town.fatima, Refusal.alreadyUser), (Town.sofie, Town.jan, .managesQuality), (Town.jan, Town.pieter, .managesQuality),
        (Town.pieter, Town.pieter, .managesQuality), (Town.jan, Town.jan, .managesQuality), (Town.sofie, Town.sofie, .yourself),
    ])
    func `who may not be registered is refused as soon as the number is known`(_ actor: Person, _ person: Person, _ refusal: Refusal) async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(actor).post(walk.path(.newUser), ["ssin": person.ssin.digits])
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains(walk.words("refusals.\(refusal.code).remedy")))
    }

    @Test func `who is a user already and blocked is said to be, and may be unblocked from there`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, fatima) = (try await walk.test.signedIn(Town.jan), try await walk.user(Town.fatima))
        #expect(try await jan.post(walk.path(.blockUser, fatima), ["reason": "absence"]).status == .seeOther)
        let page = try await jan.post(walk.path(.newUser), ["ssin": Town.fatima.ssin.digits])
        #expect(page.status == .unprocessableContent && page.body.contains(walk.words("refusals.alreadyUserBlocked.why")))
        #expect(page.body.contains("<a class=\"button\" href=\"\(walk.path(.unblockUser, fatima))\">"))
        #expect(try await jan.post(walk.path(.unblockUser, fatima)).status == .seeOther)
        #expect(try await jan.post(walk.path(.newUser), ["ssin": Town.fatima.ssin.digits]).body.contains(walk.words("refusals.alreadyUser.why")))
    }

    @Test func `who is a user already is one link away`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, sofie) = (try await walk.test.signedIn(Town.jan), try await walk.test.signedIn(Town.sofie))
        let entry = "<a class=\"button\" href=\"\(walk.path(.user, try await walk.user(Town.fatima)))\">"
        #expect(try await jan.post(walk.path(.newUser), ["ssin": Town.fatima.ssin.digits]).body.contains(entry))
        // The same where somebody else registered the person between the number and the form.
        let form = try await walk.form(for: Town.amelie.ssin.digits, in: jan)
        let draft = try await walk.save(walk.form(for: Town.amelie.ssin.digits, in: sofie), UsersWalk.amelie, in: sofie)
        _ = try await sofie.post(draft)
        let hers = "<a class=\"button\" href=\"\(walk.path(.user, try await walk.user(Town.amelie)))\">"
        #expect(try await jan.post(form, UsersWalk.amelie).body.contains(hers))
    }

    @Test func `a known person is registered without an account, and opens nothing before the confirmation`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let form = try await walk.form(for: Town.amelie.ssin.formatted, in: jan)
        #expect(!form.contains(Town.amelie.ssin.digits))
        let asked = try await jan.get(form)
        for text in ["Amélie", "Dubois", "01.06.11-998.25"] { #expect(asked.body.contains(text), "\(text)") }
        #expect(asked.body.contains(walk.words("users.form.accountOptional")))
        let acts = try await walk.acts()
        let draft = try await walk.save(form, UsersWalk.amelie, in: jan)
        #expect(try await walk.acts() == acts)
        #expect(try await walk.holding(Town.amelie) == nil)
        #expect(try await jan.get(draft).body.contains(walk.words("users.draft.warning")))
        let list = try await jan.get(walk.path(.users))
        #expect(list.body.contains(walk.words("users.drafts.badge")) && list.body.contains("Amélie Dubois"))

        let done = try await jan.post(draft)
        let holding = try #require(try await walk.holding(Town.amelie))
        #expect(done.location == walk.path(.user, holding.assignment.id))
        #expect(holding.applications == ["dimona"])
        #expect(try await walk.found(Town.amelie.ssin)?.account == nil)
        #expect(try await walk.found(Town.amelie.ssin)?.person == Town.amelie, "what she has chosen herself stays")
        #expect(try await jan.get(walk.path(.users)).body.contains(walk.words("users.drafts.badge")) == false)
    }

    @Test func `the new user is told by letter what they may open, for whom, and who gave it`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        _ = try await jan.post(walk.save(walk.form(for: Town.amelie.ssin.digits, in: jan), UsersWalk.amelie, in: jan))
        let letter = try #require(try await walk.letters().last)
        #expect(letter.recipient == Town.amelie.email?.text)
        #expect(letter.subject == walk.sentence("users.letters.registered.subject", ["entity": Town.deLinde.name], .fr))
        let dimona = try #require(walk.test.house.catalogue["nsso-employer"]?.application("dimona")?.labels[.fr])
        for text in [dimona, "Jan Vermeulen", Town.deLinde.name, walk.sentence("users.letters.withCard", [:], .fr)] {
            #expect(letter.body.contains(text), "\(text)")
        }
        #expect(!letter.body.contains("{"))
    }

    @Test func `someone unknown is entered with an account whose password must be changed`() async throws {
        let walk = try await UsersWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie)
        let draft = try await walk.save(walk.form(for: Town.marieCollard.ssin.digits, in: sofie), UsersWalk.marie(), in: sofie)
        #expect(try await walk.found(Town.marieCollard.ssin) == nil)
        let done = try await sofie.submit(draft)
        #expect(done.status == .ok)
        let found = try #require(try await walk.found(Town.marieCollard.ssin))
        #expect(found.person.name == "Marie Collard" && found.person.title == .mrs)
        #expect(found.account?.userName == "mariecollard" && found.account?.mustChange == true)
        #expect(try await walk.test.house.passwords.verify("quatre-saules-et-un-pont", against: found.account?.password))
        #expect(try await walk.holding(found.person)?.applications == ["dimona", "dmfa"])
    }

    @Test func `a draft keeps neither the password nor any name in the clear`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        _ = try await walk.save(walk.form(for: Town.marieCollard.ssin.digits, in: jan), UsersWalk.marie(), in: jan)
        let sealed = try await walk.test.house.read { tx in
            try tx.row("SELECT id, sealed FROM drafts") { (try $0.integer("id"), try $0.bytes("sealed")) }
        }
        let (id, bytes) = try #require(sealed)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("Collard"))
        let opened = try walk.test.house.sealer.open(bytes, inRow: KeptTable.drafts.purpose(of: "sealed", in: [id.bound]))
        #expect(opened.contains("Collard") && opened.contains("argon2id") && !opened.contains("quatre-saules"))
    }

    @Test func `everything wrong in the form is told at once, and what was typed stays`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let form = try await walk.form(for: Town.marieCollard.ssin.digits, in: jan)
        let page = try await jan.post(
            form,
            [
                "userName": "Marie", "userNameAgain": "marie", "password": "short", "passwordAgain": "other", "familyName": "Collard",
                "givenName": "",
                "language": "fr", "email": "marie@", "secondEmail": "marie@local.example.com",
            ])
        #expect(page.status == .unprocessableContent)
        for field in ["userName", "userNameAgain", "password", "passwordAgain", "email", "applications"] {
            #expect(page.body.contains("href=\"#\(field)\""), "\(field)")
        }
        for typed in ["value=\"Collard\"", "value=\"marie@\"", "value=\"marie@local.example.com\""] { #expect(page.body.contains(typed), "\(typed)") }
        #expect(!page.body.contains("value=\"short\""))
    }

    @Test(arguments: ["marie-collard-2026", "zo-kort", "960403-et-un-pont"])
    func `a password that breaks the rule is refused by the server`(_ password: String) async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let page = try await jan.post(walk.form(for: Town.marieCollard.ssin.digits, in: jan), UsersWalk.marie(password: password))
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains("href=\"#password\""))
    }

    @Test func `an application of another domain is refused`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let page = try await jan.post(
            walk.form(for: Town.amelie.ssin.digits, in: jan), ["language": "fr", "email": "a@example.com", "applications": "insurability"])
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains("href=\"#applications\""))
    }

    @Test func `a user name already in use is refused with the form kept`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let page = try await jan.post(walk.form(for: Town.marieCollard.ssin.digits, in: jan), UsersWalk.marie("karlweber"))
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains(walk.words("refusals.userNameTaken.remedy")))
        #expect(page.body.contains("value=\"karlweber\""))
    }

    @Test func `saving twice, or again after going back, saves one draft`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let form = try await walk.form(for: Town.amelie.ssin.digits, in: jan)
        let first = try await walk.save(form, UsersWalk.amelie, in: jan)
        #expect(try await walk.save(form, UsersWalk.amelie, in: jan) == first)
        #expect(try await walk.test.house.read { tx in try tx.count("SELECT COUNT(*) FROM drafts") } == 1)
        _ = try await jan.post(first)
        #expect(try await jan.post(form, UsersWalk.amelie).status == .forbidden)
        #expect(try await walk.test.house.read { tx in try tx.count("SELECT COUNT(*) FROM drafts") } == 1)
    }
}
