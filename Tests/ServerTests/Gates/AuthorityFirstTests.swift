import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Whoever may not is told so before anything that they typed is looked at: what they type makes no difference.
@Suite struct AuthorityFirstTests {
    /// Nothing, nonsense, and what would be right.
    private static let typed: [KeyValuePairs<String, String>] = [
        [:],
        [
            "ssin": "1", "number": "x", "email": "none", "personEmail": "none", "password": "a", "passwordAgain": "b", "language": "xx",
            "reason": "?",
            "applications": "?", "domain": "?", "who": "?", "phone": "1", "step": "?", "userName": "?", "draft": "?",
        ],
        [
            "ssin": Town.amelie.ssin.digits, "number": Town.amelie.ssin.digits, "email": "a@example.com", "personEmail": "a@example.com",
            "password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen", "language": "fr", "reason": "other", "applications": "dimona",
            "who": "other", "phone": "+32 4 222 22 22", "ownEmail": "b@example.com", "ownPhone": "+32 4 111 11 11", "step": "confirm",
            "declaration": "on",
        ],
    ]

    @Test(arguments: GateVisitor.signedIn)
    func `who may not gets one answer from every form`(_ visitor: GateVisitor) async throws {
        let house = try await GateHouse.open(for: visitor)
        let addressParameters = AddressParameters(house: house, visitor: visitor)
        // What the installation tells of itself meanwhile is nobody's doing.
        let others = ActCode.allCases.filter(\.isOfInstallation).map(\.rawValue)
        func done() async throws -> Int {
            try await house.test.house.read { tx in try tx.count("SELECT COUNT(*) FROM acts WHERE code NOT IN \(list: others)") }
        }
        let before = try await done()
        var (asked, mine) = (0, 0)
        for route in Features.routes where route.method == .post && route.format == .pages {
            guard case .power(let power) = route.gate, !visitor.may(power, inQuality: route.address.parameters.contains("quality")) else { continue }
            let acts = try await done()
            let path = try await addressParameters.path(route.address, isRead: true)
            mine += try await done() - acts
            let browser = try await house.browser(for: visitor)
            var answers: Set<String> = []
            for fields in Self.typed {
                let page = try await browser.post(path, fields)
                answers.insert("\(page.status.code) \(page.location ?? "") \(page.body)")
            }
            #expect(answers.count == 1, "\(path)")
            asked += 1
        }
        // Whoever represents the entity and is its chief may do everything there.
        #expect(asked > 0 || Set(visitor.roles) == [.representative, .chief])
        #expect(try await done() == before + mine)
    }

    @Test func `of somebody who stands elsewhere, no guess at the password and no address tells anything`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let form = try await walk.form(for: Town.helene.ssin.digits, in: jan)
        _ = try await jan.post(walk.save(form, ["applications": "dimona"], in: jan))
        let user = try await walk.user(Town.helene)
        let (given, hash) = ("zeven-bruine-bonen", try await walk.test.house.passwords.hash("zeven-bruine-bonen"))
        let now = walk.test.clock.now
        try await walk.test.house.write { tx in try tx.setPassword(hash, mustChange: true, for: Town.helene.id, at: now) }
        // What was done before is told once, on the next page.
        _ = try await jan.get(walk.path(.users))
        for address in [Address.userPassword, .editUser] {
            var answers: Set<String> = []
            for fields in Self.typed + [
                ["password": given, "passwordAgain": given], ["password": "acht-bruine-bonen", "passwordAgain": "acht-bruine-bonen"],
            ] {
                let page = try await jan.post(walk.path(address, user), fields)
                #expect(page.status == .forbidden)
                answers.insert(page.body)
            }
            #expect(answers.count == 1, "\(address.pattern)")
        }
    }

    @Test func `a right guess at the present password is answered like any other password`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let path = walk.path(.userPassword, try await walk.user(Town.fatima))
        _ = try await jan.post(path, ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"])
        let acts = try await walk.acts()
        for guess in ["zeven-bruine-bonen", "acht-bruine-bonen"] {
            let page = try await jan.post(path, ["password": guess, "passwordAgain": guess])
            #expect(page.status == .seeOther)
        }
        #expect(try await walk.acts() == acts + 2)
    }

    @Test func `nobody gives many passwords in a moment`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let path = walk.path(.userPassword, try await walk.user(Town.fatima))
        for _ in 0..<30 {
            #expect(try await jan.post(path, ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]).status == .seeOther)
        }
        let slowed = try await jan.post(path, ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"])
        #expect(slowed.status == .tooManyRequests && slowed.headers[.retryAfter] == "600")
        #expect(slowed.body.contains(walk.words("problems.passwordsSlowed.text")))
        walk.test.clock.advance(by: 601)
        #expect(try await jan.post(path, ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]).status == .seeOther)
    }
}
