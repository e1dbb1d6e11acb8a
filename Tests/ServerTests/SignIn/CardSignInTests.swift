import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Storage
import Testing
import Web

@testable import Server

@Suite final class CardSignInTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "card-sign-in-\(UUID().uuidString)")
    let now = TestClock().now

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The demo world, and cards of its own authority for these people.
    private func test(_ people: [DemoCards.Holder], _ change: @escaping (inout Settings) -> Void = { _ in }) async throws -> TestHouse {
        let cards = try DemoCards.open(in: folder, people: people, at: now)
        let trust = try EIDTrust(pem: String(contentsOf: cards.authority, encoding: .utf8))
        // Whom the list of cards describes; what is read when one is inserted is its certificate.
        let holders = cards.cards.map { ($0, (try? SSIN($0.ssin)) ?? Town.sofie.ssin) }
        return try await TestHouse.demo { settings in
            settings.cardTrust = trust
            settings.demoCards = holders.map { DemoCard(slug: $0.0.slug, name: $0.0.name, ssin: $0.1, certificate: $0.0.certificate) }
            change(&settings)
        }
    }

    private let sofie: DemoCards.Holder = ("79112399848", "Sofie", "Peeters", "sofie")
    private let marie: DemoCards.Holder = ("96040399883", "Marie", "Collard", "marie")

    @Test func `a card signs in its holder, surely enough to represent`() async throws {
        let test = try await test([sofie])
        let browser = test.browser()
        #expect(try await browser.post("/sign-in/demo", ["card": "sofie"]).location == Address.mine())
        #expect(try await browser.get("/entities").body.contains("Zorghuis De Linde"))
        let secret = try #require(browser.cookie("chatelaine-session"))
        #expect(try await test.house.session(secret, at: test.clock.now)?.0.assurance == .eID)
    }

    @Test func `a card brings the language of one's own data, and makes the browser known`() async throws {
        let test = try await test([sofie])
        let browser = test.browser("fr")
        #expect(try await browser.submit("/sign-in/demo", ["card": "sofie"]).body.contains(#"<html lang="nl""#))
        try await test.fail("sofiepeeters", times: 5)
        #expect(try await browser.signIn("sofiepeeters").status == .seeOther)
    }

    @Test func `someone unknown is entered under the names on the card, and has nothing`() async throws {
        let test = try await test([marie])
        let browser = test.browser("fr")
        _ = try await browser.post("/sign-in/demo", ["card": "marie"])
        let person = try #require(try await test.house.read { tx in try tx.person(Town.marieCollard.ssin) })
        #expect(person.name == "Marie Collard" && person.language == .fr && person.email == nil)
        #expect(try await test.house.read { tx in try tx.holdings(of: person.id).isEmpty })
        #expect(try await browser.get("/me/accesses").status == .ok)
        _ = try await test.browser().post("/sign-in/demo", ["card": "marie"])
        #expect(try await test.house.read { tx in try tx.person(Town.marieCollard.ssin) } == person)
    }

    @Test func `someone known keeps the names the register gave`() async throws {
        let test = try await test([("79112399848", "Someone", "Else", "sofie")])
        _ = try await test.browser().post("/sign-in/demo", ["card": "sofie"])
        #expect(try await test.house.read { tx in try tx.person(Town.sofie.id) } == Town.sofie)
    }

    /// Fatima as a manager might have typed her.
    private func mistype(_ test: TestHouse, by source: NameSource = .manager) async throws {
        var person = Town.fatima
        (person.givenName, person.familyName, person.namedBy) = (try PersonName("Fatma"), try PersonName("Elamrani"), source)
        try await test.house.storage.write { [person] tx in try tx.saveNames(of: person) }
    }

    private func person(_ ssin: SSIN, in test: TestHouse) async throws -> Person {
        try #require(try await test.house.read { tx in try tx.person(ssin) })
    }

    @Test func `a name that a manager mistyped is corrected by the card, recorded, and told to both`() async throws {
        let test = try await test([(Town.fatima.ssin.digits, "Fatima", "El Amrani", "fatima")])
        try await mistype(test)
        let (browser, before) = (test.browser(), try await test.acts().count)
        #expect(try await browser.post("/sign-in/demo", ["card": "fatima"]).status == .seeOther)
        let person = try await person(Town.fatima.ssin, in: test)
        #expect(person.name == "Fatima El Amrani" && person.namedBy == .card)
        let page = try await browser.get("/me")
        #expect(page.body.contains("zoals op uw identiteitskaart") && page.body.contains("El Amrani"))
        let acts = try await test.acts()
        #expect(acts.count == before + 1 && acts.last?.code == .personNamesCorrected && acts.last?.subject == Town.fatima.id)
        let letters = try await test.letters()
        #expect(!letters.isEmpty && letters.allSatisfy { $0.body.contains("Fatma Elamrani") && $0.body.contains("Fatima El Amrani") })
        #expect(try await test.house.read { tx in try tx.rosterIsTrue() })
        _ = try await test.browser().post("/sign-in/demo", ["card": "fatima"])
        #expect(try await test.acts().count == before + 1)
        _ = try await test.verified()
    }

    @Test func `a card does not change what the register says`() async throws {
        let test = try await test([(Town.fatima.ssin.digits, "Fatima", "El Amrani", "fatima")])
        try await mistype(test, by: .register)
        _ = try await test.browser().post("/sign-in/demo", ["card": "fatima"])
        #expect(try await person(Town.fatima.ssin, in: test).name == "Fatma Elamrani")
    }

    @Test(arguments: [
        ("", "Suharto", "Suharto"), ("Suharto", "", "Suharto"), (".", "Suharto", "Suharto"),
        ("’Abd al-Raḥmān", "bin Talal", "’Abd al-Raḥmān bin Talal"),
        ("Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren", "O’Connor", "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren O’Connor"),
    ])
    func `names are kept as the card says them`(given: String, family: String, name: String) async throws {
        let test = try await test([(marie.ssin, given, family, "marie")])
        let browser = test.browser()
        #expect(try await browser.post("/sign-in/demo", ["card": "marie"]).status == .seeOther)
        #expect(try await person(Town.marieCollard.ssin, in: test).name == name)
        #expect(try await browser.get("/me").body.contains("<p class=\"visitor-name\"><span class=\"unseen\">Signed in: </span>\(name)</p>"))
    }

    @Test func `a name on a card that cannot be kept is told so, and someone known keeps theirs`() async throws {
        let test = try await test([(marie.ssin, "Marie", "C@llard", "marie"), (Town.fatima.ssin.digits, "Fatima", "El <Amrani>", "fatima")])
        let page = try await test.browser().post("/sign-in/demo", ["card": "marie"])
        #expect(page.status == .forbidden && page.body.contains("The name on this card"))
        #expect(try await test.browser().post("/sign-in/demo", ["card": "fatima"]).status == .seeOther)
        #expect(try await person(Town.fatima.ssin, in: test).name == Town.fatima.name)
    }

    @Test func `an expired card is refused in plain words`() async throws {
        let test = try await test([sofie])
        test.clock.advance(by: 30 * 365 * 86_400)
        let browser = test.browser()
        let page = try await browser.post("/sign-in/demo", ["card": "sofie"])
        #expect(page.status == .forbidden && page.body.contains("This card has expired") && browser.cookie("chatelaine-session") == nil)
    }

    @Test func `a card from before its time is refused`() async throws {
        let test = try await test([sofie])
        test.clock.advance(by: -10 * 365 * 86_400)
        #expect(try await test.browser().post("/sign-in/demo", ["card": "sofie"]).body.contains("not valid yet"))
    }

    @Test func `a card of another authority of the same name is refused`() async throws {
        let elsewhere = folder.appending(path: "elsewhere")
        let forged = try DemoCards.open(in: elsewhere, people: [sofie], at: now).cards[0].certificate
        let test = try await test([sofie]) { $0.demoCards = [DemoCard(slug: "forged", name: "Sofie", ssin: Town.sofie.ssin, certificate: forged)] }
        let page = try await test.browser().post("/sign-in/demo", ["card": "forged"])
        #expect(page.status == .forbidden && page.body.contains("signature on this certificate is not valid"))
    }

    @Test func `a certificate that is no card is refused`() async throws {
        let server = try #require(
            try String(contentsOf: try DemoCards.open(in: folder, people: [], at: now).serverCertificate, encoding: .utf8).derOfPEM)
        let test = try await test([sofie]) {
            $0.demoCards = [
                DemoCard(slug: "server", name: "", ssin: Town.sofie.ssin, certificate: server),
                DemoCard(slug: "noise", name: "", ssin: Town.sofie.ssin, certificate: [1, 2, 3]),
            ]
        }
        #expect(try await test.browser().post("/sign-in/demo", ["card": "server"]).body.contains("This certificate is not a person&#39;s"))
        #expect(try await test.browser().post("/sign-in/demo", ["card": "noise"]).body.contains("not the certificate of an identity card"))
    }

    @Test func `a number that nobody can have is refused`() async throws {
        let test = try await test([("79112399800", "Sofie", "Peeters", "wrong")])
        #expect(try await test.browser().post("/sign-in/demo", ["card": "wrong"]).body.contains("no SSIN"))
    }

    @Test(arguments: ["", "nobody", "../ca"])
    func `a card that is not in the box is not read`(_ slug: String) async throws {
        let test = try await test([sofie])
        #expect(try await test.browser().post("/sign-in/demo", ["card": slug]).status == .forbidden)
    }

    @Test func `outside the demo no card can be inserted`() async throws {
        let test = try await test([sofie]) { $0.isDemo = false }
        #expect(try await test.browser().post("/sign-in/demo", ["card": "sofie"]).status == .notFound)
    }

    @Test func `the plain port sends to the one that sees cards, and carries along where to go`() async throws {
        let test = try await test([sofie]) { $0.cardSite = "https://127.0.0.1:8443" }
        #expect(try await test.browser().get("/sign-in/eid?return=%2Fme").location == "https://127.0.0.1:8443/sign-in/eid?return=%2Fme")
    }

    @Test func `a card ends the password's session of this browser`() async throws {
        let test = try await test([sofie])
        let browser = test.browser()
        _ = try await browser.signIn("sofiepeeters")
        let first = try #require(browser.cookie("chatelaine-session"))
        _ = try await browser.post("/sign-in/demo", ["card": "sofie"])
        #expect(try await test.house.session(first, at: test.clock.now) == nil)
    }

    @Test(arguments: EIDRefusal.allCases.map(\.rawValue) + ["noCard"])
    func `every refusal of a card has its words`(_ code: String) async throws {
        let texts = try await TestHouse.empty().house.pages.texts
        for language in Language.allCases { #expect(!texts.say("cards.\(code)", in: language).hasPrefix("[")) }
    }
}

extension String {
    /// The bytes of a PEM text's first block.
    fileprivate var derOfPEM: [UInt8]? {
        let lines = split(whereSeparator: \.isNewline).drop { !$0.hasPrefix("-----BEGIN") }.dropFirst().prefix { !$0.hasPrefix("-----") }
        return Data(base64Encoded: lines.joined()).map(Array.init)
    }
}
