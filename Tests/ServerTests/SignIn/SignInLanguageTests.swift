import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing

@testable import Server

/// Sofie's own data say Dutch.
@Suite struct SignInLanguageTests {
    private func signIn(_ browser: Browser, return path: String = "/entities") async throws -> Browser.Page {
        try await browser.submit("/sign-in", ["userName": "sofiepeeters", "password": Town.password, "return": path])
    }

    private func isDutch(_ page: Browser.Page) -> Bool { page.body.contains(#"<html lang="nl""#) }

    @Test func `signing in brings the language of one's own data, whatever the browser spoke`() async throws {
        let test = try await TestHouse.demo()
        #expect(try await isDutch(signIn(test.browser("fr"))))
        let switched = test.browser("en")
        _ = try await switched.get("/help?language=de")
        #expect(try await isDutch(signIn(switched)))
    }

    @Test func `what is chosen in my data holds at the next sign-in from any browser`() async throws {
        let test = try await TestHouse.demo()
        let email = try #require(Town.sofie.email?.text)
        _ = try await test.signedIn(Town.sofie).post("/me", ["language": "de", "email": email])
        let other = test.browser("fr")
        _ = try await other.get("/help?language=en")
        #expect(try await signIn(other).body.contains(#"<html lang="de""#))
    }

    @Test func `a switch while signed in holds in that browser until the next sign-in`() async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser("fr")
        _ = try await signIn(browser)
        _ = try await browser.get("/entities?language=en")
        #expect(try await browser.get("/me").body.contains(#"<html lang="en""#))
        #expect(try await isDutch(signIn(test.browser("fr"))))
        _ = try await browser.post("/sign-out")
        #expect(try await isDutch(signIn(browser)))
    }

    @Test func `a switch made on the way to signing in is not made again afterwards`() async throws {
        let test = try await TestHouse.demo()
        let page = try await signIn(test.browser("fr"), return: "/me?language=fr&x=1")
        #expect(isDutch(page))
        let answer = try await test.browser().post(
            "/sign-in", ["userName": "sofiepeeters", "password": Town.password, "return": "/me?language=fr&x=1"])
        #expect(answer.location == "/me?x=1")
    }

    @Test func `a form given back after signing in is in that language too`() async throws {
        let test = try await TestHouse.demo()
        let browser = test.browser("fr")
        _ = try await signIn(browser)
        _ = try await browser.get("/me?language=en")
        test.clock.advance(by: 31 * 60)
        let held = try #require(try await browser.post("/me", ["email": "x@example.org"]).location?.split(separator: "=").last)
        let page = try await browser.submit("/sign-in", ["userName": "sofiepeeters", "password": Town.password, "held": String(held)])
        #expect(isDutch(page) && page.body.contains("x@example.org"))
    }
}
