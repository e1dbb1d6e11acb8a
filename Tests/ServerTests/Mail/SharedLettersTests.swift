import Foundation
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Letters about many who share an address (MISSION M11, M12).
@Suite struct SharedLettersTests {
    private let walk: UsersWalk
    private let jan: Browser

    init() async throws {
        walk = try await UsersWalk.demo()
        jan = try await walk.test.signedIn(Town.jan)
    }

    /// Users of De Linde, in the order of the list.
    private func users(_ count: Int) async throws -> [Assignment.ID] {
        let quality = walk.quality
        return try await walk.test.house.read { tx in
            try tx.users(UserFilter(), of: quality, at: nil).rows.filter { $0.role == .user && !$0.isBlocked }.prefix(count).map(\.id)
        }
    }

    /// All of them are written to at one address, in English.
    private func share(_ address: String, _ users: [Assignment.ID]) async throws -> [Person] {
        try await walk.test.house.write { tx in
            try users.enumerated().map { number, user in
                guard let holding = try tx.holding(user), var person = try tx.person(holding.assignment.person) else { throw NotFound() }
                person.email = try EmailAddress(number == 0 ? address : address.uppercased())
                person.language = .en
                try tx.saveContact(of: person)
                return person
            }
        }
    }

    private func change(_ kind: String, _ users: [Assignment.ID]) async throws {
        let path = walk.path(.userSelection)
        let page = try await jan.submit(path, [("change", kind), ("filter", "")] + users.map { ("user", "\($0)") })
        _ = try await jan.submit(path, page.hidden + [("step", "confirm")])
    }

    private func letters(to address: String) async throws -> [UsersWalk.Posted] {
        try await walk.letters().filter { $0.recipient.lowercased() == address }
    }

    @Test func `many who share an address are told in one letter there, a few each in their own`() async throws {
        let users = try await users(PlannedLetters.mostToOne + 1)
        #expect(users.count == PlannedLetters.mostToOne + 1)
        let people = try await share("office@example.org", users)
        for (kind, told) in [("block", 1), ("unblock", 2)] {
            try await change(kind, users)
            let letters = try await letters(to: "office@example.org")
            #expect(letters.count == told)
            let last = try #require(letters.last)
            for person in people { #expect(last.body.contains("– \(person.name): "), "\(person.name)") }
        }
        try await change("block", Array(users.prefix(3)))
        #expect(try await letters(to: "office@example.org").count == 2 + 3)
    }
}
