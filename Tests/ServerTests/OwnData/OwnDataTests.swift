import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server

@Suite struct OwnDataTests {
    private func kept(_ test: TestHouse, _ person: Person = Town.fatima) async throws -> Person? {
        try await test.house.read { tx in try tx.person(person.id) }
    }

    private func acts(_ test: TestHouse) async throws -> Int64 { try await test.house.read { tx in try tx.ledgerHead().size } }

    @Test func `I see my identity in full`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.fatima).get("/me")
        #expect(
            page.status == .ok && page.body.contains("88.08.16-998.38") && page.body.contains("fatimaelamrani") && page.body.contains("El Amrani"))
    }

    @Test func `nobody else does, and nobody without signing in`() async throws {
        let test = try await TestHouse.demo()
        #expect(try await test.signedIn(Town.jan).get("/me").body.contains("88.08.16-998.38") == false)
        #expect(try await test.browser().get("/me").location == "/sign-in?return=%2Fme")
    }

    @Test func `I change my language, addresses and telephone; it is remembered as my own act`() async throws {
        let test = try await TestHouse.demo()
        let (browser, before) = (try await test.signedIn(Town.fatima), try await acts(test))
        let page = try await browser.submit(
            "/me", ["language": "de", "email": "fatima@example.org", "secondEmail": "zwei@example.org", "phone": "0470 11 22 33"])
        #expect(page.body.contains(#"<html lang="de">"#) && page.body.contains("Ihre Daten wurden geändert."))
        let person = try #require(try await kept(test))
        #expect(person.language == .de && person.email?.text == "fatima@example.org" && person.secondEmail?.text == "zwei@example.org")
        #expect(person.phone?.text == "+32470112233" && person.name == Town.fatima.name && person.title == Town.fatima.title)
        let (code, kind, size) = try await test.house.read { tx in
            let last = try tx.row("SELECT code, authority_kind, actor FROM acts ORDER BY position DESC LIMIT 1") {
                (try $0.text("code"), try $0.text("authority_kind"), try $0.integer("actor"))
            }
            return (last?.0, last?.1, try tx.ledgerHead().size)
        }
        #expect(code == ActCode.personContactChanged.rawValue && kind == "oneself" && size == before + 1)
    }

    @Test func `the address that mail no longer goes to is told, and the one it goes to from now on`() async throws {
        let test = try await TestHouse.demo()
        _ = try await test.signedIn(Town.fatima).post("/me", ["language": "nl", "email": "nieuw@example.org", "secondEmail": "", "phone": ""])
        let letters = try await test.letters()
        #expect(letters.map(\.to.text) == ["fatima.elamrani@delinde.example.org", "nieuw@example.org"])
        #expect(letters.allSatisfy { !$0.body.contains("@") && !$0.body.contains("{") })
    }

    @Test func `a second address that is added or taken away is told`() async throws {
        let test = try await TestHouse.demo()
        let (browser, own) = (try await test.signedIn(Town.fatima), "fatima.elamrani@delinde.example.org")
        _ = try await browser.post("/me", ["language": "nl", "email": own, "secondEmail": "tweede@example.org", "phone": ""])
        _ = try await browser.post("/me", ["language": "nl", "email": own, "secondEmail": "", "phone": ""])
        #expect(try await test.letters().map(\.to.text) == ["tweede@example.org", "tweede@example.org"])
    }

    @Test func `a letter that mail servers do not take is refused beside its field`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.fatima).post(
            "/me", ["language": "nl", "email": "fatíma@example.org", "secondEmail": "", "phone": ""])
        #expect(page.status == .unprocessableContent && page.body.contains(##"href="#email""##))
        #expect(page.body.contains("Before the @, use only letters without accents"))
    }

    @Test func `sending the same data records nothing`() async throws {
        let test = try await TestHouse.demo()
        let (browser, before) = (try await test.signedIn(Town.fatima), try await acts(test))
        let page = try await browser.submit(
            "/me", ["language": "nl", "email": "fatima.elamrani@delinde.example.org", "secondEmail": "", "phone": "+3290001011"])
        #expect(page.body.contains("er is niets gewijzigd"))
        #expect((try await acts(test)) == before)
        #expect(try await test.letters().isEmpty)
    }

    @Test func `what is wrong is said beside the field, and what was typed stays`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.fatima).post(
            "/me", ["language": "xx", "email": "no address", "secondEmail": "also none", "phone": "12"])
        #expect(page.status == .unprocessableContent)
        for field in ["language", "email", "secondEmail", "phone"] { #expect(page.body.contains(##"href="#\##(field)""##)) }
        #expect(page.body.contains(#"value="no address""#) && page.body.contains(#"value="also none""#))
        #expect(try await kept(test) == Town.fatima)
    }

    @Test func `an e-mail address is needed, and the second must be another`() async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima)
        #expect(try await browser.post("/me", ["language": "nl", "email": ""]).body.contains("Fill in this field"))
        let same = try await browser.post("/me", ["language": "nl", "email": "a@example.org", "secondEmail": "a@example.org"])
        #expect(same.status == .unprocessableContent && same.body.contains("same address as the first"))
    }

    @Test func `names and number cannot be sent along`() async throws {
        let test = try await TestHouse.demo()
        _ = try await test.signedIn(Town.fatima).post(
            "/me", ["language": "fr", "email": "f@example.org", "givenName": "Other", "familyName": "Name", "ssin": "79112399848", "title": "mr"])
        let person = try await kept(test)
        #expect(person?.name == Town.fatima.name && person?.ssin == Town.fatima.ssin && person?.title == Town.fatima.title)
    }

    @Test func `what was typed is shown as text, never as markup`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.fatima).post("/me", ["language": "nl", "email": #""><script>alert(1)</script>"#])
        #expect(!page.body.contains("<script>alert") && page.body.contains("&lt;script&gt;"))
    }

    @Test func `my live sessions are listed, this one marked, and I can end the others`() async throws {
        let test = try await TestHouse.demo()
        let other = try await test.signedIn(Town.fatima, .password)
        let stranger = try await test.signedIn(Town.jan)
        let browser = try await test.signedIn(Town.fatima)
        #expect(try await browser.get("/me").body.contains("2 open sessions"))
        #expect(try await browser.get("/me/sessions").body.matches(of: /This session/).count == 1)
        #expect(try await browser.submit("/me/sessions").body.contains("1 open session"))
        #expect(try await other.get("/me").status == .seeOther)
        #expect(try await browser.get("/me").status == .ok)
        #expect((try await stranger.get("/me").status) == .ok)
    }

    @Test func `a session that has ended is not listed`() async throws {
        let test = try await TestHouse.demo()
        _ = try await test.signedIn(Town.fatima)
        test.clock.advance(by: 31 * 60)
        let page = try await test.signedIn(Town.fatima).get("/me/sessions")
        #expect(page.body.contains("1 open session") && !page.body.contains("End the other sessions"))
    }

    @Test(arguments: Language.allCases)
    func `every word is there in every language`(_ language: Language) async throws {
        let test = try await TestHouse.demo()
        let browser = try await test.signedIn(Town.fatima, language: language.rawValue)
        for path in ["/me", "/me/password", "/me/certificate", "/me/sessions", "/me/accesses"] {
            let page = try await browser.get(path)
            #expect(page.status == .ok && page.body.firstMatch(of: /\[[a-z][A-Za-z]+\.[A-Za-z.-]+\]/) == nil, "\(path)")
        }
    }
}

extension TestHouse {
    /// The letters that wait in the outbox, oldest first.
    func letters() async throws -> [Letter] {
        let now = clock.now
        return try await house.storage.write { tx in try tx.claimLetters(atMost: 100, now: now, until: now).letters.map(\.letter) }
    }
}
