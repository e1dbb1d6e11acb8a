import Foundation
import Rules
import Sample
import Storage
import Testing

@testable import Server

/// The sealing key is changed while a server serves.
@Suite struct ResealingTests {
    @Test func `with a new key first all is read, and once resealed the old one is needed no more`() async throws {
        let walk = try await UsersWalk.demo()
        let (test, jan) = (walk.test, try await walk.test.signedIn(Town.jan))
        _ = try await walk.save(walk.form(for: Town.marieCollard.ssin.digits, in: jan), UsersWalk.marie(), in: jan)
        let file = test.data.appending(path: "keys/sealing")
        let (old, new) = (try String(contentsOf: file, encoding: .utf8), SealingKey.generate())
        try Data("\(new.base64)\n\(old)\n".utf8).write(to: file)

        // As after a restart with both keys.
        let both = try KeyRing(directory: file.deletingLastPathComponent()).sealer
        let house = test.house(with: both)
        let question = DecisionQuestion(person: Town.fatima.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona", domain: nil)
        #expect(try await house.decisions.decide([question]).map(\.decision.allowed) == [true])
        #expect(try await house.read { tx in try tx.person(Town.jan.ssin) } == Town.jan)

        var options = Options()
        (options.data, options.database, options.isDemo, options.zone) = (test.data, "\(try test.database.url())", true, test.house.zone)
        let (renewed, left) = try await Resealing(options).run()
        #expect(renewed > 100)
        #expect(left == 0)
        #expect(try await house.decisions.decide([question]).map(\.decision.allowed) == [true])
        #expect(try await Resealing(options).run() == (0, 0))

        try Data("\(new.base64)\n".utf8).write(to: file)
        _ = try await Audit.verify(options)
        let alone = test.house(with: Sealer(new))
        #expect(try await alone.read { tx in try tx.person(Town.jan.ssin) } == Town.jan)
        #expect(try await alone.decisions.decide([question]).map(\.decision.allowed) == [true])
        let draft = try await alone.read { tx in try tx.openDrafts(of: UserDraft.self, in: walk.quality.id).first }
        #expect(draft?.content.ssin == Town.marieCollard.ssin)
    }

    @Test func `an older row that was put back is not renewed, and verify still names it`() async throws {
        let walk = try await UsersWalk.demo()
        let (test, admin) = (walk.test, DatabaseWriter(test: walk.test))
        let jan = try await test.signedIn(Town.jan)
        _ = try await jan.post(walk.path(.qualityContact), ["email": "een@example.org"])
        let former = try await admin.row(.qualityContacts, walk.quality.id)
        _ = try await jan.post(walk.path(.qualityContact), ["email": "twee@example.org"])
        try await admin.put(former, over: try await admin.row(.qualityContacts, walk.quality.id), in: .qualityContacts)
        let file = test.data.appending(path: "keys/sealing")
        try Data("\(SealingKey.generate().base64)\n\(try String(contentsOf: file, encoding: .utf8))".utf8).write(to: file)
        var options = Options()
        (options.data, options.database, options.isDemo, options.zone) = (test.data, "\(try test.database.url())", true, test.house.zone)
        await #expect(throws: UnaccountedRows(kind: "quality_contacts")) { try await Resealing(options).run() }
        await #expect(throws: LedgerFault.olderRow("quality_contacts/\(walk.quality.id)")) { try await Audit.verify(options) }
    }
}

extension TestHouse {
    fileprivate func house(with sealer: Sealer) -> House {
        House(
            storage: house.storage, sealer: sealer, catalogue: house.catalogue, pages: house.pages, settings: house.settings,
            checkpoints: house.checkpoints, passwords: house.passwords, logger: house.logger, clock: house.clock)
    }
}
