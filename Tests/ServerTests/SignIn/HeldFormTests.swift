import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

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
        let kept = try await test.house.read { tx in try tx.person(Town.fatima.id, test.house.sealer) }
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

    @Test(arguments: ["", "x", "%00", "'--"])
    func `a secret that was never given finds nothing`(_ secret: String) async throws {
        let test = try await TestHouse.demo()
        let status = try await test.signedIn(Town.fatima).get("/resume?held=\(secret)").status
        #expect(status == .seeOther || status == .badRequest)
    }
}
