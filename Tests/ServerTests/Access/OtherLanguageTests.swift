import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Changing the language on a page that answers a form keeps what was typed, and does nothing else.
@Suite struct OtherLanguageTests {
    private struct Sent: Sendable {
        let path: String
        let fields: KeyValuePairs<String, String>
        /// What must be in the page in the other language.
        let kept: [String]
        var isChiefs = false
    }

    private func forms(_ walk: UsersWalk, _ jan: Browser) async throws -> [Sent] {
        let (number, quality) = (walk.entity.number, walk.quality.id)
        let user = try await walk.user(Town.fatima)
        let draft = try await walk.save(walk.form(for: Town.marieCollard.ssin.digits, in: jan), UsersWalk.marie(), in: jan)
        return [
            Sent(
                path: Address.entityContact(number), fields: ["email": "fout@", "phone": "09 000 10 01"], kept: ["fout@", "09 000 10 01"],
                isChiefs: true),
            Sent(path: Address.qualityContact(number, quality), fields: ["email": "fout@"], kept: ["fout@"]),
            Sent(path: Address.coManagers(number, quality), fields: ["ssin": "79.11.23-998"], kept: ["79.11.23-998"]),
            Sent(
                path: Address.qualityManager(number, quality), fields: ["who": "other", "ssin": "79.11.23-998"], kept: ["79.11.23-998"],
                isChiefs: true),
            Sent(path: Address.newCoChief(number), fields: ["ssin": "79.11.23-998"], kept: ["79.11.23-998"], isChiefs: true),
            Sent(
                path: Address.activateQuality(number), fields: ["email": "fout@", "who": "other", "ssin": "1", "familyName": "Nieuw"],
                kept: ["fout@", "Nieuw"], isChiefs: true),
            Sent(path: "/me", fields: ["language": "nl", "email": "fout@", "secondEmail": "twee@example.org"], kept: ["fout@", "twee@example.org"]),
            Sent(path: "/me/password", fields: ["currentPassword": "oud", "password": "kort", "passwordAgain": "anders"], kept: []),
            Sent(path: "/designation", fields: ["number": "0999.999.132"], kept: ["0999.999.132"]),
            Sent(path: walk.path(.newUser), fields: ["ssin": "79.11.23-998"], kept: ["79.11.23-998"]),
            Sent(path: "\(draft)/edit", fields: UsersWalk.marie("Marie", password: "", email: "m@"), kept: ["Collard", "m@"]),
            Sent(
                path: walk.path(.editUser, user), fields: ["language": "fr", "email": "f@", "secondEmail": "g@example.org"],
                kept: ["f@", "g@example.org"]),
            Sent(path: walk.path(.userPassword, user), fields: ["password": "kort", "passwordAgain": "kort"], kept: []),
            Sent(path: walk.path(.userApplications, user), fields: ["applications": "nonsense", "applications": "dmfa"], kept: []),
            Sent(path: walk.path(.blockUser, user), fields: [:], kept: []),
        ]
    }

    @Test func `what was typed stays, nothing is done, and passwords are asked again`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, sofie) = (try await walk.test.signedIn(Town.jan, language: "nl"), try await walk.test.signedIn(Town.sofie, language: "nl"))
        for sent in try await forms(walk, jan) {
            let (browser, before) = (sent.isChiefs ? sofie : jan, try await walk.acts())
            let refused = try await browser.post(sent.path, sent.fields)
            #expect(refused.status == .unprocessableContent, "\(sent.path)")
            #expect(refused.body.contains("id=\"form\""), "\(sent.path)")
            let button = /<button type="submit" class="quiet" form="form" formaction="\?language=fr(&amp;told=[A-Za-z0-9%]+)*" lang="fr">/
            #expect(refused.body.contains(button), "\(sent.path)")
            let french = try await browser.post("\(sent.path)?language=fr", sent.fields)
            #expect(french.status == .unprocessableContent && french.body.contains("<html lang=\"fr\">"), "\(sent.path)")
            for value in sent.kept { #expect(french.body.contains("value=\"\(value)\""), "\(sent.path): \(value)") }
            let hasPassword = sent.fields.contains { $0.key.lowercased().contains("password") && !$0.value.isEmpty }
            #expect(french.body.contains("sauf les mots de passe") == hasPassword, "\(sent.path)")
            for (key, value) in sent.fields where key.lowercased().contains("password") && !value.isEmpty {
                #expect(!french.body.contains("value=\"\(value)\""), "\(sent.path)")
            }
            _ = try await browser.post("\(sent.path)?language=nl", sent.fields)
            #expect(try await walk.acts() == before, "\(sent.path)")
        }
    }

    @Test func `a form that would be accepted is only shown, until it is sent itself`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, user) = (try await walk.test.signedIn(Town.jan), try await walk.user(Town.fatima))
        let before = try await walk.acts()
        let edited = try await jan.post("\(walk.path(.editUser, user))?language=fr", ["language": "fr", "email": "fatima@example.com"])
        #expect(edited.body.contains("value=\"fatima@example.com\"") && edited.body.contains("<html lang=\"fr\">"))
        let forms = [
            Sent(path: walk.path(.blockUser, user), fields: ["reason": "absence"], kept: []),
            Sent(path: walk.path(.removeUser, user), fields: [:], kept: []), Sent(path: walk.path(.unblockUser, user), fields: [:], kept: []),
            Sent(path: Address.entityContact(walk.entity.number), fields: ["email": "info@example.org"], kept: [], isChiefs: true),
            Sent(path: "/me", fields: ["language": "fr", "email": "jan@example.org"], kept: []),
            Sent(
                path: walk.path(.userPassword, user), fields: ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"], kept: []),
        ]
        let sofie = try await walk.test.signedIn(Town.sofie)
        for sent in forms {
            let page = try await (sent.isChiefs ? sofie : jan).post("\(sent.path)?language=de", sent.fields)
            #expect(page.status == .unprocessableContent || page.status == .seeOther && page.location == sent.path, "\(sent.path)")
        }
        #expect(try await walk.acts() == before)
        #expect(try await walk.letters().isEmpty)
    }

    @Test func `signing in keeps the user name, tries no password, and says that it is asked again`() async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser()
        let page = try await browser.post("/sign-in?language=nl", ["userName": "janvermeulen", "password": Town.password])
        #expect(page.body.contains("value=\"janvermeulen\"") && page.body.contains("behalve de wachtwoorden"))
        #expect(browser.cookie("chatelaine-session") == nil && !page.body.contains(Town.password))
    }

    @Test func `without this browser's proof nothing is shown again`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        #expect(try await jan.post("/me?language=fr", raw: "email=x%40example.org").status == .forbidden)
    }

    @Test func `the Enter key sends the form itself, not the language`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).post("/me", ["email": "x@"])
        let first = try #require(page.body.firstMatch(of: /<button[^>]*form="form"[^>]*>/))
        #expect(first.0 == #"<button type="submit" form="form" hidden>"#)
    }
}
