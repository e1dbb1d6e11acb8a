import Foundation
import Rules
import Sample
import Testing

@testable import Server

@Suite struct DemoCardHoldersTests {
    @Test func `each test card says whose it is, and what can be tried with it`() async throws {
        let people = [Town.claire, Town.jan, Town.amelie]
        let test = try await TestHouse.demo { settings in
            settings.demoCards = people.map { DemoCard(slug: "\($0.id)", name: $0.name, ssin: $0.ssin, certificate: []) }
            settings.cardSite = "https://127.0.0.1:8443"
        }
        let page = try await test.browser().get("/sign-in").body
        for option in [
            "Claire Fontaine – not registered yet: Boulangerie Tournesol SRL (Legal representative)",
            "Jan Vermeulen – Access Manager, Zorghuis De Linde vzw", "Amélie Dubois – no role yet",
        ] {
            #expect(page.contains(">\(option)</option>"), "\(option)")
        }
    }

    @Test func `the demo warns of its certificate before it sends anyone there, and offers its cards first`() async throws {
        let test = try await TestHouse.demo { settings in
            settings.demoCards = [DemoCard(slug: "claire", name: "Claire Fontaine", ssin: Town.claire.ssin, certificate: [])]
            settings.cardSite = "https://127.0.0.1:8443"
        }
        let page = try await test.browser().get("/sign-in").body
        let places = try ["id=\"demo-cards\"", "id=\"with-password\"", "your browser will warn you", "https://127.0.0.1:8443/"].map {
            try #require(page.range(of: $0)?.lowerBound, "\($0)")
        }
        #expect(places == places.sorted())
    }

    @Test func `elsewhere the card comes first, without a warning`() async throws {
        let test = try await TestHouse.demo { settings in
            settings.isDemo = false
            settings.cardSite = "https://cards.example.org"
        }
        let page = try await test.browser().get("/sign-in").body
        let (card, password) = (try #require(page.range(of: "https://cards.example.org/")), try #require(page.range(of: "id=\"with-password\"")))
        #expect(card.lowerBound < password.lowerBound && !page.contains("your browser will warn you"))
    }
}
