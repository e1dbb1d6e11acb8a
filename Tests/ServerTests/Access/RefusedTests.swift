import Foundation
import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

/// A refusal says who can help, by name where the reader may know it, and leads to the remedy.
@Suite struct RefusedTests {
    @Test func `a user is told who manages their quality, and how to reach them`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.fatima).get(walk.path(.users))
        #expect(page.status == .forbidden)
        #expect(page.body.contains("<strong>Jan Vermeulen</strong>") && page.body.contains("mailto:jan.vermeulen@delinde.example.org"))
        #expect(page.body.contains("<a class=\"button\" href=\"/entities\">My entities</a>"))
    }

    @Test func `nobody without a role in the entity is told a name`() async throws {
        let walk = try await UsersWalk.demo()
        for person in [Town.amelie, Town.karl] {
            let page = try await walk.test.signedIn(person).get(walk.path(.users))
            #expect(page.status == .notFound)
            for name in ["Vermeulen", "Peeters", "delinde.example.org"] { #expect(!page.body.contains(name)) }
        }
    }

    @Test func `the chief is not sent to the chief`() async throws {
        let walk = try await UsersWalk.demo(Town.meuse, "approved-social-secretariat")
        let helene = try await walk.test.signedIn(Town.helene)
        let page = try await helene.get(Address.designationForm(Town.meuse.number))
        #expect(!page.body.contains("<strong>Hélène Renard</strong>") && !page.body.contains(walk.words("helpers.chief")))
        let own = try await helene.post(walk.path(.newUser), ["ssin": Town.helene.ssin.digits])
        #expect(own.body.contains("class=\"refusal"))
        #expect(!own.body.contains("<strong>Hélène Renard</strong>") && !own.body.contains(walk.words("helpers.chief")))
    }

    @Test func `a refusal has the focus, and is titled once`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.fatima).get(walk.path(.users)).body
        #expect(page.contains("<section class=\"refusal\" role=\"alert\" tabindex=\"-1\" autofocus>"))
        #expect(page.components(separatedBy: walk.words("layout.refused")).count - 1 == 2, "in <title> and <h1>")
    }

    @Test func `to use a card is the next step, not an impossibility`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.sofie, .password).get(Address.designationForm(Town.deLinde.number))
        #expect(page.body.contains("<h1>\(walk.words("signIn.stepUp.title"))</h1>"))
        #expect(!page.body.contains(walk.words("layout.refused")))
        #expect(page.body.contains("href=\"/sign-in?level=eid&amp;return="))
    }
}
