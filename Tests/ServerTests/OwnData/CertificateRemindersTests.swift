import Foundation
import Rules
import Sample
import Storage
import TestSupport
import Testing

@testable import Server

@Suite struct CertificateRemindersTests {
    private let day = TestCertificates.day

    private func subjects(_ test: TestHouse) async throws -> [String] { try await test.letters().map(\.subject).filter { $0.contains("vervalt") } }

    private func remind(_ test: TestHouse) async throws -> Int { try await CertificateReminders(house: test.house).remind() }

    @Test func `60, 30 and 7 days before its end, once each, whatever starts anew and however often it is looked`() async throws {
        let test = try await TestHouse.demo()
        try await test.keepCertificate(try test.certificate(days: 100), of: Town.fatima)
        var written: [Int] = []
        for day in 0...101 {
            for house in [test.house, test.restarted().house] where try await CertificateReminders(house: house).remind() > 0 {
                written.append(100 - day)
            }
            test.clock.advance(by: self.day)
        }
        #expect(written == [60, 30, 7])
        let letters = try await test.letters()
        #expect(
            letters.count == 3 && letters.allSatisfy { $0.to == Town.fatima.email && $0.body.contains("/me/certificate") && !$0.body.contains("{") })
        _ = try await test.verified()
    }

    /// PostgreSQL keeps nothing but numbers in a column of numbers.
    @Test(.enabled(if: TestEngine.chosen == .sqlite)) func `a reminder that nobody can read keeps no one from being reminded`() async throws {
        let test = try await TestHouse.demo()
        for person in [Town.fatima, Town.jan] { try await test.keepCertificate(try test.certificate(days: 61), of: person) }
        test.clock.advance(by: 2 * day)
        try await test.house.storage.write { tx in
            try tx.run("INSERT INTO certificate_reminders (person, kept_at, days) SELECT person, kept_at, 'x' FROM own_certificates")
        }
        #expect(try await remind(test) == 2)
        #expect(try await remind(test) == 0)
    }

    @Test func `two nodes at once write one`() async throws {
        let test = try await TestHouse.demo()
        try await test.keepCertificate(try test.certificate(days: 61), of: Town.fatima)
        test.clock.advance(by: 2 * day)
        let houses = [test.house, test.restarted().house, test.restarted().house]
        let written = try await withThrowingTaskGroup(of: Int.self) { group in
            for house in houses { group.addTask { try await CertificateReminders(house: house).remind() } }
            return try await group.reduce(0, +)
        }
        #expect(written == 1)
        #expect(try await subjects(test).count == 1)
    }

    @Test func `of several that were due during a rest, the last`() async throws {
        let test = try await TestHouse.demo()
        try await test.keepCertificate(try test.certificate(days: 100), of: Town.fatima)
        test.clock.advance(by: 75 * day)
        #expect(try await remind(test) == 1)
        #expect(try await remind(test) == 0)
        test.clock.advance(by: 19 * day)
        #expect(try await remind(test) == 1)
        #expect(try await subjects(test).count == 2)
    }

    @Test func `what had passed when it was registered is not told again, and a new certificate begins anew`() async throws {
        let test = try await TestHouse.demo()
        try await test.keepCertificate(try test.certificate(days: 20), of: Town.fatima)
        #expect(try await remind(test) == 0)
        test.clock.advance(by: 14 * day)
        #expect(try await remind(test) == 1)
        try await test.keepCertificate(try test.certificate("New", days: 61), of: Town.fatima)
        #expect(try await remind(test) == 0)
        test.clock.advance(by: 2 * day)
        #expect(try await remind(test) == 1)
        try await test.house.write { tx in try tx.save(certificate: nil, of: Town.fatima.id, at: Date()) }
        test.clock.advance(by: 40 * day)
        #expect(try await remind(test) == 0)
    }

    @Test func `many that end at the same moment are all reminded, and whoever has no address once they have one`() async throws {
        let test = try await TestHouse.demo()
        let der = try test.certificate(days: 61)
        for person in Town.meuseCrowd.prefix(30) + [Town.fatima] { try await test.keepCertificate(der, of: person) }
        var fatima = Town.fatima
        fatima.email = nil
        try await test.house.write { [fatima] tx in try tx.saveContact(of: fatima) }
        test.clock.advance(by: 2 * day)
        let reachable = Town.meuseCrowd.prefix(30).count { $0.email != nil }
        #expect(try await remind(test) == reachable)
        try await test.house.write { tx in try tx.saveContact(of: Town.fatima) }
        #expect(try await remind(test) == 1)
        #expect(try await remind(test) == 0)
    }

    @Test func `a row that somebody else wrote reminds nobody`() async throws {
        let test = try await TestHouse.demo()
        try await test.keepCertificate(try test.certificate(days: 400), of: Town.fatima)
        let admin = DatabaseWriter(test: test)
        let row = try await admin.row(.ownCertificates, Town.fatima.id)
        var soon = row
        soon[2] = (test.clock.now + 5 * day).bound
        try await admin.put(soon, over: row, in: .ownCertificates)
        test.clock.advance(by: 60)
        #expect(try await remind(test) == 0)
        #expect(test.house.unauthentic.count(of: "own_certificates") > 0)
    }
}
