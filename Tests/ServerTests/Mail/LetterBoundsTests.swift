import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// How many letters one person's acts cause within a day.
@Suite struct LetterBoundsTests {
    private let walk: UsersWalk

    init() async throws { walk = try await UsersWalk.demo() }

    private func slowed(_ page: Browser.Page, _ language: Language = .en) -> Bool {
        let hour = page.headers[.retryAfter].flatMap(Int.init).map { (1...86_400).contains($0) } ?? false
        let remedy = walk.words("problems.lettersSlowed.remedy", ["until": "3 "], language).prefix(12)
        return page.status == .tooManyRequests && hour && page.body.contains(walk.words("problems.lettersSlowed.text", [:], language))
            && page.body.contains(String(remedy))
    }

    private func change(_ number: Int, in browser: Browser) async throws -> Browser.Page {
        try await browser.post("/me", ["language": browser.language, "email": "fatima\(number)@example.org", "secondEmail": "", "phone": ""])
    }

    @Test func `changing one's own address over and over writes no letters without end`() async throws {
        let fatima = try await walk.test.signedIn(Town.fatima)
        var answers: [HTTPResponse.Status] = []
        for number in 0..<25 { answers.append(try await change(number, in: fatima).status) }
        #expect(answers == Array(repeating: .seeOther, count: 20) + Array(repeating: .tooManyRequests, count: 5))
        #expect(try await walk.letters().count == 40)
        let acts = try await walk.acts()
        for language in Language.allCases {
            let browser = try await walk.test.signedIn(Town.fatima, language: language.rawValue)
            #expect(slowed(try await change(30, in: browser), language), "\(language)")
        }
        #expect(try await walk.found(Town.fatima.ssin)?.person.email?.text == "fatima19@example.org")
        #expect(try await walk.acts() == acts)
        // What changes no address tells nobody, and somebody else's letters are their own.
        #expect(
            try await fatima.post("/me", ["language": "nl", "email": "fatima19@example.org", "secondEmail": "", "phone": "0470 11 22 33"]).status
                == .seeOther)
        #expect(
            try await walk.test.signedIn(Town.jan).post("/me", ["language": "nl", "email": "jan@example.org", "secondEmail": "", "phone": ""]).status
                == .seeOther)
        // Nor is anybody kept from choosing another password.
        let choice: KeyValuePairs = ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]
        #expect(try await fatima.post("/me/password", choice).status == .seeOther)
        walk.test.clock.advance(by: 86_400)
        #expect(try await change(30, in: try await walk.test.signedIn(Town.fatima)).status == .seeOther)
    }

    @Test func `so do a manager who changes somebody's address, and one who gives them passwords`() async throws {
        let (user, other) = (try await walk.user(Town.fatima), try await walk.user(Town.deLindeCrowd[0]))
        let jan = try await walk.test.signedIn(Town.jan)
        func edit(_ user: Assignment.ID, _ number: Int) async throws -> Browser.Page {
            try await jan.post(walk.path(.editUser, user), ["language": "nl", "email": "u\(number)@example.org", "secondEmail": ""])
        }
        for number in 0..<20 { #expect(try await edit(user, number).status == .seeOther) }
        #expect(slowed(try await edit(user, 20)))
        let password: KeyValuePairs = ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]
        #expect(slowed(try await jan.post(walk.path(.userPassword, user), password)))
        #expect(try await edit(other, 0).status == .seeOther)
    }

    @Test func `so does the address of an entity or a quality`() async throws {
        let sofie = try await walk.test.signedIn(Town.sofie)
        for path in [Address.entityContact(walk.entity.number), walk.path(.qualityContact)] {
            var answers: [Browser.Page] = []
            for number in 0..<25 { answers.append(try await sofie.post(path, ["email": "e\(number)@example.org"])) }
            let last = try #require(answers.last)
            #expect(answers.count { $0.status == .seeOther } >= 20 && slowed(last), "\(path)")
        }
    }

    @Test func `one address gets no more than two hundred of one person's letters, whomever they are about`() async throws {
        let (house, now) = (walk.test.house, walk.test.clock.now)
        func post(_ subject: Int64, to address: String) async throws {
            let letter = try Letter(to: EmailAddress(address), subject: "x", body: "x", language: .fr)
            try await house.write { tx in try tx.post(letter, .about(subject), of: Town.jan.id, id: house.newID(), at: now) }
        }
        for subject in 0..<200 { try await post(Int64(subject), to: "office@example.org") }
        await #expect(throws: TooOften.self) { try await post(200, to: "Office@example.org") }
        try await post(201, to: "other@example.org")
    }
}
