import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// What the tests of histories share: acts in the employer quality of De Linde, and what pages tell of them.
struct HistoryWalk: Sendable {
    let walk: UsersWalk
    let fatima: Assignment.ID

    static func demo() async throws -> HistoryWalk {
        let walk = try await UsersWalk.demo()
        return HistoryWalk(walk: walk, fatima: try await walk.user(Town.fatima))
    }

    var test: TestHouse { walk.test }
    var place: Place { Place(walk.quality) }
    var domain: AccessDomain { get throws { try #require(Town.catalogue[walk.quality.domain]) } }

    /// By the manager, a minute later than what was done before.
    @discardableResult
    func perform(_ operation: some Server.Operation<Occasion>, by person: Person = Town.jan) async throws -> Plan {
        test.clock.advance(by: 60)
        return try await test.perform(operation, on: test.occasion(of: person, .manageUsers, in: place))
    }

    func block(_ user: Assignment.ID? = nil, by person: Person = Town.jan) async throws {
        try await perform(BlockUser(user: user ?? fatima, in: place, reason: .absence), by: person)
    }

    func give(_ applications: Set<SecuredApplication.Code>) async throws {
        try await perform(ChangeUserApplications(user: fatima, quality: walk.quality, domain: domain, wanted: applications))
    }

    var others: [Assignment.ID] {
        get async throws {
            let quality = walk.quality
            return try await test.house.read { tx in
                try tx.users(UserFilter(), of: quality, at: nil).rows.filter { $0.role == .user && !$0.isBlocked && $0.person != Town.fatima.id }.map(
                    \.id)
            }
        }
    }

    var ofQuality: String { walk.path(.qualityHistory) }
    var ofFatima: String { walk.path(.userHistory, fatima) }
    var ofEntity: String { Address.entityHistory(walk.entity.number) }

    /// The sentences of a page, in its order.
    func told(_ page: Browser.Page) -> [String] {
        page.body.matches(of: /<div class="told"><p>([^<]*)<\/p>/).map { String($0.output.1).replacing("&#39;", with: "'") }
    }

    func next(_ page: Browser.Page) -> String? {
        page.body.firstMatch(of: /rel="next" href="([^"]+)"/).map { String($0.output.1).replacing("&amp;", with: "&") }
    }

    /// Filters as the form does.
    func filtered(_ browser: Browser, _ path: String, _ fields: KeyValuePairs<String, String>) async throws -> Browser.Page {
        try await browser.submit(path, fields)
    }

    func read(_ scope: HistoryScope, _ filter: HistoryFilter = HistoryFilter(), at cursor: Cursor? = nil, size: Int = 50) async throws -> HistoryFound
    {
        let catalogue = test.house.catalogue
        return try await test.house.read { tx in try tx.history(scope, filter, at: cursor, size: size, catalogue, on: nil) }
    }
}
