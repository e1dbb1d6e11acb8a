import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// What a form was refused with is said in every language that the page is switched to, and decided once.
@Suite struct RefusedInAnotherLanguageTests {
    private struct Refused: Sendable {
        let path: String
        let fields: KeyValuePairs<String, String>
        let sentence: String
    }

    /// Where the page's button for a language sends the form.
    private func button(_ language: Language, on page: Browser.Page) throws -> String {
        let found = try #require(
            page.body.firstMatch(of: try Regex("formaction=\"([^\"]*)\" lang=\"\(language.rawValue)\"", as: (Substring, Substring).self)))
        return found.output.1.replacingOccurrences(of: "&amp;", with: "&")
    }

    private func check(_ refused: Refused, of walk: UsersWalk, in browser: Browser) async throws {
        let answer = try await browser.post(refused.path, refused.fields)
        #expect(answer.status == .unprocessableContent, "\(refused.path)")
        #expect(answer.body.contains(walk.words(refused.sentence)), "\(refused.path)")
        let before = try await counts(walk)
        var page = answer
        for language in [Language.fr, .nl, .de, .en] {
            page = try await browser.post(refused.path + button(language, on: page), refused.fields)
            #expect(page.status == .unprocessableContent && page.body.contains("<html lang=\"\(language.rawValue)\">"), "\(refused.path)")
            #expect(page.body.contains(walk.words(refused.sentence, [:], language)), "\(refused.path): \(language)")
            #expect(page.body.contains("<title>\(walk.words("parts.error", [:], language))"), "\(refused.path): \(language)")
        }
        #expect(try await counts(walk) == before, "\(refused.path)")
    }

    /// What was done, looked up, and tried in vain.
    private func counts(_ walk: UsersWalk) async throws -> [Int] {
        try await walk.test.house.read { tx in
            try [
                tx.count("SELECT COUNT(*) FROM acts"), tx.count("SELECT COUNT(*) FROM look_ups"), tx.count("SELECT COUNT(*) FROM drafts"),
                tx.count("SELECT CAST(COALESCE(SUM(failures), 0) AS BIGINT) FROM sign_in_failures"),
            ]
        }
    }

    /// Anybody may write an answer into an address, and the server goes on.
    @Test func `an answer of an instant that no calendar has is told to nobody`() async throws {
        let walk = try await UsersWalk.demo()
        let (stranger, jan) = (walk.test.browser(), try await walk.test.signedIn(Town.jan))
        for number in [Int64.min, -9_999_999_999_999, 9_999_999_999_999, Int64.max] {
            for key in ["signIn.wrong", "signIn.slowed"] {
                let page = try await stranger.post("/sign-in?language=fr&told=sentence%20\(key)%20\(number)", ["userName": "x", "password": "y"])
                #expect(page.status.code < 500, "\(key) \(number)")
            }
            for code in ["entityCeased", "functionEnded", "functionNotYetBegun"] {
                let page = try await jan.post(walk.path(.newUser) + "?language=fr&told=rule%20\(code)%20\(number)", ["ssin": ""])
                #expect(page.status.code < 500 && !page.body.contains(walk.words("refusals.\(code).remedy", [:], .fr)), "\(code) \(number)")
            }
        }
    }

    @Test func `of an application nothing but a code is told again`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let told = walk.path(.newUser) + "?language=fr&told=rule%20applicationUnknown%20"
        #expect(try await jan.post(told + "dimona", ["ssin": ""]).body.contains("dimona"))
        #expect(try await !jan.post(told + "Appelez%20le%200900%2000%20000", ["ssin": ""]).body.contains("Appelez"))
    }

    @Test func `a rule that refuses a user's form does so in each language`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, user) = (try await walk.test.signedIn(Town.jan), try await walk.user(Town.fatima))
        _ = try await jan.post(walk.path(.blockUser, user), ["reason": "absence"])
        let form = try await walk.form(for: Town.marieCollard.ssin.digits, in: jan)
        for refused in [
            Refused(path: walk.path(.newUser), fields: ["ssin": Town.fatima.ssin.digits], sentence: "refusals.alreadyUserBlocked.why"),
            Refused(path: walk.path(.newUser), fields: ["ssin": Town.pieter.ssin.digits], sentence: "refusals.managesQuality.why"),
            Refused(path: walk.path(.blockUser, user), fields: ["reason": "absence"], sentence: "refusals.alreadyBlocked.why"),
            Refused(path: form, fields: UsersWalk.marie("janvermeulen"), sentence: "refusals.userNameTaken.why"),
        ] { try await check(refused, of: walk, in: jan) }
        _ = try await jan.post(walk.path(.unblockUser, user))
        try await check(Refused(path: walk.path(.unblockUser, user), fields: [:], sentence: "refusals.notBlocked.why"), of: walk, in: jan)
    }

    @Test func `so does one that refuses a designation`() async throws {
        let walk = try await UsersWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie)
        let myself: KeyValuePairs = ["who": "myself", "ownEmail": "sofie@example.org", "ownPhone": "09 000 10 01"]
        let path = Address.designationForm(walk.entity.number)
        try await check(Refused(path: path, fields: myself, sentence: "refusals.alreadyChief.why"), of: walk, in: sofie)
        try await check(Refused(path: "/designation", fields: ["number": "0999.999.229"], sentence: "refusals.noFunction.why"), of: walk, in: sofie)
        let draft = try await sofie.post(
            path,
            [
                "who": "other", "number": Town.jan.ssin.digits, "email": "jan@example.org", "phone": "09 000 10 02", "ownEmail": "sofie@example.org",
                "ownPhone": "09 000 10 01",
            ])
        let confirmation = Refused(path: try #require(draft.location), fields: ["chief": ""], sentence: "refusals.declarationMissing.why")
        try await check(confirmation, of: walk, in: sofie)
    }

    @Test func `a wrong password is told again and tried once`() async throws {
        let walk = try await UsersWalk.demo()
        let fields: KeyValuePairs = ["userName": "janvermeulen", "password": "not this one"]
        try await check(Refused(path: "/sign-in", fields: fields, sentence: "signIn.wrong"), of: walk, in: walk.test.browser())
        let jan = try await walk.test.signedIn(Town.jan, .password)
        let change: KeyValuePairs = ["currentPassword": "not this one", "password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]
        try await check(Refused(path: "/me/password", fields: change, sentence: "invalid.wrongPassword"), of: walk, in: jan)
    }

    @Test func `which rule a password breaks is told in each language`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan, .password)
        let own: KeyValuePairs = ["currentPassword": Town.password, "password": "kort", "passwordAgain": "kort"]
        let given: KeyValuePairs = ["password": "kort", "passwordAgain": "kort"]
        let user = walk.path(.userPassword, try await walk.user(Town.fatima))
        for (path, fields) in [
            (try await walk.form(for: Town.marieCollard.ssin.digits, in: jan), UsersWalk.marie(password: "kort")), ("/me/password", own),
            (user, given),
        ] {
            let condition = try #require(PasswordRule(.modern).unmet(by: "kort", personal: PersonalWords([])).first)
            var page = try await jan.post(path, fields)
            for language in [Language.fr, .nl, .de, .en] {
                page = try await jan.post(path + button(language, on: page), fields)
                let values = ["number": condition.number.map(String.init) ?? "", "specials": condition.specials ?? ""]
                let rule = walk.sentence("passwords.\(condition.code)", values, language)
                #expect(page.body.contains(walk.words("invalid.passwordRule", ["rule": rule], language)), "\(path): \(language)")
            }
        }
    }

    @Test func `how long to wait is told again, and no longer when it is over`() async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser()
        let fields: KeyValuePairs = ["userName": "janvermeulen", "password": "not this one"]
        var page = try await browser.post("/sign-in", fields)
        for _ in 0..<8 where page.status != .tooManyRequests { page = try await browser.post("/sign-in", fields) }
        #expect(page.status == .tooManyRequests)
        let french = try await browser.post("/sign-in" + button(.fr, on: page), fields)
        #expect(
            french.body.contains(test.house.pages.texts.say("signIn.slowed", ["count": "1"], in: .fr).replacingOccurrences(of: "'", with: "&#39;")))
        test.clock.advance(by: 3600)
        let later = try await browser.post("/sign-in" + button(.fr, on: page), fields)
        #expect(later.status == .ok && !later.body.contains("class=\"errors\""))
    }

    @Test func `a card that is no card of the demo is told again`() async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser()
        let page = try await browser.post("/sign-in/demo", ["card": "wrong"])
        let french = try await browser.post("/sign-in/demo" + button(.fr, on: page), ["userName": ""])
        let words = test.house.pages.texts.say("cards.noCard", in: .fr).replacingOccurrences(of: "'", with: "&#39;")
        #expect(french.body.contains(words))
        #expect(french.status == .unprocessableContent)
    }

    @Test func `what is written into the address and is no answer of ours is not told`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        for told in [
            "rule%20noSuchRule", "rule%20entityCeased%20soon", "sentence%20users.title", "field%20email%20missing", "rule", "%20",
            "field%20password%20passwordRule", "field%20password%20passwordRule%20noSuchRule",
        ] {
            let page = try await jan.post("\(walk.path(.newUser))?language=fr&told=\(told)", ["ssin": Town.fatima.ssin.digits])
            #expect(page.status == .ok || page.status == .unprocessableContent, "\(told)")
            #expect(!page.body.contains("class=\"refusal\"") && !page.body.contains("class=\"errors\""), "\(told)")
        }
    }
}
