import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server
@testable import Web

/// Drafts hold typed values, and are kept as texts: those of earlier versions open, and what would be refused today is shown, not lost.
@Suite struct KeptDraftTests {
    /// As the version before wrote it, the form's fields as typed.
    private static let registration = """
        {"ssin":"96040399883","typed":{"userName":"mariecollard","userNameAgain":"mariecollard","familyName":"Collard","givenName":"Marie",\
        "title":"mrs","language":"fr","email":"EMAIL","secondEmail":""},"applications":["dimona","dmfa"],"password":"HASH","savedBy":"SAVEDBY"}
        """

    private static let designation = """
        {"typed":{"who":"other","number":"01.06.11-998.25","givenName":"","familyName":"","email":"keys@tournesol.example.com",\
        "phone":"PHONE","ownEmail":"office@tournesol.example.com","ownPhone":"+32 4 111 11 11"}}
        """

    private func keep(_ text: String, in address: String, _ test: TestHouse) async throws {
        let id = try #require(address.split(separator: "/").last.flatMap { Key<DraftRow>(String($0)) })
        try await test.house.storage.write { tx in
            let sealed = try tx.sealer.seal(text, inRow: KeptTable.drafts.purpose(of: "sealed", in: [id.bound]))
            try tx.keep(["sealed": sealed.bound], in: .drafts, where: "id = \(id)")
        }
    }

    /// Marie's registration by Jan, kept as the version before kept it.
    private func registration(_ walk: UsersWalk, in jan: Browser, email: String) async throws -> String {
        let draft = try await walk.save(walk.form(for: Town.marieCollard.ssin.digits, in: jan), UsersWalk.marie(), in: jan)
        let (id, quality) = (try #require(draft.split(separator: "/").last.flatMap { Key<DraftRow>(String($0)) }), walk.quality.id)
        let content = try await walk.test.house.read { tx in try tx.userDraft(id, as: .user, for: .managers(of: quality)).content }
        let text = Self.registration.replacing("EMAIL", with: email).replacing("HASH", with: try #require(content.password))
            .replacing("SAVEDBY", with: "\(content.savedBy)")
        try await keep(text, in: draft, walk.test)
        return draft
    }

    @Test func `a registration that an earlier version saved is shown, corrected and confirmed`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let draft = try await registration(walk, in: jan, email: "marie.collard@example.com")
        let (summary, form) = (try await jan.get(draft), try await jan.get("\(draft)/edit"))
        #expect(summary.status == .ok && form.status == .ok)
        for value in ["mariecollard", "Collard", "Marie", "marie.collard@example.com"] {
            #expect(summary.body.contains(value) && form.body.contains("value=\"\(value)\""), "\(value)")
        }
        #expect(form.body.contains("value=\"dmfa\" checked") && form.body.contains("value=\"mrs\" selected"))
        #expect(try await jan.post(draft).status == .seeOther)
        let found = try #require(try await walk.found(Town.marieCollard.ssin))
        #expect(found.person.email?.text == "marie.collard@example.com" && found.person.title == .mrs && found.account?.userName == "mariecollard")
        #expect(try await walk.test.house.passwords.verify("quatre-saules-et-un-pont", against: found.account?.password))
    }

    @Test func `what was taken then and would be refused today stands in the form with what is wrong`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let draft = try await registration(walk, in: jan, email: "marie@collard@example.com")
        #expect(try await jan.get(draft).status == .ok)
        #expect(try await jan.get(walk.path(.users)).body.contains("Marie Collard"))
        let acts = try await walk.acts()
        #expect(try await jan.post(draft).location == "\(draft)/edit")
        #expect(try await walk.acts() == acts)
        let form = try await jan.get("\(draft)/edit")
        #expect(form.status == .unprocessableContent && form.body.contains(walk.words("invalid.emailShape")))
        for value in ["marie@collard@example.com", "mariecollard", "Collard", "Marie"] {
            #expect(form.body.contains("value=\"\(value)\""), "\(value)")
        }
        #expect(try await walk.save("\(draft)/edit", UsersWalk.marie(password: ""), in: jan) == draft)
        #expect(try await jan.post(draft).status == .seeOther)
        #expect(try await walk.found(Town.marieCollard.ssin)?.person.email?.text == "marie.collard@example.com")
    }

    @Test func `a designation that an earlier version saved is shown and confirmed`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let draft = try await walk.save(DesignationWalk.another(Town.amelie), for: Town.tournesol, in: claire)
        try await keep(Self.designation.replacing("PHONE", with: "04 222 22 22"), in: draft, walk.test)
        #expect(try await claire.get(draft).body.contains("keys@tournesol.example.com"))
        #expect(try await walk.confirm(draft, in: claire).status == .seeOther)
        #expect(try await walk.chief(of: Town.tournesol)?.assignment.person == Town.amelie.id)
    }

    @Test func `what would be refused today in a designation leads back to the form, which has it all`() async throws {
        let walk = DesignationWalk(test: try await TestHouse.demo())
        let claire = try await walk.test.signedIn(Town.claire)
        let draft = try await walk.save(DesignationWalk.another(Town.amelie), for: Town.tournesol, in: claire)
        try await keep(Self.designation.replacing("PHONE", with: "04"), in: draft, walk.test)
        let form = try await claire.submit(draft, ["declaration": "on", "chief": ""])
        #expect(try await walk.chief(of: Town.tournesol) == nil)
        let again = form.status == .unprocessableContent ? form : try await claire.get(try #require(form.location))
        #expect(again.body.contains(walk.words("invalid.phoneShape")))
        for value in ["01.06.11-998.25", "keys@tournesol.example.com", "04", "office@tournesol.example.com", "+32 4 111 11 11"] {
            #expect(again.body.contains("value=\"\(value)\""), "\(value)")
        }
    }

    @Test func `a draft reads again as it was written`() throws {
        for text in [Self.registration, Self.registration.replacing("fr", with: "xx")] {
            let draft = try JSONDecoder().decode(UserDraft.self, from: Data(text.replacing("SAVEDBY", with: "12").utf8))
            let again = try JSONDecoder().decode(UserDraft.self, from: JSONEncoder().encode(draft))
            #expect(again.form.values == draft.form.values && again.form["email"] == "EMAIL" && again.ssin == Town.marieCollard.ssin)
            #expect(again.unreadable.problems == draft.unreadable.problems && !draft.unreadable.isEmpty)
        }
    }

    @Test(arguments: GoldenInstallation.kept)
    func `the drafts of an earlier installation open`(golden: GoldenInstallation) async throws {
        let opened = try await GoldenTests.Opened(golden)
        let drafts = try await opened.storage.read { tx in
            let ids = try tx.rows("SELECT id, quality FROM drafts WHERE kind = 'user' AND confirmed_by IS NULL AND discarded_at IS NULL") {
                (Key<DraftRow>(rawValue: try $0.integer("id")), Quality.ID(rawValue: try $0.integer("quality")))
            }
            return try ids.map { try tx.userDraft($0, as: .user, for: .managers(of: $1)).content }
        }
        #expect(!drafts.isEmpty)
        for draft in drafts { #expect(draft.ssin != nil && draft.unreadable.isEmpty && draft.refused.isEmpty && !draft.applications.isEmpty) }
    }
}
