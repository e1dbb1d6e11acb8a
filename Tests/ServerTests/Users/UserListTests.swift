import Foundation
import HTTPTypes
import Rules
import Sample
import Testing

@testable import Server

@Suite struct UserListTests {
    @Test func `a manager sees everyone with a role in the quality, with their types and number`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).get(walk.path(.users))
        #expect(page.status == .ok)
        #expect(page.body.contains("16 users found"))
        for text in ["Vermeulen", "Claes", "El Amrani", "fatimaelamrani", "88.08.16-998.38"] { #expect(page.body.contains(text), "\(text)") }
        for role in ["manager", "co-manager", "user"] { #expect(page.body.contains(walk.words("roles.short.\(role)")), "\(role)") }
        #expect(page.body.contains("href=\"\(walk.path(.newUser))\""))
    }

    @Test func `the chief stands in the list of a quality without an appointed manager, marked so`() async throws {
        let walk = try await UsersWalk.demo(Town.deLinde, "care-home")
        let page = try await walk.test.signedIn(Town.sofie).get(walk.path(.users))
        #expect(page.body.contains("Peeters"))
        #expect(page.body.contains(walk.words("users.chiefManages")))
        let other = try await UsersWalk.demo()
        let managed = try await other.test.signedIn(Town.sofie).get(other.path(.users))
        #expect(!managed.body.contains(other.words("users.chiefManages")))
    }

    @Test func `a national number is whole only for whoever stands above that person`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.pieter).get(walk.path(.users))
        #expect(page.body.contains(Town.fatima.ssin.formatted))
        #expect(!page.body.contains(Town.jan.ssin.formatted))
        #expect(page.body.contains(Town.jan.ssin.masked))
    }

    @Test func `sixty users and their chief come in two pages that lead to each other`() async throws {
        let walk = try await UsersWalk.demo(Town.meuse, "approved-social-secretariat")
        let helene = try await walk.test.signedIn(Town.helene)
        let first = try await helene.get(walk.path(.users))
        #expect(first.body.contains("61 users found"))
        #expect(first.body.contains("1–50 of 61"))
        #expect(rows(first) == 50)
        let second = try await helene.get(try link("next", first))
        #expect(second.body.contains("51–61 of 61"))
        #expect(rows(second) == 11)
        let back = try await helene.get(try link("prev", second))
        #expect(back.body.contains("1–50 of 61"))
    }

    @Test func `a search finds by parts of a name, without accents, and by user name`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        for text in ["el amr", "fatima", "AMRANI%20F", "fatimaelamr"] {
            let page = try await jan.get("\(walk.path(.users))?name=\(text.replacingOccurrences(of: " ", with: "%20"))")
            #expect(page.body.contains("1 user found"), "\(text)")
            #expect(page.body.contains("El Amrani"), "\(text)")
        }
    }

    @Test func `a search without result says how to go on`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).get("\(walk.path(.users))?name=%25zzz_")
        #expect(page.body.contains("0 users found"))
        #expect(page.body.contains(walk.words("users.noneFound.title")))
    }

    @Test func `a quality without users says to add the first`() async throws {
        let walk = try await UsersWalk.demo(Town.amisDuLivre, "associations")
        let page = try await walk.test.signedIn(Town.nadia).get(walk.path(.users))
        #expect(page.body.contains(walk.words("users.noUsers.text")))
        #expect(page.body.contains("Benali"))
    }

    @Test func `a user is refused, and a stranger learns nothing`() async throws {
        let walk = try await UsersWalk.demo()
        #expect(try await walk.test.signedIn(Town.fatima).get(walk.path(.users)).status == .forbidden)
        #expect(try await walk.test.signedIn(Town.helene).get(walk.path(.users)).status == .notFound)
    }

    @Test func `another entity's quality under this entity's number leads nowhere`() async throws {
        let walk = try await UsersWalk.demo()
        let foreign = Address.users(Town.meuse.number.digits, walk.quality.id)
        #expect(try await walk.test.signedIn(Town.helene).get(foreign).status == .notFound)
        #expect(try await walk.test.signedIn(Town.sofie).get(Address.users(Town.deLinde.number.digits, 7)).status == .notFound)
    }

    @Test(arguments: Language.allCases) func `the list speaks every language`(_ language: Language) async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan, language: language.rawValue).get(walk.path(.users))
        #expect(page.body.contains(walk.words("users.found", ["count": "16"], language)))
        #expect(!page.body.contains("[users."))
    }

    private func rows(_ page: Browser.Page) -> Int { page.body.components(separatedBy: "<th scope=\"row\"").count - 1 }

    private func link(_ rel: String, _ page: Browser.Page) throws -> String {
        let match = try #require(page.body.firstMatch(of: try Regex("rel=\"\(rel)\" href=\"([^\"]+)\"")))
        return String(try #require(match.output[1].substring)).replacingOccurrences(of: "&amp;", with: "&")
    }
}
