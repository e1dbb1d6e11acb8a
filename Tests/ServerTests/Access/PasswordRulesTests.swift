import Foundation
import HTTPTypes
import Rules
import Sample
import Testing

@testable import Server

/// MISSION U2: the conditions of a password stand beside its field, each met or not.
@Suite struct PasswordRulesTests {
    private func line(_ rule: String, in page: String) -> Substring {
        guard let found = page.range(of: "data-rule=\"\(rule)\"") else { return "" }
        let start = page[..<found.lowerBound].lastIndex(of: "<") ?? page.startIndex
        return page[start...].prefix { $0 != "\n" }
    }

    @Test func `after an error each condition says whether what was sent met it`() async throws {
        let test = try await TestHouse.demo()
        let fatima = try await test.signedIn(Town.fatima)
        let page = try await fatima.post("/me/password", ["password": "Fatima#2026", "passwordAgain": "Fatima#2026"]).body
        for (rule, state) in [("atLeast", "unmet"), ("atMost", "met"), ("notCommon", "met"), ("notPersonal", "unmet")] {
            #expect(line(rule, in: page).contains("class=\"\(state)"), "\(rule): \(line(rule, in: page))")
        }
        #expect(!page.contains("Fatima#2026"))
    }

    @Test func `what the page cannot know is said to be checked later`() async throws {
        let page = try await TestHouse.demo().signedIn(Town.fatima).get("/me/password").body
        for rule in ["notCommon", "notPersonal"] {
            #expect(line(rule, in: page).contains("open deferred") && line(rule, in: page).contains("checked when you send the form"))
        }
        #expect(!line("atLeast", in: page).contains("deferred"))
    }

    @Test func `somebody else's password is not called yours`() async throws {
        let walk = try await UsersWalk.demo()
        let path = walk.path(.userPassword, try await walk.user(Town.fatima))
        let page = try await walk.test.signedIn(Town.jan, language: "fr").get(path).body
        #expect(page.contains("<h1>Donner un nouveau mot de passe à Fatima El Amrani</h1>") && page.contains("Règles du mot de passe"))
        #expect(!page.lowercased().contains("votre mot de passe"))
    }

    @Test func `a password can be shown where scripts run, and its field is plain where not`() async throws {
        let page = try await TestHouse.demo().browser().get("/sign-in").body
        #expect(page.contains("data-reveal=\"password\" data-hide=\"Hide\" hidden>Show<span class=\"unseen\"> – Password</span></button>"))
        #expect(!page.contains("data-reveal=\"userName\""))
    }
}
