import Foundation
import Rules
import Server
import Testing
import Web

@Suite struct PermissionsTests {
    /// `UPDATE_DOCS=1 make test-fast FILTER=Permissions` writes the tables anew.
    @Test func `docs/permissions.md says what Powers says`() throws {
        let file = Tree.root.appending(path: "docs/permissions.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let parts = text.components(separatedBy: Permissions.mark)
        try #require(parts.count == 2, "the tables follow the line \(Permissions.mark)")
        let expected = parts[0] + Permissions.mark + "\n\n" + Permissions.tables
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil { try expected.write(to: file, atomically: true, encoding: .utf8) }
        let isSame = text == expected
        #expect(isSame, "run with UPDATE_DOCS=1 to write the tables anew, then read what changed")
    }
}

/// The tables of `docs/permissions.md`, as `Powers` has them; the words are those of the pages.
enum Permissions {
    static let mark = "<!-- What follows is written by PermissionsTests from Sources/Rules/Delegation/Powers.swift. -->"

    static var tables: String { ([whole] + Role.allCases.map(section)).joined(separator: "\n\n") + "\n" }

    private static var whole: String {
        let head = ["What can be done"] + Role.allCases.map { say("roles.\($0.rawValue)") }
        let rows = Power.allCases.map { power in [say("powers.\(power.rawValue)")] + Role.allCases.map { sign(Powers.reach($0, power)) } }
        return "## Everything at a glance\n\n" + table([head] + rows)
    }

    private static func section(_ role: Role) -> String {
        let own = Power.allCases.filter { Powers.reach(role, $0) != nil }
        let rows = own.map { [say("powers.\($0.rawValue)"), words(Powers.reach(role, $0), $0), "`\($0.rawValue)`"] }
        return "## \(say("roles.\(role.rawValue)")): what can you do?\n\n" + table([["You may", "where", "power"]] + rows) + "\n\n" + targets(role)
    }

    /// Whom each power is used on.
    private static let targets: [(Power, Role)] = [
        (.designateChief, .chief), (.appointCoChiefs, .coChief), (.appointManagers, .manager), (.appointCoManagers, .coManager),
        (.manageUsers, .user),
    ]

    /// Asked of the rule itself, which knows who stands below.
    private static func targets(_ role: Role) -> String {
        let acting = Acting(
            person: .init(rawValue: 1), role: role, entity: .init(rawValue: 1), quality: role.isOfQuality ? .init(rawValue: 1) : nil,
            authority: .installation)
        let place = Place(entity: acting.entity, quality: acting.quality)
        let below = targets.filter { acting.may($0, in: place, on: Target(.init(rawValue: 2), as: $1, raises: true)) }.map(\.1)
        return below.isEmpty ? "You act on nobody else." : "You act on: \(below.map { say("roles.\($0.rawValue)") }.joined(separator: ", "))."
    }

    private static func table(_ rows: [[String]]) -> String {
        let lines = rows.map { "| \($0.joined(separator: " | ")) |" }
        return ([lines[0], "|" + rows[0].map { _ in "---|" }.joined()] + lines.dropFirst()).joined(separator: "\n")
    }

    private static func sign(_ reach: Powers.Reach?) -> String {
        switch reach {
        case nil: ""
        case .ownQuality: "own quality"
        case .entity: "yes"
        case .entities: "its entities"
        case .installation: "everywhere"
        }
    }

    private static func words(_ reach: Powers.Reach?, _ power: Power) -> String {
        switch reach {
        case nil: "nowhere"
        case .ownQuality: "in your own quality"
        case .entity: power == .ownData ? "yourself" : "in the whole entity"
        case .entities: "in its entities"
        case .installation: "everywhere"
        }
    }

    private static func say(_ key: String) -> String { TextsTests.texts.say(key, in: .en) }
}
