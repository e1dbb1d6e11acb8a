import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// What the tests of users share: one quality of the demo world, its addresses, and what the database says afterwards.
struct UsersWalk: Sendable {
    struct Posted: Sendable {
        let recipient: String
        let subject: String
        let body: String
    }

    let test: TestHouse
    let entity: Entity
    let quality: Quality

    static func demo(_ entity: Entity = Town.deLinde, _ domain: AccessDomain.Code = "nsso-employer", most: Int = 1000) async throws -> UsersWalk {
        let test = try await TestHouse.demo { $0.mostOfSelection = most }
        let qualities = try await test.house.read { tx in try tx.qualities(of: entity.id) }
        return UsersWalk(test: test, entity: entity, quality: try #require(qualities.first { $0.domain == domain }))
    }

    func path(_ address: TypedAddress<EnterpriseNumber, Quality.ID>) -> String { address(entity.number, quality.id) }

    func path<Last: AddressPart>(_ address: TypedAddress<EnterpriseNumber, Quality.ID, Last>, _ last: Last) -> String {
        address(entity.number, quality.id, last)
    }

    func holding(_ person: Person) async throws -> Holding? {
        let quality = quality.id
        return try await test.house.read { tx in try tx.holding(of: person.id, in: quality) }
    }

    func user(_ person: Person) async throws -> Assignment.ID { try #require(try await holding(person)).assignment.id }

    func found(_ ssin: SSIN) async throws -> (person: Person, account: Account?)? {
        return try await test.house.read { tx in try tx.person(ssin).map { ($0, try tx.account(of: $0.id)) } }
    }

    func acts() async throws -> Int { try await test.house.read { tx in try tx.count("SELECT COUNT(*) FROM acts") } }

    func letters() async throws -> [Posted] {
        try await test.house.read { tx in
            try tx.rows("SELECT recipient, subject, body FROM letters ORDER BY id") {
                Posted(recipient: try $0.text("recipient"), subject: try $0.text("subject"), body: try $0.text("body"))
            }
        }
    }

    /// A sentence as it stands in a page.
    func words(_ key: String, _ values: [String: String] = [:], _ language: Language = .en) -> String {
        sentence(key, values, language).replacingOccurrences(of: "'", with: "&#39;")
    }

    /// A sentence as it stands in a letter.
    func sentence(_ key: String, _ values: [String: String] = [:], _ language: Language = .en) -> String {
        test.house.pages.texts.say(key, values, in: language)
    }

    /// Who has a role there, as every page counts them.
    func members(_ users: Int, _ managers: Int, _ language: Language = .en) -> String {
        let (users, managers) = (["count": String(users)], ["count": String(managers)])
        return words(
            "users.members", ["users": sentence("users.count", users, language), "managers": sentence("users.managers", managers, language)], language
        )
    }

    /// For how many users an application is ticked.
    func ticked(_ application: String) async throws -> Int {
        let quality = quality.id
        return try await test.house.read { tx in
            try tx.count(
                "SELECT COUNT(*) FROM grants g JOIN assignments a ON a.id = g.assignment WHERE a.quality = \(quality) AND g.application = \(application) AND g.open = 1"
            )
        }
    }

    /// From the national number to the form.
    func form(for ssin: String, in browser: Browser) async throws -> String {
        let answer = try await browser.post(path(.newUser), ["ssin": ssin])
        #expect(answer.status == .seeOther)
        return try #require(answer.location)
    }

    /// Saves a registration and gives the address of its summary.
    func save(_ form: String, _ fields: KeyValuePairs<String, String>, in browser: Browser) async throws -> String {
        let answer = try await browser.post(form, fields)
        #expect(answer.status == .seeOther)
        return try #require(answer.location)
    }

    static let amelie: KeyValuePairs = ["language": "fr", "email": "amelie@example.com", "applications": "dimona"]

    static func marie(_ userName: String = "mariecollard", password: String = "quatre-saules-et-un-pont", email: String = "marie.collard@example.com")
        -> KeyValuePairs<String, String>
    {
        [
            "userName": userName, "userNameAgain": userName, "password": password, "passwordAgain": password, "familyName": "Collard",
            "givenName": "Marie", "title": "mrs", "language": "fr", "email": email, "secondEmail": "", "applications": "dimona",
            "applications": "dmfa",
        ]
    }
}
