import Crypto
import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Storage
import Testing
import Web

@testable import Server

@Suite struct OwnCertificateTests {
    private func codes(_ test: TestHouse) async throws -> [ActCode] { try await test.acts().map(\.code).filter { !$0.isOfInstallation } }

    @Test func `I register my certificate, see what it says, and am told`() async throws {
        let test = try await TestHouse.demo()
        let (browser, der) = (try await test.signedIn(Town.fatima, language: "nl"), try test.certificate())
        let before = try await browser.get("/me/certificate")
        #expect(before.status == .ok && before.body.contains("U hebt nog geen certificaat") && before.body.contains("multipart/form-data"))
        let answer = try await browser.load(TestCertificates.pem(der), named: "../mijn <certificaat>.pem")
        #expect(answer.status == .seeOther && answer.location == "/me/certificate")
        let page = try await browser.get("/me/certificate").body
        for text in ["Fatima El Amrani", "Zorghuis De Linde vzw", "Test Issuing CA", "4660", "12:34", "Uw certificaat is geregistreerd."] {
            #expect(page.contains(text), "\(text)")
        }
        let act = try #require(try await test.acts().last { !$0.code.isOfInstallation })
        #expect(act.code == .personCertificateRegistered && act.actor == Town.fatima.id && act.subject == Town.fatima.id && act.authority == .oneself)
        #expect(act.details.keys.contains("own_certificates/\(Town.fatima.id)"))
        #expect(try await test.letters().map(\.to) == [Town.fatima.email])
        #expect(try await test.ownCertificate(of: Town.fatima)?.file.der == der)
        _ = try await test.verified()
        // Nobody else sees it, and the database tells nobody whose it is by its text.
        #expect(try await test.signedIn(Town.jan).get("/me/certificate").body.contains("4660") == false)
        let row = try await DatabaseWriter(test: test).row(.ownCertificates, Town.fatima.id)
        guard case .bytes(let sealed) = row[1] else { return #expect(Bool(false), "nothing sealed") }
        #expect(!String(decoding: sealed, as: UTF8.self).contains("Fatima"))
    }

    @Test func `the same certificate again records nothing`() async throws {
        let test = try await TestHouse.demo()
        let (browser, der) = (try await test.signedIn(Town.fatima, language: "nl"), try test.certificate())
        _ = try await browser.load(der)
        let before = try await codes(test)
        #expect(try await browser.load(der).status == .seeOther)
        #expect(try await browser.get("/me/certificate").body.contains("er is niets gewijzigd"))
        #expect(try await codes(test) == before)
        #expect(try await test.letters().count == 1)
    }

    @Test func `what is replaced is shown first, and replaced once`() async throws {
        let test = try await TestHouse.demo()
        let (browser, former, new) = (
            try await test.signedIn(Town.fatima, language: "nl"), try test.certificate("Former"), try test.certificate("New")
        )
        _ = try await browser.load(former)
        let sure = try await browser.load(new)
        #expect(sure.status == .ok && sure.body.contains("Former") && sure.body.contains(">New<"))
        #expect(try await test.ownCertificate(of: Town.fatima)?.file.der == former)
        // Shown in another language, and still nothing done.
        let german = try await browser.upload("/me/certificate?language=de", sure.hidden, file: nil)
        #expect(german.status == .ok && german.body.contains("Das Zertifikat ersetzen") && german.body.contains("Former"))
        #expect(try await test.ownCertificate(of: Town.fatima)?.file.der == former)
        for _ in 0..<2 { #expect(try await browser.confirm(german).status == .seeOther) }
        #expect(try await test.ownCertificate(of: Town.fatima)?.file.der == new)
        #expect(try await codes(test).suffix(2) == [.personCertificateRegistered, .personCertificateRegistered])
        _ = try await test.verified()
    }

    @Test func `a confirmation of before another certificate was registered shows that one first`() async throws {
        let test = try await TestHouse.demo()
        let (browser, elsewhere) = (try await test.signedIn(Town.fatima, language: "nl"), try await test.signedIn(Town.fatima, language: "nl"))
        _ = try await browser.load(try test.certificate("First"))
        let sure = try await browser.load(try test.certificate("Second"))
        let (gone, third) = (try await browser.get("/me/certificate/remove"), try test.certificate("Third"))
        _ = try await elsewhere.confirm(try await elsewhere.load(third))
        let again = try await browser.confirm(sure)
        #expect(again.status == .ok && again.body.contains("Third") && again.body.contains("Ondertussen is een ander certificaat"))
        #expect(try await browser.post("/me/certificate/remove", gone.hidden).location == "/me/certificate")
        #expect(try await browser.get("/me/certificate").body.contains("er is niets gedaan"))
        #expect(try await test.ownCertificate(of: Town.fatima)?.file.der == third)
        #expect(try await browser.confirm(again).status == .seeOther)
        #expect(try await test.ownCertificate(of: Town.fatima)?.file.facts.owner == "Second")
    }

    @Test func `it is removed after a confirmation, once, and its row stays empty`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima, language: "nl")
        #expect(try await browser.get("/me/certificate/remove").status == .seeOther)
        _ = try await browser.load(try test.certificate())
        let sure = try await browser.get("/me/certificate/remove")
        #expect(sure.status == .ok && sure.body.contains("12:34"))
        for _ in 0..<2 { #expect(try await browser.post("/me/certificate/remove", sure.hidden).status == .seeOther) }
        #expect(try await test.ownCertificate(of: Town.fatima) == nil)
        #expect(try await codes(test).suffix(2) == [.personCertificateRegistered, .personCertificateRemoved])
        #expect(try await test.letters().count == 2)
        #expect(try await DatabaseWriter(test: test).row(.ownCertificates, Town.fatima.id)[1...3].allSatisfy { $0 == .null })
        _ = try await test.verified()
        _ = try await browser.load(try test.certificate("Another"))
        #expect(try await test.ownCertificate(of: Town.fatima)?.file.facts.owner == "Another")
        _ = try await test.verified()
    }

    @Test func `what is refused is said beside the field in every language, and nothing of it is kept`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima, language: "nl")
        let (der, day, now) = (try test.certificate(), TestCertificates.day, test.clock.now)
        let key = P256.Signing.PrivateKey().pemRepresentation
        let refused: [([UInt8], String)] = [
            ([], "none"), (TestCertificates.pem(der) + Array(key.utf8), "privateKey"), (Array("Zorghuis".utf8), "notACertificate"),
            (der + der, "severalCertificates"), ([UInt8](repeating: 0x0A, count: CertificateFile.maximumLength + 1), "tooLarge"),
            ([UInt8](repeating: 0x0A, count: 900_000), "tooLarge"), (try TestCertificates.der(from: now - 2 * day, until: now - day), "expired"),
            (try TestCertificates.der(from: now + day, until: now + 2 * day), "notYetValid"),
        ]
        for (bytes, code) in refused {
            for language in Language.allCases {
                _ = try await browser.get("/help?language=\(language.rawValue)")
                let page = try await browser.load(bytes)
                let said = test.house.pages.texts.say("invalid.certificate.\(code)", in: language).replacingOccurrences(of: "'", with: "&#39;")
                #expect(
                    page.status == .unprocessableContent && page.body.contains(said) && page.body.contains(##"href="#certificateFile""##), "\(code)")
                #expect(!page.body.contains("BEGIN"))
            }
        }
        #expect(try await browser.load([UInt8](repeating: 0, count: 1_100_000)).status == .contentTooLarge)
        #expect(try await DatabaseWriter(test: test).rows(.ownCertificates).isEmpty)
        #expect(try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM held_forms") } == 0)
    }

    @Test func `another language says again what was wrong, without the file`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima, language: "nl")
        let page = try await browser.load(Array("no certificate".utf8))
        let links = page.body.matches(of: /formaction="([^"]*language=de[^"]*)"/).map { String($0.1).replacingOccurrences(of: "&amp;", with: "&") }
        let german = try await browser.load([], named: "", query: try #require(links.first))
        #expect(german.body.contains(test.house.pages.texts.say("invalid.certificate.notACertificate", in: .de)))
    }

    @Test func `whoever's password somebody else gave neither sees nor changes it`() async throws {
        let test = try await TestHouse.demo()
        _ = try await test.signedIn(Town.fatima, language: "nl").load(try test.certificate())
        try await test.house.write { tx in try tx.confinePassword(of: Town.fatima.id, to: Town.deLinde.id) }
        let browser = try await test.signedIn(Town.fatima, .password, language: "nl")
        let seen = try await test.ownCertificate(of: Town.fatima)?.mark
        for page in [
            try await browser.get("/me/certificate"), try await browser.load(try test.certificate("Thief")),
            try await browser.get("/me/certificate/remove"),
            try await browser.post("/me/certificate/remove", ["seen": seen ?? ""]), try await browser.get("/me/sessions"),
        ] { #expect(page.status == .forbidden && !page.body.contains("12:34")) }
        #expect(try await test.ownCertificate(of: Town.fatima)?.mark == seen)
    }

    @Test func `one's own data tells when it ends soon, or has`() async throws {
        let test = try await TestHouse.demo()
        _ = try await test.signedIn(Town.fatima, language: "nl").load(try test.certificate(days: 61))
        #expect(try await test.signedIn(Town.fatima, language: "nl").get("/me").body.contains("Uw certificaat ver") == false)
        test.clock.advance(by: 2 * TestCertificates.day)
        #expect(try await test.signedIn(Town.fatima, language: "nl").get("/me").body.contains("Uw certificaat vervalt op"))
        test.clock.advance(by: 60 * TestCertificates.day)
        let page = try await test.signedIn(Town.fatima, language: "nl").get("/me/certificate")
        #expect(page.body.contains("Uw certificaat is verlopen op") && page.body.contains("12:34"))
    }
}
