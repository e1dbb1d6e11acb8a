import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// Whoever gives someone a password may still know it when that person is trusted elsewhere.
@Suite struct GivenPasswordTests {
    /// Fatima's password was given in De Linde, and she has become co-chief of Vennbahn since.
    private func fatimaElsewhere() async throws -> TestHouse {
        let test = try await TestHouse.demo()
        let (clock, newID) = (test.clock, test.house.newID)
        try await test.house.write { tx in
            try tx.confinePassword(of: Town.fatima.id, to: Town.deLinde.id)
            guard let chief = try tx.chief(of: Town.vennbahn.id) else { throw NotFound() }
            let occasion = Occasion(acting: Acting(chief.assignment, isBlocked: false), at: clock.now, newID: { newID() })
            try tx.enact(try Town.vennbahn.coChiefAppointed(Town.fatima.id, chief: Town.ingrid.id, held: nil, on: occasion))
        }
        return test
    }

    @Test func `a password that somebody else gave does not act in another entity`() async throws {
        let test = try await fatimaElsewhere()
        let page = try await test.signedIn(Town.fatima, .password).get("/entities/0999999328")
        #expect(page.status == .forbidden)
        #expect(page.body.contains("electronic identity card"))
    }

    @Test func `it acts where it was given`() async throws {
        let test = try await fatimaElsewhere()
        #expect(try await test.signedIn(Town.fatima, .password).get("/me/accesses").status == .ok)
    }

    @Test func `her own card acts everywhere`() async throws {
        let test = try await fatimaElsewhere()
        #expect(try await test.signedIn(Town.fatima, .eID).get("/entities/0999999328").status == .ok)
    }

    @Test func `a password she chooses with her card acts everywhere`() async throws {
        let test = try await fatimaElsewhere()
        let password = "sept clefs de laiton"
        let page = try await test.signedIn(Town.fatima, .eID).submit("/me/password", ["password": password, "passwordAgain": password])
        #expect(page.status == .ok)
        #expect(try await test.signedIn(Town.fatima, .password).get("/entities/0999999328").status == .ok)
    }

    @Test func `a password she chooses with the given one still acts there only`() async throws {
        let test = try await fatimaElsewhere()
        let password = "sept clefs de laiton"
        let browser = try await test.signedIn(Town.fatima, .password)
        let page = try await browser.submit(
            "/me/password", ["currentPassword": Town.password, "password": password, "passwordAgain": password])
        #expect(page.status == .ok)
        #expect(try await browser.get("/entities/0999999328").status == .forbidden)
    }
}
