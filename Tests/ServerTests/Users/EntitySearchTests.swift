import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// *Rechercher utilisateurs*, over an entity or one quality of it (MISSION M6).
@Suite struct EntitySearchTests {
    private func search(_ browser: Browser, _ path: String, _ fields: [(String, String)]) async throws -> Browser.Page {
        try await browser.submit(path, [("asked", "1")] + fields)
    }

    @Test(arguments: [
        ("name", "peet", "Sofie"), ("givenName", "fatima", "El Amrani"), ("userName", "fatimaelamr", "El Amrani"),
        ("ssin", "88.08.16-998.38", "El Amrani"), ("ssin", "88081699838", "El Amrani"), ("email", "fatima", "El Amrani"),
    ])
    func `the chief finds people of every quality by what is known of them`(field: String, typed: String, found: String) async throws {
        let walk = try await UsersWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie)
        let page = try await search(sofie, Address.entitySearch(walk.entity.number), [(field, typed)])
        #expect(page.status == .ok && page.body.contains(found) && page.body.contains("1 person found"), "\(field)")
        #expect(!page.body.contains("Claes"))
    }

    @Test func `asking for those who speak a language leaves the page in the reader's own`() async throws {
        let walk = try await UsersWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie)
        let page = try await search(sofie, Address.entitySearch(walk.entity.number), [("speaks", "nl"), ("name", "el amrani")])
        #expect(page.body.contains("<html lang=\"en\"") && page.body.contains("1 person found"))
        let none = try await search(sofie, Address.entitySearch(walk.entity.number), [("speaks", "de"), ("name", "el amrani")])
        #expect(none.body.contains("0 people found"))
    }

    @Test func `one line a person, with all their roles here`() async throws {
        let walk = try await UsersWalk.demo()
        try await PreparedActs(test: walk.test).register(Town.fatima, ["insurability"], of: "care-home", in: Town.deLinde, by: Town.sofie)
        let sofie = try await walk.test.signedIn(Town.sofie)
        let page = try await search(sofie, Address.entitySearch(walk.entity.number), [("name", "el amrani")])
        #expect(page.body.contains("1 person found"))
        #expect(page.body.components(separatedBy: "\(walk.words("roles.user")) –").count == 1 + 2)
    }

    @Test func `somebody who manages one quality finds nobody of another`() async throws {
        let walk = try await UsersWalk.demo()
        try await PreparedActs(test: walk.test).register(Town.lucas, ["insurability"], of: "care-home", in: Town.deLinde, by: Town.sofie)
        let jan = try await walk.test.signedIn(Town.jan)
        let page = try await search(jan, walk.path(.qualitySearch), [("name", "martens")])
        #expect(page.body.contains("0 people found") && page.body.contains(walk.words("users.search.none")))
        #expect(try await jan.get(Address.entitySearch(walk.entity.number)).status == .forbidden)
    }

    @Test func `no number stands in the address, and a wrong one is told beside its field`() async throws {
        let walk = try await UsersWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie)
        let path = Address.entitySearch(walk.entity.number)
        let sent = try await sofie.post(path, ["asked": "1", "ssin": "88.08.16-998.38"])
        let location = try #require(sent.location)
        #expect(!location.contains("8808") && location.contains("person="))
        let wrong = try await sofie.post(path, ["asked": "1", "ssin": "88.08.16-998.39"])
        #expect(wrong.status == .unprocessableContent && wrong.body.contains("href=\"#ssin\""))
        // Sealed for another, it finds nobody in particular.
        let jan = try await walk.test.signedIn(Town.jan)
        #expect(
            try await !jan.get("\(walk.path(.qualitySearch))?\(location.split(separator: "?").last ?? "")").body.contains("88.08.16-998.38</td>\n"))
    }

    @Test func `pages of a large entity lead on without anybody twice or missing`() async throws {
        let crowd = Crowd(walk: try await UsersWalk.demo())
        try await crowd.settle(0..<120)
        let (walk, entity) = (crowd.walk, crowd.walk.entity.id)
        let qualities = try await walk.test.house.read { tx in try tx.qualities(of: entity) }
        let filters = [
            UserFilter(), Self.named("ja"), Self.asking { $0.language = .fr }, Self.asking { $0.title = .mrs }, Self.asking { $0.email = "j" },
        ]
        for filter in filters {
            var (seen, cursor): ([Person.ID], Cursor?) = ([], nil)
            repeat {
                let (filter, at) = (filter, cursor)
                let page = try await walk.test.house.read { tx in
                    try tx.found(filter, in: qualities, of: entity, chiefs: true, at: at, size: 7)
                }
                seen += page.people.map(\.id)
                cursor = page.next
            } while cursor != nil
            #expect(Set(seen).count == seen.count)
            let expected = try await walk.test.house.read { tx in
                var people: Set<Person.ID> = []
                for quality in qualities {
                    var at: Cursor?
                    repeat {
                        let list = try tx.users(filter, of: quality, at: at)
                        people.formUnion(list.rows.filter { $0.role != .chief }.map(\.person))
                        at = list.next
                    } while at != nil
                }
                return people
            }
            #expect(Set(seen).isSuperset(of: expected))
        }
    }

    @Test func `whoever changes their address and language is found by the new ones, however typed`() async throws {
        let walk = try await UsersWalk.demo()
        let sofie = try await walk.test.signedIn(Town.sofie)
        let path = Address.entitySearch(walk.entity.number)
        let before = try #require(try await walk.test.house.read { tx in try tx.person(Town.fatima.ssin) })
        #expect(try await search(sofie, path, [("email", "fatima"), ("speaks", before.language.rawValue)]).body.contains("1 person found"))
        var changed = before
        (changed.email, changed.language, changed.title) = (try EmailAddress("Elamrani.F@example.org"), .de, .mrs)
        let person = changed
        try await walk.test.house.write { tx in try tx.saveContact(of: person) }
        for typed in ["elamrani.f", "ELAMRANI.F@EXAMPLE.ORG"] {
            let page = try await search(sofie, path, [("email", typed), ("speaks", "de"), ("title", "mrs"), ("name", "amrani")])
            #expect(page.body.contains("1 person found"), "\(typed)")
        }
        #expect(try await search(sofie, path, [("email", "fatima"), ("name", "amrani")]).body.contains("0 people found"))
        #expect(try await walk.test.house.read { tx in try tx.rosterIsTrue() })
    }

    private static func named(_ typed: String) -> UserFilter { asking { $0.name = typed } }

    private static func asking(_ set: (inout UserFilter) -> Void) -> UserFilter {
        var filter = UserFilter()
        set(&filter)
        return filter
    }
}
