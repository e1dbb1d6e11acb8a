import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// The demo world, in which rows of every table that ever changes were changed lawfully: as they were, as they are, and those who ask what that gives.
struct ChangedTown: Sendable {
    let test: TestHouse
    let writer: RowWriter
    /// Rows by table.
    let before: [String: [[Value]]]
    let after: [String: [[Value]]]
    let askers: Askers

    static func made() async throws -> ChangedTown {
        let walk = try await UsersWalk.demo()
        let test = walk.test
        let writer = try RowWriter(test)
        var askers = Askers()
        func open(_ name: String, _ person: Person, _ assurance: Assurance = .eID) async throws -> Browser {
            let browser = try await test.signedIn(person, assurance)
            askers.sessions.append((name, try #require(browser.cookie("chatelaine-session"))))
            return browser
        }
        let drafts = try await prepare(walk)
        let sofie = try await open("Sofie, signed out", Town.sofie)
        for (person, assurance): (Person, Assurance) in [(Town.fatima, .password), (Town.nadia, .password), (Town.nadia, .eID)] {
            _ = try await open("\(person.name), before, \(assurance)", person, assurance)
        }
        let before = try await writer.rows()
        try await change(walk, drafts)
        _ = try await sofie.post("/sign-out")
        _ = try await test.browser().post("/sign-in", ["userName": "janvermeulen", "password": Town.password])
        for (name, person) in [
            ("Claire", Town.claire), ("Sofie", Town.sofie), ("Jan", Town.jan), ("Pieter", Town.pieter), ("Marc", Town.marc), ("Karl", Town.karl),
            ("Lucas", Town.lucas), ("Thomas", Town.thomas),
        ] { _ = try await open(name, person) }
        _ = try await open("Nadia", Town.nadia, .password)
        let after = try await writer.rows()
        let users = walk.path(.users)
        askers.pages = [
            ("Claire", "/designation/\(Town.tournesol.number.digits)"), ("Thomas", "/designation/\(Town.atelierFerme.number.digits)"),
            ("Sofie", "/entities/\(Town.deLinde.number.digits)/activate"), ("Pieter", users), ("Lucas", users), ("Thomas", users),
            ("Marc", "/entities/\(Town.meuse.number.digits)"), ("Karl", "/entities/\(Town.vennbahn.number.digits)"),
            ("Nadia", "/entities/\(Town.amisDuLivre.number.digits)"), ("Sofie, signed out", "/entities"),
        ]
        askers.passwords = [
            ("fatimaelamrani", Town.password), ("fatimaelamrani", own), ("nadiabenali", Town.password), ("nadiabenali", given),
            ("sofiepeeters", Town.password),
        ]
        return ChangedTown(test: test, writer: writer, before: before, after: after, askers: askers)
    }

    private static let (own, given) = ("violet bicycle 88 lamps", "Given by a manager 1")

    /// What there must be so that it can be changed; two drafts.
    private static func prepare(_ walk: UsersWalk) async throws -> [Key<DraftRow>] {
        let (acts, test) = (PreparedActs(test: walk.test), walk.test)
        try await acts.register(Town.lucas, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        // Failures, look-ups, disclosures.
        _ = try await test.browser().post("/sign-in", ["userName": "janvermeulen", "password": "not this one"])
        let jan = try await test.signedIn(Town.jan)
        _ = try await walk.form(for: Town.marieCollard.ssin.digits, in: jan)
        _ = try await jan.get(walk.path(.user, walk.user(Town.fatima)))
        try await test.house.disclosures.write()
        try await test.keepCertificate(try test.certificate("Former", days: 50), of: Town.jan)
        try await test.keepCertificate(try test.certificate("Another", days: 50), of: Town.sofie)
        let (now, quality) = (test.clock.now, walk.quality.id)
        try await test.house.write { tx in
            try tx.save(email: EmailAddress("former@delinde.example.org"), of: quality)
            if let certificate = try tx.expiringCertificate(of: Town.sofie.id) { _ = try tx.claimReminder(60, of: certificate) }
            try tx.hold(HeldForm(path: "/me", values: [:]), under: [UInt8](repeating: 1, count: 32), for: Town.jan.id, in: [1], at: now)
            try tx.hold(HeldForm(path: "/me", values: [:]), under: [UInt8](repeating: 2, count: 32), for: Town.sofie.id, in: [2], at: now)
        }
        return [
            try await acts.saveDraft(of: Town.amelie.ssin, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan),
            try await acts.saveDraft(of: Town.marieCollard.ssin, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.pieter),
        ]
    }

    private static func change(_ walk: UsersWalk, _ drafts: [Key<DraftRow>]) async throws {
        let (acts, test, quality) = (PreparedActs(test: walk.test), walk.test, walk.quality)
        try await acts.end(.remove, Town.lucas, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.end(.unblock, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.give(Town.fatima, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.end(.block, Town.deLindeCrowd[0], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.end(.remove, Town.pieter, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        try await acts.end(.remove, Town.marc, of: nil, in: Town.meuse, by: Town.helene)
        try await acts.cease(Town.vennbahn)
        try await test.keepCertificate(try test.certificate("New"), of: Town.jan)
        let now = test.clock.now
        let hash = try await test.house.passwords.hash(given)
        try await test.house.write { tx in
            try tx.save(until: now.addingTimeInterval(-86_400), of: Town.claireRepresents.id)
            try tx.save(EntityContact(email: EmailAddress("new@delinde.example.org"), phone: nil), of: Town.deLinde.id)
            try tx.save(email: EmailAddress("new@delinde.example.org"), of: quality.id)
            try tx.moveForms(of: Town.jan.id, from: [1], to: [3])
            // Somebody else gives Nadia a password.
            try tx.setPassword(hash, mustChange: true, for: Town.nadia.id, at: now)
            try tx.confinePassword(of: Town.nadia.id, to: Town.amisDuLivre.id)
            try tx.revokeSessions(of: Town.nadia.id, except: nil, at: now)
            if let draft = try tx.draft(drafts[0], of: UserDraft.self, for: .managers(of: quality.id)) { try tx.discard(draft, at: now) }
        }
        // Fatima chooses one of her own.
        let fatima = try await test.signedIn(Town.fatima)
        #expect(try await fatima.post("/me/password", ["password": own, "passwordAgain": own]).status == .seeOther)
    }

    /// The same database, served after a start; what keeps it from starting is thrown. Its schema is as it was.
    func restarted() async throws -> TestHouse {
        var options = Options()
        (options.data, options.database, options.isDemo) = (test.data, "\(try test.database.url())", true)
        try await DataDirectory.settle(test.house.storage, options)
        let restarted = test.restarted()
        try await restarted.house.decisions.load()
        return restarted
    }
}

extension TestHouse {
    /// As `chatelaine verify` does it, but for the schema: whoever wrote to rows left it as it was.
    func verifiedRows() async throws {
        let checkpoint = house.checkpoints.last
        try await house.storage.read { tx in
            guard try tx.isVouched() else { throw VouchingLost() }
            _ = try Verification(checkpoint: checkpoint).run(tx)
        }
    }
}
