import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import TestSupport
import Testing
import Web

@testable import Server

/// Writes the installation that this version would leave, once a version: `CHATELAINE_WRITE_GOLDEN=NAME make test-fast FILTER=WriteGolden`, on each
/// engine, keeps it as `Tests/Golden/NAME`. What is kept is never written again.
@Suite(.enabled(if: GoldenInstallation.asked != nil)) struct WriteGolden {
    @Test func `every act of this version, on the engine of this run`() async throws {
        let name = try #require(GoldenInstallation.asked)
        let walk = try await UsersWalk.demo()
        let (test, preparedActs) = (walk.test, PreparedActs(test: walk.test))
        try await ofEntities(test, preparedActs)
        try await ofManagers(test, preparedActs)
        try await ofUsers(walk)
        try await ofOwnData(test)
        try await unfinished(walk, preparedActs)
        try test.house.checkpoints.settle()
        let facts = try await test.house.read { tx in try tx.goldenFacts() }
        #expect(Set(facts.codes) == Set(ActCode.allCases.map(\.rawValue)))
        if TestEngine.chosen == .sqlite {
            _ = try await test.house.storage.write { tx in try tx.run("UPDATE ledger SET frontier = frontier") }
            try test.house.storage.close()
        }
        try GoldenInstallation(folder: GoldenInstallation.root.appending(path: name), engine: .chosen).write(from: test.data, test.database, facts)
    }

    private func ofEntities(_ test: TestHouse, _ preparedActs: PreparedActs) async throws {
        try await preparedActs.designate(Town.claire, of: Town.tournesol, by: Town.claire)
        try await preparedActs.activate("nsso-employer", for: Town.tournesol, manager: Town.bart, by: Town.claire)
        try await preparedActs.designate(Town.amelie, of: Town.meuse, by: Town.bart)
        let sofie = try await test.signedIn(Town.sofie)
        #expect(
            try await sofie.post("/entities/0999999130/contact", ["email": "info@delinde.example.org", "phone": "09 000 10 00"]).status == .seeOther)
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        #expect(
            try await sofie.post("/entities/0999999130/qualities/\(quality.id)/contact", ["email": "rsz@delinde.example.org"]).status == .seeOther)
        try await preparedActs.appointCoChief(Town.karl, of: Town.vennbahn, by: Town.ingrid)
        for fate in [PreparedActs.Fate.block, .unblock, .remove] {
            try await preparedActs.end(fate, Town.karl, of: nil, in: Town.vennbahn, by: Town.ingrid)
        }
        try await preparedActs.appointCoChief(Town.lucas, of: Town.vennbahn, by: Town.ingrid)
        // Whose password is set has an account.
        _ = try await test.signedIn(Town.lucas, .password)
        try await touch(Town.lucas, as: .coChief, in: Place(entity: Town.vennbahn.id), by: Town.ingrid, .appointCoChiefs, test)
        try await preparedActs.end(.block, Town.lucas, of: nil, in: Town.vennbahn, by: Town.ingrid)
    }

    private func ofManagers(_ test: TestHouse, _ preparedActs: PreparedActs) async throws {
        for fate in [PreparedActs.Fate.block, .unblock, .remove] {
            try await preparedActs.end(fate, Town.pieter, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        }
        try await preparedActs.appointCoManager(Town.pieter, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        try await touch(Town.pieter, as: .coManager, in: Place(quality), by: Town.jan, .appointCoManagers, test)
        try await preparedActs.appointManager(Town.amelie, of: "care-home", in: Town.deLinde, by: Town.sofie)
        try await preparedActs.appointManager(Town.lucas, of: "care-home", in: Town.deLinde, by: Town.sofie)
    }

    /// Edited, and given a password.
    private func touch(_ person: Person, as role: Role, in place: Place, by actor: Person, _ power: Power, _ test: TestHouse) async throws {
        let holdings = try await test.house.read { tx in try tx.holdings(of: person.id) }
        let held = try #require(holdings.first { $0.assignment.place == place && $0.assignment.role == role }).assignment.id
        let occasion = try await test.occasion(of: actor, power, in: place)
        let change = try UserChange(Form(["language": ["fr"], "email": ["golden@example.com"], "secondEmail": [""]]))
        _ = try await test.perform(EditUser(user: held, place: place, change: change, seen: Form([:]).seen(UserChange.fields)), on: occasion)
        _ = try await test.perform(SetUserPassword(user: held, place: place, hash: "none"), on: occasion)
    }

    private func ofUsers(_ walk: UsersWalk) async throws {
        let jan = try await walk.test.signedIn(Town.jan)
        let draft = try await walk.save(try await walk.form(for: Town.marieCollard.ssin.digits, in: jan), UsersWalk.marie(), in: jan)
        #expect(try await jan.post(draft).status == .seeOther)
        let fatima = try await walk.user(Town.fatima)
        let acts: [(UserAddress, KeyValuePairs<String, String>)] = [
            (.userApplications, ["applications": "dimona", "applications": "ecaro", "had": "dimona", "had": "dmfa", "step": "confirm"]),
            (.editUser, ["language": "fr", "email": "fatima@example.com", "secondEmail": "f.elamrani@example.com"]),
            (.userPassword, ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]), (.blockUser, ["reason": "leaving"]),
            (.unblockUser, [:]), (.blockUser, ["reason": "absence"]),
        ]
        for (address, fields) in acts { #expect(try await jan.post(walk.path(address, fatima), fields).status == .seeOther, "\(address.pattern)") }
        let marie = try #require(try await walk.found(Town.marieCollard.ssin)).person
        #expect(try await jan.post(walk.path(.removeUser, try await walk.user(marie))).status == .seeOther)
        let again = try await walk.save(
            try await walk.form(for: Town.marieCollard.ssin.digits, in: jan), ["language": "fr", "email": "m@example.com", "applications": "ecaro"],
            in: jan)
        #expect(try await jan.post(again).status == .seeOther)
    }

    private func ofOwnData(_ test: TestHouse) async throws {
        let karl = try await test.signedIn(Town.karl)
        #expect(try await karl.post("/me", ["language": "fr", "email": "karl@example.org", "phone": "087 00 10 08"]).location == "/me")
        let chosen = "sieben-lange-lampen"
        #expect(
            try await karl.post("/me/password", ["currentPassword": Town.password, "password": chosen, "passwordAgain": chosen]).location == "/me")
        let nadia = try await test.signedIn(Town.nadia)
        for _ in 0..<2 {
            #expect(try await nadia.load(try test.certificate("Nadia Benali")).status == .seeOther)
            #expect(try await nadia.post("/me/certificate/remove", nadia.get("/me/certificate/remove").hidden).status == .seeOther)
        }
        #expect(try await karl.load(try test.certificate("Karl Weber")).status == .seeOther)
    }

    /// A draft, a discarded one, a failure to sign in, a form whose session has ended.
    private func unfinished(_ walk: UsersWalk, _ preparedActs: PreparedActs) async throws {
        // Pieter must choose a password first.
        let jan = try await walk.test.signedIn(Town.jan)
        try await preparedActs.saveDraft(of: Town.nadia.ssin, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.pieter)
        let discarded = try await walk.save(
            try await walk.form(for: Town.thomas.ssin.digits, in: jan), ["language": "fr", "email": "t@example.com", "applications": "dimona"],
            in: jan)
        #expect(try await jan.post("\(discarded)/discard").status == .seeOther)
        _ = try await walk.test.browser().post("/sign-in", ["userName": "karlweber", "password": "falsch"])
        walk.test.clock.advance(by: 3600)
        _ = try await jan.post(walk.path(.newUser), ["ssin": Town.ingrid.ssin.digits])
        walk.test.clock.advance(by: -3600)
    }
}
