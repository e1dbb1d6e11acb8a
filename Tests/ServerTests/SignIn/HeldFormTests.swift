import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct HeldFormTests {
    /// Fatima's session ends while she types; her form comes in too late.
    private func late(_ test: TestHouse, at path: String = "/me", _ fields: KeyValuePairs<String, String>) async throws -> (Browser, address: String)
    {
        let browser = try await test.signedIn(Town.fatima, .password)
        _ = try await browser.get("/me")
        test.clock.advance(by: 31 * 60)
        let answer = try await browser.post(path, fields)
        let address = try #require(answer.location)
        #expect(answer.status == .seeOther && address.hasPrefix("/sign-in?held="))
        return (browser, address)
    }

    private func held(_ address: String) -> String { String(address.split(separator: "=")[1]) }

    @Test func `what was typed comes back to the same person, and can be sent again`() async throws {
        let test = try await TestHouse.demo()
        let (browser, address) = try await late(test, ["language": "fr", "email": "fatima@example.org", "secondEmail": "", "phone": ""])
        #expect(try await browser.get(address).body.contains("what you had typed is kept"))
        let held = held(address)
        let answer = try await browser.post("/sign-in", ["userName": "fatimaelamrani", "password": Town.password, "held": held])
        #expect(answer.location == "/resume?held=\(held.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")")
        let resume = try await browser.get(try #require(answer.location))
        #expect(resume.body.contains(#"action="/me""#) && resume.body.contains(#"value="fatima@example.org""#))
        #expect(try await browser.post("/me", ["language": "fr", "email": "fatima@example.org", "secondEmail": "", "phone": ""]).location == "/me")
        let kept = try await test.house.read { tx in try tx.person(Town.fatima.id) }
        #expect(kept?.email?.text == "fatima@example.org" && kept?.language == .fr)
    }

    @Test func `nobody else gets it`() async throws {
        let test = try await TestHouse.demo()
        let (browser, address) = try await late(test, ["email": "fatima@example.org"])
        _ = try await browser.signIn("janvermeulen")
        let page = try await browser.get("/resume?held=\(held(address))")
        #expect(page.location == Address.mine() && !page.body.contains("fatima@example.org"))
        #expect(try await browser.get("/entities").body.contains("no longer kept"))
    }

    @Test func `after an hour it is gone`() async throws {
        let test = try await TestHouse.demo()
        let (browser, address) = try await late(test, ["email": "fatima@example.org"])
        test.clock.advance(by: 3601)
        _ = try await browser.signIn("fatimaelamrani")
        #expect(try await browser.get("/resume?held=\(held(address))").location == Address.mine())
    }

    @Test func `passwords are never held, and nothing is held readable`() async throws {
        let test = try await TestHouse.demo()
        let (browser, address) = try await late(
            test, at: "/me/password",
            ["currentPassword": "typed-current", "password": "typed-new-one", "passwordAgain": "typed-new-one", "return": "/me"])
        _ = try await browser.signIn("fatimaelamrani")
        let resume = try await browser.get("/resume?held=\(held(address))")
        #expect(resume.status == .ok && !resume.body.contains("typed-") && resume.body.contains(#"name="return""#))
        let sealed = try await test.house.read { tx in try tx.rows("SELECT sealed FROM held_forms") { try $0.bytes("sealed") } }
        #expect(sealed.count == 1 && sealed.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("return") })
    }

    @Test func `a form from a browser where nobody was signed in is held for nobody`() async throws {
        let test = try await TestHouse.demo()
        #expect(try await test.browser().post("/me", ["email": "someone@example.org"]).location == "/sign-in")
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM held_forms") } == 0)
    }

    @Test func `a form typed before signing out is held for nobody`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima)
        _ = try await browser.post("/sign-out")
        #expect(try await browser.post("/me", ["email": "someone@example.org"]).location == "/sign-in")
    }

    @Test func `a signed-out session's cookie holds nothing any more`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima)
        let secret = try #require(browser.cookie("chatelaine-session"))
        _ = try await browser.post("/sign-out")
        browser.keep("chatelaine-session", secret)
        #expect(try await browser.post("/me", ["email": "someone@example.org"]).location == "/sign-in")
        #expect(try await test.heldForms() == 0)
    }

    @Test func `signing out after the session ended by itself ends it for good`() async throws {
        let test = try await TestHouse.demo()
        let (browser, _) = try await late(test, ["email": "fatima@example.org"])
        let secret = try #require(browser.cookie("chatelaine-session"))
        _ = try await browser.post("/sign-out")
        #expect(try await test.heldForms() == 0)
        browser.keep("chatelaine-session", secret)
        #expect(try await browser.post("/me", ["email": "someone@example.org"]).location == "/sign-in")
    }

    @Test func `a session that ended by itself holds the last few forms, and the next day none`() async throws {
        let test = try await TestHouse.demo()
        let (browser, _) = try await late(test, ["email": "first@example.org"])
        var addresses: [String] = []
        for number in 0..<9 {
            test.clock.advance(by: 1)
            addresses.append(try #require(try await browser.post("/me", ["email": "fatima\(number)@example.org"]).location))
        }
        #expect(try await test.heldForms() == HeldForm.Most.ofFormerSession)
        test.clock.advance(by: SessionRow.grace)
        #expect(try await browser.post("/me", ["email": "late@example.org"]).location == "/sign-in")
        test.clock.advance(by: -SessionRow.grace)
        _ = try await browser.signIn("fatimaelamrani")
        let newest = held(try #require(addresses.last))
        #expect(try await browser.get("/resume?held=\(newest)").body.contains("fatima8@example.org"))
    }

    @Test func `overnight nothing typed is lost`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima, .password)
        test.clock.advance(by: 16 * 3600)
        let address = try #require(try await browser.post("/me", ["email": "fatima@example.org"]).location)
        _ = try await browser.signIn("fatimaelamrani")
        #expect(try await browser.get("/resume?held=\(held(address))").body.contains("fatima@example.org"))
    }

    @Test func `a live session keeps the newest of many forms`() async throws {
        let test = try await TestHouse.demo()
        let session = Secret.digest("a session")
        try await test.hold(30, of: Town.fatima, in: session, most: HeldForm.Most.ofSession)
        #expect(try await test.heldForms() == HeldForm.Most.ofSession)
        let kept = try await test.house.read { tx in try tx.rows("SELECT held_at FROM held_forms") { try $0.date("held_at") } }
        #expect(kept.min() == test.clock.now.addingTimeInterval(10))
    }

    @Test func `one person keeps no more forms in many sessions`() async throws {
        let test = try await TestHouse.demo()
        for number in 0..<10 { try await test.hold(10, of: Town.fatima, in: Secret.digest("session \(number)"), most: HeldForm.Most.ofSession) }
        #expect(try await test.heldForms() == HeldForm.Most.ofPerson)
    }

    @Test func `all people together keep no more forms than there is room for`() async throws {
        let test = try await TestHouse.demo()
        let now = test.clock.now
        try await test.house.storage.write { tx in
            for number in 0..<HeldForm.Most.ofInstallation {
                try tx.hold(HeldForm(path: "/", values: [:]), under: Secret.digest("\(number)"), for: Town.jan.id, in: [1], at: now)
            }
        }
        try await test.hold(3, of: Town.fatima, in: [2], most: HeldForm.Most.ofSession)
        #expect(try await test.heldForms() == HeldForm.Most.ofInstallation)
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM held_forms WHERE person = \(Town.fatima.id)") } == 3)
    }

    @Test func `ending the other sessions ends their forms, and so does a new password`() async throws {
        let test = try await TestHouse.demo()
        let (other, own) = (try await test.session(of: Town.fatima), try await test.session(of: Town.fatima))
        for ending in ["/me/sessions", "/me/password"] {
            try await test.hold(2, of: Town.fatima, in: Secret.digest(other), most: 20)
            try await test.hold(2, of: Town.fatima, in: Secret.digest(own), most: 20)
            let browser = test.browser()
            browser.keep("chatelaine-session", own)
            let fields: KeyValuePairs = [
                "currentPassword": Town.password, "password": "het regent in Gent", "passwordAgain": "het regent in Gent",
            ]
            #expect(try await browser.post(ending, fields).status == .seeOther)
            let left = try await test.house.read { tx in try tx.rows("SELECT DISTINCT session FROM held_forms") { try $0.bytes("session") } }
            #expect(left == [Secret.digest(own)])
        }
    }

    @Test(arguments: ["", "x", "%00", "'--"])
    func `a secret that was never given finds nothing`(_ secret: String) async throws {
        let test = try await TestHouse.demo()
        let status = try await test.signedIn(Town.fatima).get("/resume?held=\(secret)").status
        #expect(status == .seeOther || status == .badRequest)
    }
}

extension TestHouse {
    fileprivate func heldForms() async throws -> Int { try await house.read { tx in try tx.count("SELECT COUNT(*) FROM held_forms") } }

    fileprivate func session(of person: Person) async throws -> String { try await house.openSession(for: person.id, .password) }

    /// Forms a second apart.
    fileprivate func hold(_ number: Int, of person: Person, in session: [UInt8], most: Int) async throws {
        let now = clock.now
        try await house.storage.write { tx in
            for second in 0..<number {
                let at = now.addingTimeInterval(Double(second))
                try tx.makeRoomForForm(of: person.id, in: session, most: most, at: at)
                try tx.hold(HeldForm(path: "/me", values: [:]), under: Secret.digest(Secret.random()), for: person.id, in: session, at: at)
            }
        }
    }
}
