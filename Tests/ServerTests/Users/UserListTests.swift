import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct UserListTests {
    @Test func `a manager sees everyone with a role in the quality, with their types and number`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).get(walk.path(.users))
        #expect(page.status == .ok)
        #expect(page.body.contains("14 users and 2 managers"))
        for text in ["Vermeulen", "Claes", "El Amrani", "fatimaelamrani", "88.08.16-998.38"] { #expect(page.body.contains(text), "\(text)") }
        for role in ["manager", "co-manager", "user"] { #expect(page.body.contains(walk.words("roles.short.\(role)")), "\(role)") }
        #expect(page.body.contains("action=\"\(walk.path(.newUser))\""))
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
        #expect(first.body.contains("60 users and 1 manager"))
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
            #expect(page.body.contains("1 person found"), "\(text)")
            #expect(page.body.contains("El Amrani"), "\(text)")
        }
    }

    @Test func `a search without result says how to go on`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).get("\(walk.path(.users))?name=%25zzz_")
        #expect(page.body.contains("0 people found"))
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
        let foreign = Address.users(Town.meuse.number, walk.quality.id)
        #expect(try await walk.test.signedIn(Town.helene).get(foreign).status == .notFound)
        #expect(try await walk.test.signedIn(Town.sofie).get(Address.users(Town.deLinde.number, Quality.ID(rawValue: 7))).status == .notFound)
    }

    @Test(arguments: Language.allCases) func `the list speaks every language`(_ language: Language) async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan, language: language.rawValue).get(walk.path(.users))
        #expect(page.body.contains(walk.members(14, 2, language)))
        #expect(!page.body.contains("[users."))
    }

    @Test(arguments: Language.allCases)
    func `a quality's page, its entity's and the list count the same people in the same words, and the table holds them`(
        _ language: Language
    ) async throws {
        let walk = try await UsersWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie, language: language.rawValue)
        let told = walk.members(14, 2, language)
        for path in [walk.path(.users), walk.path(.quality), Address.entity(walk.entity.number)] {
            #expect(try await sofie.get(path).body.contains(told), "\(path)")
        }
        #expect(try await sofie.get(walk.path(.usersExport)).body.components(separatedBy: "\r\n").count == 1 + 14 + 2 + 1)
        // Without an appointed manager the chief is one of those who manage.
        let care = try await UsersWalk.demo(Town.deLinde, "care-home")
        let list = try await care.test.signedIn(Town.sofie, language: language.rawValue).get(care.path(.users))
        #expect(list.body.contains(care.members(rows(list) - 1, 1, language)))
    }

    @Test func `who has an application are those ticked for it and those who have every application, marked so`() async throws {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let ticked = try await walk.ticked("dimona")
        #expect(ticked > 0 && ticked < 14)
        let page = try await jan.get("\(walk.path(.users))?application=dimona")
        #expect(page.body.contains("\(ticked + 2) people found"))
        #expect(rows(page) == ticked + 2)
        for name in ["Vermeulen, Jan", "Claes, Pieter"] { #expect(listed(page).contains(name), "\(name)") }
        #expect(page.body.components(separatedBy: ">\(walk.words("users.allShort"))</td>").count == 1 + 2)
        let table = try await jan.get("\(walk.path(.usersExport))?application=dimona").body.components(separatedBy: "\r\n")
        #expect(table.count == 1 + ticked + 2 + 1)
        #expect(table[1].hasPrefix("Vermeulen,Jan,") && table[1].contains(",Every application,"))
        #expect(table[2].hasPrefix("Claes,Pieter,") && table[2].contains(",Every application,"))
    }

    @Test func `the chief has an application while no manager is appointed, and not afterwards`() async throws {
        let walk = try await UsersWalk.demo(Town.deLinde, "care-home")
        let sofie = try await walk.test.signedIn(Town.sofie)
        let application = try #require(Town.catalogue["care-home"]?.applications.first?.code)
        #expect(listed(try await sofie.get("\(walk.path(.users))?application=\(application)")).contains("Peeters, Sofie"))
        try await PreparedActs(test: walk.test).appointManager(Town.lucas, of: "care-home", in: Town.deLinde, by: Town.sofie)
        let page = try await sofie.get("\(walk.path(.users))?application=\(application)")
        #expect(listed(page).contains("Martens, Lucas") && !listed(page).contains("Peeters, Sofie"))
    }

    @Test(arguments: [
        ("name=verm", ["Vermeulen, Jan"], ["Claes, Pieter"]), ("type=co-manager", ["Claes, Pieter"], ["Vermeulen, Jan", "El Amrani, Fatima"]),
        ("type=user", ["El Amrani, Fatima"], ["Vermeulen, Jan", "Claes, Pieter"]), ("status=blocked", [], ["Vermeulen, Jan", "Claes, Pieter"]),
        ("since=2027-01-01", [], ["Vermeulen, Jan", "Claes, Pieter"]), ("sort=since", ["Vermeulen, Jan", "Claes, Pieter"], []),
        ("sort=userName", ["Vermeulen, Jan", "Claes, Pieter"], []),
    ])
    func `whoever has every application must fit what else is asked`(_ query: String, _ found: [String], _ left: [String]) async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).get("\(walk.path(.users))?application=dimona&\(query)")
        #expect(page.status == .ok)
        for name in found { #expect(listed(page).contains(name), "\(name)") }
        for name in left { #expect(!listed(page).contains(name), "\(name)") }
    }

    @Test func `many co-managers leave every page of a filtered list whole, and lead back to the same first page`() async throws {
        let crowd = Crowd(walk: try await UsersWalk.demo(Town.meuse, "approved-social-secretariat"))
        try await crowd.settle(0..<200)
        for number in [2, 4, 6] { try await crowd.leave(number) }
        let preparedActs = PreparedActs(test: crowd.walk.test)
        for person in [Town.lucas, Town.amelie, Town.thomas] {
            try await preparedActs.appointCoManager(person, of: "approved-social-secretariat", in: Town.meuse, by: Town.helene)
        }
        for order in UserFilter.Order.allCases {
            var filter = UserFilter()
            (filter.application, filter.order) = ("dmfa", order)
            let found = try await crowd.walkThrough(filter, size: 7)
            #expect(found.prefix(4).map(\.role) == [.chief, .coManager, .coManager, .coManager], "\(order)")
            #expect(Set(found.map(\.id)).count == found.count)
            #expect(try await crowd.read(filter).count == .exactly(found.count))
            let first = try await crowd.read(filter, size: 7)
            #expect(first.rows.count == 7)
            let second = try await crowd.read(filter, at: first.next, size: 7)
            #expect(second.before == 7)
            #expect(try await crowd.read(filter, at: second.previous, size: 7).rows.map(\.id) == first.rows.map(\.id))
            // More of them than a page holds.
            #expect(try await crowd.walkThrough(filter, size: 3).map(\.id) == found.map(\.id))
        }
    }

    @Test func `a list shows names, user names and short dates in columns of their own`() async throws {
        let walk = try await UsersWalk.demo()
        let page = try await walk.test.signedIn(Town.jan).get(walk.path(.users))
        #expect(listed(page).contains(">El Amrani, Fatima</span></a>"))
        #expect(page.body.contains("<td class=\"user-name\">fatimaelamrani</td>"))
        #expect(page.body.contains("05/01/2026") && !page.body.contains("5 January 2026"))
        let german = try await walk.test.signedIn(Town.jan, language: "de").get(walk.path(.users))
        #expect(german.body.contains("05.01.2026"))
    }

    /// The page with names as a telephone shows them, the given name beside the other.
    private func listed(_ page: Browser.Page) -> String { page.body.replacingOccurrences(of: "<span class=\"narrow\">", with: "") }

    private func rows(_ page: Browser.Page) -> Int { page.body.components(separatedBy: "<th scope=\"row\"").count - 1 }

    private func link(_ rel: String, _ page: Browser.Page) throws -> String {
        let match = try #require(page.body.firstMatch(of: try Regex("rel=\"\(rel)\" href=\"([^\"]+)\"")))
        return String(try #require(match.output[1].substring)).replacingOccurrences(of: "&amp;", with: "&")
    }
}
