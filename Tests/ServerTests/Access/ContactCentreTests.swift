import Foundation
import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

/// MISSION P3: whoever needs a person finds one, or is not sent to one who is not there.
@Suite struct ContactCentreTests {
    private static func configured(_ settings: inout Settings) {
        settings.contact.name = [.fr: "Guichet d'aide", .nl: "Helpdesk", .de: "Hilfestelle", .en: "Help desk"]
        settings.contact.phone = "+32 9 000 00 00"
        settings.contact.hours = [.nl: "van 9 tot 17 uur"]
    }

    @Test(arguments: Language.allCases) func `the number to call stands on every page, in the reader's language`(language: Language) async throws {
        let test = try await TestHouse.demo(Self.configured)
        for path in ["/", "/help", "/sign-in", "/access-managers", "/nowhere"] {
            let page = try await test.browser(language.rawValue).get(path)
            #expect(page.body.contains("href=\"tel:+3290000000\">+32 9 000 00 00</a>"), "\(path)")
        }
        let help = try await test.browser(language.rawValue).get("/help").body
        #expect(help.contains("van 9 tot 17 uur") == (language == .nl))
        #expect(!help.contains("<dd></dd>"))
    }

    @Test func `the demo has a contact centre that says it is invented`() async throws {
        let help = try await TestHouse.demo().browser("nl").get("/help").body
        for text in ["Contactcenter (verzonnen)", "+32 2 000 00 00", "van maandag tot vrijdag"] { #expect(help.contains(text), "\(text)") }
    }

    @Test(arguments: Language.allCases) func `without one no page says to call`(language: Language) async throws {
        let test = try await TestHouse.demo { $0.isDemo = false }
        let texts = test.house.pages.texts
        for path in ["/", "/help", "/access-managers", "/sign-in?level=eid"] {
            let page = try await test.browser(language.rawValue).get(path)
            #expect(page.status == .ok)
            for absent in ["tel:", "#contact", "id=\"contact\"", texts.say("layout.contact", in: language).lowercased()] {
                #expect(!page.body.lowercased().contains(absent), "\(path): \(absent)")
            }
        }
    }
}
