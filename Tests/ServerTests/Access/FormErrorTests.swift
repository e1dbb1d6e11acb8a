import Foundation
import HTTPTypes
import Rules
import Sample
import Testing

@testable import Server

/// What is wrong with a form is said in the title, above it and beside the field, in the reader's typography.
@Suite struct FormErrorTests {
    /// A field of type `email` is rewritten by browsers.
    @Test func `an address stands in the form as it was typed, with letters of any script`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).post("/me", ["language": "nl", "email": "info@müller.example", "phone": "1"])
        #expect(page.status == .unprocessableContent && page.body.contains("value=\"info@müller.example\""))
        let types = page.body.matches(of: /<input id="(?:email|secondEmail)"[^>]* type="(\w+)"[^>]* inputmode="(\w+)"/).map { [$0.1, $0.2] }
        #expect(types == [["text", "email"], ["text", "email"]])
    }

    @Test(arguments: [(Language.fr, "Erreur\u{A0}:"), (.nl, "Fout:"), (.de, "Fehler:"), (.en, "Error:")])
    func `the browser's title begins with the error`(language: Language, error: String) async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan, language: language.rawValue)
        #expect(try await jan.post(walk.path(.newUser), ["ssin": "1"]).body.contains("<title>\(error) "))
        #expect(try await jan.post(walk.path(.newUser), ["ssin": Town.fatima.ssin.digits]).body.contains("<title>\(error) "), "a refusal")
        #expect(!(try await jan.get(walk.path(.newUser)).body.contains("<title>\(error)")))
        let signingIn = try await walk.test.browser(language.rawValue).post("/sign-in", ["userName": "nobody", "password": "wrong"])
        #expect(signingIn.body.contains("<title>\(error) "))
    }

    @Test func `a label in the summary has the space of its language`() async throws {
        let walk = try await UsersWalk.demo()
        let path = walk.path(.newUser)
        #expect(try await walk.test.signedIn(Town.jan, language: "fr").post(path, ["ssin": "1"]).body.contains("NISS\u{A0}: "))
        #expect(try await walk.test.signedIn(Town.jan, language: "nl").post(path, ["ssin": "1"]).body.contains("INSZ: "))
    }

    @Test func `an unanswered choice is to be chosen, not filled in`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan, language: "fr").post(walk.path(.blockUser, try await walk.user(Town.fatima)))
        #expect(page.body.contains("Choisissez une réponse.") && !page.body.contains("Complétez ce champ."))
    }

    @Test func `what is wrong with a national number speaks of no other number`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).post(walk.path(.newUser), ["ssin": "88O81699838"])
        #expect(page.body.contains("Write digits only.") && !page.body.contains("0999.999.031"))
    }
}
