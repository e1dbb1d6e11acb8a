import Foundation
import Rules
import Sample
import Storage
import TestSupport
import Testing
import Web

@testable import Server

/// Every kept table, every way to write to it without a key: what was written is not read, it is counted, and `verify` names it.
@Suite struct KeptRowsAdversaryTests {
    /// A house in which every kept table has rows that somebody uses.
    private struct Scene {
        let test: TestHouse
        let admin: DatabaseWriter
        let askers: Askers
        /// Before anybody had been at it.
        let given: Set<String>
    }

    private static func scene() async throws -> Scene {
        let walk = try await UsersWalk.demo()
        let jan = try await walk.test.signedIn(Town.jan)
        let (sofie, thomas) = (try await walk.test.signedIn(Town.sofie, .password), try await walk.test.signedIn(Town.thomas))
        let marie = try await walk.form(for: Town.marieCollard.ssin.digits, in: jan)
        _ = try await walk.save(marie, UsersWalk.marie(), in: jan)
        _ = try await walk.save(walk.form(for: Town.amelie.ssin.digits, in: jan), UsersWalk.amelie, in: jan)
        _ = try await jan.post(walk.path(.qualityContact), ["email": "een@example.org"])
        for person in [Town.jan, Town.sofie] { try await walk.test.keepCertificate(try walk.test.certificate(person.name), of: person) }
        let now = walk.test.clock.now
        try await walk.test.house.write { tx in
            for (place, person) in [Town.jan, Town.sofie].enumerated() {
                try tx.hold(HeldForm(path: "/me", values: [:]), under: [UInt8](repeating: UInt8(place), count: 32), for: person.id, in: [1], at: now)
            }
        }
        var askers = Askers()
        askers.sessions = try [("Jan", jan), ("Sofie", sofie), ("Thomas", thomas)].map { ($0, try #require($1.cookie("chatelaine-session"))) }
        askers.pages =
            ["Jan", "Sofie", "Thomas"].map { ($0, walk.path(.users)) } + [
                ("Thomas", "/designation/\(Town.atelierFerme.number.digits)"), ("Sofie", "/designation/\(Town.deLinde.number.digits)"),
            ]
        askers.passwords = ["janvermeulen", "sofiepeeters", "thomaslambert"].map { ($0, Town.password) }
        try await walk.test.house.decisions.load()
        return Scene(test: walk.test, admin: DatabaseWriter(test: walk.test), askers: askers, given: await askers.given(by: walk.test))
    }

    /// What is read of a table, by a house that runs and by one that was opened since.
    private static func read(_ table: KeptTable, _ test: TestHouse) async throws -> [[Value]] {
        var read: [[Value]] = []
        for house in [test.house, test.restarted().house] {
            do {
                read += try await house.read { tx in
                    var found: [[Value]] = []
                    try tx.eachKept(table, "") { _, values in
                        found.append(values)
                        return true
                    }
                    return found
                }
            } catch is UnaccountedRows {
                // Of codes that do not add up, nothing at all is read after a start.
            }
        }
        return read
    }

    private static func expectNothing(of attempt: String, _ table: KeptTable, _ before: [[Value]], _ scene: Scene) async throws {
        let test = scene.test
        for (house, askers) in [(test, scene.askers), (test.restarted(), scene.askers.withoutPages)] {
            let gained = await askers.given(by: house).subtracting(scene.given)
            #expect(gained.isEmpty, "\(table), \(attempt): it gave \(gained)")
        }
        let authentic = Set(before.map { Array($0.dropLast()) })
        let counted = test.house.unauthentic.count(of: "\(table)")
        let read = try await read(table, test)
        #expect(read.allSatisfy(authentic.contains), "\(table), \(attempt): it was read")
        #expect(test.house.unauthentic.count(of: "\(table)") > counted, "\(table), \(attempt): it was not counted")
        do {
            try await test.verifiedRows()
            Issue.record("\(table), \(attempt): it verifies")
        } catch let fault as LedgerFault { #expect("\(fault)".contains("\(table)"), "\(table), \(attempt): \(fault)") } catch is VouchingLost {
            #expect("\(table)" == "vouched")
        }
    }

    @Test(arguments: Schema.kept.indices) func `a row of which one column was written gives nothing`(number: Int) async throws {
        let (table, scene) = (Schema.kept[number], try await Self.scene())
        let (test, admin) = (scene.test, scene.admin)
        let before = try await admin.rows(table)
        let row = try #require(before.first)
        _ = try await test.verified()
        var tried = 0
        for place in row.indices {
            for value in DatabaseWriter.others(than: row[place], among: before.map { $0[place] }) {
                // A row without a key could not be put back here; nobody finds it.
                if value == .null, place < table.columns.count, table.key.contains(where: { "\($0)" == "\(table.columns[place])" }) { continue }
                var changed = row
                changed[place] = value
                // What the schema forbids is refused already.
                do { try await admin.put(changed, over: row, in: table) } catch is StorageFault { continue }
                let column = place < table.columns.count ? "\(table.columns[place])" : "code"
                try await Self.expectNothing(of: "\(column) = \(value)", table, before, scene)
                try await admin.put(row, over: changed, in: table)
                tried += 1
            }
        }
        #expect(tried >= table.columns.count - table.key.count)
        _ = try await test.verified()
    }

    @Test(arguments: Schema.kept.indices) func `a row that was inserted gives nothing, whatever code it carries`(number: Int) async throws {
        let (table, scene) = (Schema.kept[number], try await Self.scene())
        let (test, admin) = (scene.test, scene.admin)
        let before = try await admin.rows(table)
        // Of those that hold one row, another one is none.
        guard let row = before.first, before.count > 1 else { return }
        let unique: Set = ["ssin_lookup", "number", "user_name"]
        let person = try await test.house.read { tx in
            try tx.row("SELECT id FROM people WHERE id NOT IN (SELECT person FROM accounts) LIMIT 1") { try $0.integer("id") }
        }
        var forged = row
        for (place, column) in table.columns.enumerated() {
            switch (forged[place], column.description) {
            case (.integer, "person") where ["accounts", "own_certificates"].contains("\(table)"): forged[place] = person.bound
            case (.integer, "id"): forged[place] = .integer(7)
            case (.bytes(let bytes), "digest"), (.bytes(let bytes), "ssin_lookup"): forged[place] = .bytes(bytes.map { $0 ^ 0xFF })
            case (.text(let text), let column) where unique.contains(column) || column == "identifier": forged[place] = .text(text + "9")
            default: break
            }
        }
        for code in [forged.last ?? .null, before[1].last ?? .null, .null, .bytes([UInt8](repeating: 0, count: 20))] {
            forged[forged.count - 1] = code
            try await admin.insert(forged, in: table)
            try await Self.expectNothing(of: "insert", table, before, scene)
            try await admin.delete(forged, in: table)
        }
        _ = try await test.verified()
    }

    @Test(arguments: Schema.kept.indices) func `two rows that were swapped give nothing`(number: Int) async throws {
        let (table, scene) = (Schema.kept[number], try await Self.scene())
        let admin = scene.admin
        let before = try await admin.rows(table)
        guard before.count > 1, table.key.count < table.columns.count else { return }
        let (one, other) = (before[0], before[1])
        func swapped(_ row: [Value], _ with: [Value]) -> [Value] {
            var swapped = with
            for (place, column) in table.columns.enumerated() where table.key.contains(where: { $0.description == column.description }) {
                swapped[place] = row[place]
            }
            return swapped
        }
        // Out of each other's way first, where columns are unique.
        var aside = one
        for place in one.indices {
            if case .text(let text) = one[place], !table.key.contains(where: { $0.description == "\(table.columns[place])" }),
                ["number", "user_name"].contains("\(table.columns[place])")
            {
                aside[place] = .text(text + "-")
            }
            if place < table.columns.count, "\(table.columns[place])" == "ssin_lookup" { aside[place] = .bytes([9]) }
        }
        try await admin.put(aside, over: one, in: table)
        try await admin.put(swapped(other, one), over: other, in: table)
        try await admin.put(swapped(one, other), over: aside, in: table)
        try await Self.expectNothing(of: "swap", table, before, scene)
    }
}
