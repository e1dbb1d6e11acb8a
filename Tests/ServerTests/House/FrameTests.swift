import HTTPTypes
import Rules
import Sample
import Testing

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
}
