import Foundation
import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

/// MISSION P3: on every page, a language switch that keeps the page.
@Suite struct FrameTests {
    @Test func `another language keeps what else the address asks`() async throws {
        let page = try await TestHouse.demo().browser().get("/sign-in?return=%2Fme&language=nl")
        #expect(page.body.contains("href=\"?return=%2Fme&amp;language=fr\""))
        #expect(!page.body.contains("language=nl&amp;language"))
    }

    @Test(arguments: ["//elsewhere.example/help", "//elsewhere.example", "/%5Celsewhere.example"])
    func `no address makes a page link to another host`(path: String) async throws {
        let page = try await TestHouse.demo().browser().get(path)
        #expect(page.status == .notFound)
        #expect(!page.body.contains("href=\"//") && !page.body.contains("elsewhere.example"))
    }

    @Test func `no title says a name twice`() async throws {
        let test = try await TestHouse.demo()
        let sofie = try await test.signedIn(Town.sofie)
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let number = Town.deLinde.number
        let titles = [
            "/": "Chatelaine", Address.mine(): "My entities – Chatelaine", Address.entity(number): "Zorghuis De Linde vzw – Chatelaine",
            Address.users(number, quality.id): "Users – Zorghuis De Linde vzw – Chatelaine",
        ]
        for (path, title) in titles {
            let page = try await sofie.get(path)
            let match = try #require(page.body.firstMatch(of: /<title>(.*)<\/title>/))
            if path == "/" { #expect(match.1.hasSuffix(title)) } else { #expect(match.1 == title) }
            let parts = match.1.components(separatedBy: " – ")
            #expect(Set(parts).count == parts.count, "\(match.1)")
        }
    }

    @Test func `what goes wrong is told in the language chosen, not in the browser's`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.jan, .password, language: "fr")
        _ = try await browser.get("/help?language=nl")
        let pages = [
            try await browser.get("/nowhere"), try await browser.get("/me?x=%00"), try await browser.post("/me", ["phone": "\u{0}"]),
            try await browser.post("/me", ["phone": String(repeating: "9", count: 70_000)]), try await browser.post("/me", raw: "phone=9"),
            try await browser.post("/me", ["email": "x"]),
        ]
        #expect(pages.map(\.status) == [.notFound, .badRequest, .badRequest, .contentTooLarge, .forbidden, .unprocessableContent])
        for page in pages { #expect(page.body.contains("<html lang=\"nl\">"), "\(page.status)") }
    }
}
