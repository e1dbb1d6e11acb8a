import Foundation
import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

@Suite struct UserExportTests {
    private func lines(_ page: Browser.Page) -> [String] { page.body.components(separatedBy: "\r\n").dropLast() }

    @Test func `everyone of the list stands in the table, with a head in the reader's language`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        #expect(try await jan.get(walk.path(.users)).body.contains("href=\"\(walk.path(.usersExport))\" download"))
        let page = try await jan.get(walk.path(.usersExport))
        #expect(page.status == .ok)
        #expect(page.body.hasPrefix("\u{FEFF}Last name,First name,User name,Type,SSIN,Status,Applications,Registered since\r\n"))
        #expect(lines(page).count == 1 + 16)
        #expect(page.body.contains("El Amrani,Fatima,fatimaelamrani,"))
        #expect(page.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(page.headers[.cacheControl] == "no-store")
        let name = "users-nsso-employer-\(walk.quality.identifier)-2026-03-02.csv"
        #expect(page.headers[.contentDisposition] == "attachment; filename=\"\(name)\"")
        let french = try await walk.test.signedIn(Town.jan, language: "fr").get(walk.path(.usersExport))
        #expect(french.body.hasPrefix("\u{FEFF}Nom;Prénom;Nom d'utilisateur;"))
    }

    @Test func `the filter of the page is the table's`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let page = try await jan.get("\(walk.path(.users))?name=amrani&sort=since")
        #expect(page.body.contains("\(walk.path(.usersExport))?name=amrani&amp;sort=since"))
        #expect(lines(try await jan.get("\(walk.path(.usersExport))?name=amrani&sort=since")).count == 2)
        #expect(try await jan.get("\(walk.path(.usersExport))?since=yesterday").status == .unprocessableContent)
    }

    @Test func `a list of several parts comes whole, in its order, the chief first`() async throws {
        let crowd = Crowd(walk: try await UsersWalk.demo(Town.meuse, "approved-social-secretariat"))
        try await crowd.settle(0..<2100)
        let page = try await crowd.walk.test.signedIn(Town.helene).get(crowd.walk.path(.usersExport))
        let found = lines(page).dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        #expect(found.count == 2100 + 61)
        #expect(Set(found.map { $0[4] }).count == found.count)
        let listed = try await crowd.walkThrough().map(\.familyName)
        #expect(found.map { $0[0] } == listed)
    }

    @Test func `a national number is as whole or masked as in the page`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.pieter).get(walk.path(.usersExport))
        #expect(page.body.contains(Town.fatima.ssin.formatted))
        #expect(!page.body.contains(Town.jan.ssin.formatted))
        #expect(page.body.contains(Town.jan.ssin.masked))
    }

    @Test func `whoever may not see the list gets no table`() async throws {
        let walk = try await UsersWalk.demo()
        #expect(try await walk.test.signedIn(Town.fatima).get(walk.path(.usersExport)).status == .forbidden)
        #expect(try await walk.test.signedIn(Town.helene).get(walk.path(.usersExport)).status == .notFound)
        let foreign = Address.usersExport(Town.meuse.number, walk.quality.id)
        #expect(try await walk.test.signedIn(Town.helene).get(foreign).status == .notFound)
    }
}
