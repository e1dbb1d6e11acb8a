import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Why an access is there, step by step up to the company register (MISSION "The chain", U4).
@Suite struct WhyTests {
    private func steps(_ page: Browser.Page) -> [String] {
        page.body.matches(of: /<p class="link-who">([^<]*)<\/p>/).map { String($0.output.1) }
    }

    private func why(_ walk: HistoryWalk, _ user: Assignment.ID, _ code: SecuredApplication.Code) -> String {
        Address.why(walk.walk.entity.number, walk.walk.quality.id, user, code)
    }

    @Test func `a user's application is traced to the grant, each hand-over and the register entry`() async throws {
        let walk = try await HistoryWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let user = try await jan.get(walk.walk.path(.user, walk.fatima))
        #expect(user.body.contains("href=\"\(why(walk, walk.fatima, "dimona"))\""))
        let page = try await jan.get(why(walk, walk.fatima, "dimona"))
        #expect(page.status == .ok)
        #expect(page.body.contains("Fatima El Amrani can open this application: it has been given to them."))
        #expect(steps(page).first == "Application given: \(try walk.label("dimona"))")
        #expect(
            steps(page).dropFirst() == [
                "User", "Access Manager", "Chief Access Manager", steps(page).dropLast().last ?? "", "Crossroads Bank for Enterprises",
            ])
        #expect(page.body.contains("by Jan Vermeulen (Access Manager)") && page.body.contains("by Sofie Peeters (Chief Access Manager)"))
        #expect(page.body.contains("0999.999.130"))
    }

    @Test func `a block is told first, with its reason and who blocked`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.block()
        let page = try await walk.test.signedIn(Town.jan).get(why(walk, walk.fatima, "dimona"))
        #expect(page.body.contains("cannot open this application for the moment"))
        #expect(steps(page).first == "Blocked: Long absence")
    }

    @Test func `whoever manages has every application by the role, and what was never given is told so`() async throws {
        let walk = try await HistoryWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie)
        let pieter = try await walk.walk.user(Town.pieter)
        let page = try await sofie.get(why(walk, pieter, "publiato"))
        #expect(page.body.contains("a co-Access Manager has all those of the quality") && steps(page).first == "Co-Access Manager")
        let none = try await sofie.get(why(walk, walk.fatima, "publiato"))
        #expect(none.body.contains("cannot open this application: it has not been given to them"))
        #expect(try await sofie.get(why(walk, walk.fatima, "insurability")).status == .notFound)
        #expect(try await walk.test.signedIn(Town.fatima).get(why(walk, walk.fatima, "dimona")).status == .forbidden)
    }

    @Test func `one's own accesses lead to the same steps, and to nobody else's`() async throws {
        let walk = try await HistoryWalk.demo()
        let fatima = try await walk.test.signedIn(Town.fatima)
        let accesses = try await fatima.get(Address.ownAccesses())
        let links = accesses.body.matches(of: /href="(\/me\/accesses\/why[^"]+)"/).map { String($0.output.1).replacing("&amp;", with: "&") }
        #expect(links.count == 2)
        for link in links {
            let page = try await fatima.get(link)
            #expect(page.status == .ok && steps(page).last == "Crossroads Bank for Enterprises")
            #expect(try await walk.test.signedIn(Town.jan).get(link).status == .notFound)
        }
        let sofie = try await walk.test.signedIn(Town.sofie)
        for link in try await sofie.get(Address.ownAccesses()).body.matches(of: /href="(\/me\/accesses\/why[^"]+)"/) {
            #expect(try await sofie.get(String(link.output.1).replacing("&amp;", with: "&")).status == .ok)
        }
        #expect(try await fatima.get("\(Address.ownWhy())?role=x&quality=y").status == .notFound)
    }

    @Test func `one's own access that is blocked says by whom, why and when`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.block()
        let fatima = try await walk.test.signedIn(Town.fatima)
        let link = try #require(try await fatima.get(Address.ownAccesses()).body.firstMatch(of: /href="(\/me\/accesses\/why[^"]+)"/)?.output.1)
        let page = try await fatima.get(String(link).replacing("&amp;", with: "&"))
        #expect(page.status == .ok && steps(page).first == "Blocked: Long absence" && page.body.contains("by Jan Vermeulen (Access Manager)"))
    }
}
