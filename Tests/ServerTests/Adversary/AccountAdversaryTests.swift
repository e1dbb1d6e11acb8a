import Foundation
import Rules
import Sample
import Storage
import TestSupport
import Testing
import Web

@testable import Server

/// What an administrator of the database would do to an account while its owner is signed in.
@Suite struct AccountAdversaryTests {
    private func isOutside(_ browser: Browser) async throws -> Bool {
        try await browser.get("/entities").location?.hasPrefix("/sign-in") == true
    }

    @Test func `a session by password opens no page without the account that says what it may`() async throws {
        let test = try await TestHouse.demo()
        let admin = DatabaseWriter(test: test)
        // The password was given by a manager, who may still know it: it acts in one entity, and must be changed first.
        try await test.house.write { tx in
            _ = try tx.keep(["must_change": 1.bound], in: .accounts, where: "person = \(Town.fatima.id)")
            try tx.confinePassword(of: Town.fatima.id, to: Town.deLinde.id)
        }
        let browser = try await test.signedIn(Town.fatima, .password)
        let account = try await admin.row(.accounts, Town.fatima.id)
        #expect(try await browser.get("/entities").location?.hasPrefix("/me/password") == true)
        var freed = account
        for (column, value) in zip(try KeptTable.accounts.places(["must_change", "given_in"]), [Value.integer(0), .null]) { freed[column] = value }
        try await admin.put(freed, over: account, in: .accounts)
        #expect(try await isOutside(browser))
        try await admin.delete(freed, in: .accounts)
        #expect(try await isOutside(browser))
        try await admin.insert(account, in: .accounts)
        #expect(try await browser.get("/entities").location?.hasPrefix("/me/password") == true)
    }
}
