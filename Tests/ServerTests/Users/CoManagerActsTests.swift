import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

/// MISSION M8: what is done about a co-manager, on the pages on which it is done about a user.
@Suite struct CoManagerActsTests {
    @Test func `the manager blocks, unblocks, edits and removes a co-manager, each said before and told`() async throws {
        let walk = try await UsersWalk.demo()
        let (jan, pieter) = (try await walk.test.signedIn(Town.jan), try await walk.user(Town.pieter))
        let entry = try await jan.get(walk.path(.user, pieter))
        for address in [Address.editUser, Address.userPassword, Address.blockUser, Address.removeUser] {
            #expect(entry.body.contains("href=\"\(walk.path(address, pieter))\""), "\(address.pattern)")
        }
        #expect(!entry.body.contains(walk.path(.userApplications, pieter)))

        let sure = try await jan.get(walk.path(.blockUser, pieter))
        #expect(sure.body.contains(walk.words("staff.co-manager.block.effect")) && sure.body.contains(walk.words("users.told")))
        #expect(!sure.body.contains(walk.words("users.block.opensNothing")))
        #expect(try await jan.post(walk.path(.blockUser, pieter), ["reason": "absence"]).status == .seeOther)
        #expect(try await walk.holding(Town.pieter)?.isBlocked == true)
        #expect(try await walk.test.signedIn(Town.pieter).get(walk.path(.users)).status == .forbidden)
        #expect(try await jan.get(walk.path(.unblockUser, pieter)).body.contains(walk.words("staff.co-manager.unblock.effect")))
        #expect(try await jan.post(walk.path(.unblockUser, pieter)).status == .seeOther)
        let fields: KeyValuePairs = ["language": "nl", "email": "pieter@example.org", "secondEmail": ""]
        #expect(try await jan.post(walk.path(.editUser, pieter), fields).status == .seeOther)
        let password: KeyValuePairs = ["password": "zeven-bruine-bonen", "passwordAgain": "zeven-bruine-bonen"]
        #expect(try await jan.post(walk.path(.userPassword, pieter), password).status == .seeOther)
        #expect(try await jan.get(walk.path(.removeUser, pieter)).body.contains(walk.words("staff.co-manager.remove.effect")))
        for _ in 0..<2 { #expect(try await jan.post(walk.path(.removeUser, pieter)).location == walk.path(.users)) }
        #expect(try await jan.get(walk.path(.users)).body.contains("Pieter Claes has been removed"))

        let codes = try await walk.test.acts().filter { $0.at == walk.test.clock.now && !$0.code.isOfInstallation }.map(\.code)
        #expect(codes == [.coManagerBlocked, .coManagerUnblocked, .coManagerEdited, .coManagerPasswordSet, .coManagerRemoved])
        let subjects = try await walk.letters().map(\.subject)
        for kind in ["blocked", "unblocked", "removed"] {
            #expect(subjects.contains(walk.sentence("staff.letters.\(kind).subject", ["entity": walk.entity.name], .nl)), "\(kind)")
        }
        #expect(try await walk.test.verified().size > 0)
    }

    @Test func `a co-manager may do none of it to another, and is told who can`() async throws {
        let walk = try await UsersWalk.demo()
        try await PreparedActs(test: walk.test).appointCoManager(Town.lucas, of: walk.quality.domain, in: walk.entity, by: Town.jan)
        let (pieter, lucas) = (try await walk.test.signedIn(Town.pieter), try await walk.user(Town.lucas))
        let acts = try await walk.acts()
        let entry = try await pieter.get(walk.path(.user, lucas))
        #expect(entry.body.contains(walk.words("staff.co-manager.readOnly")) && !entry.body.contains(walk.path(.blockUser, lucas)))
        for address in [Address.editUser, Address.userPassword, Address.blockUser, Address.removeUser, Address.unblockUser] {
            for page in [try await pieter.get(walk.path(address, lucas)), try await pieter.post(walk.path(address, lucas), ["reason": "absence"])] {
                #expect(page.status == .forbidden && page.body.contains("Jan Vermeulen"), "\(address.pattern)")
            }
        }
        // Of a co-manager nothing is ticked, and a manager is replaced.
        let jan = try await walk.test.signedIn(Town.jan)
        #expect(try await jan.post(walk.path(.userApplications, lucas), ["applications": "dimona", "step": "confirm"]).status != .seeOther)
        let sofie = try await walk.test.signedIn(Town.sofie)
        #expect(try await sofie.post(walk.path(.blockUser, try await walk.user(Town.jan)), ["reason": "absence"]).status == .notFound)
        #expect(try await walk.acts() == acts)
    }

    @Test func `what is shown before is what is done, and what undoes it undoes it`() async throws {
        let walk = try await UsersWalk.demo()
        let (test, place) = (walk.test, Place(walk.quality))
        let occasion = try await test.occasion(of: Town.jan, .appointCoManagers, in: place)
        let pieter = try await walk.user(Town.pieter)
        let block = BlockUser(user: pieter, in: place, reason: .leaving)
        let preview = try await test.house.read { tx in try tx.preview(block.plan(in: tx, on: occasion)) }
        #expect(preview.consequences == [.blocked(Town.pieter.id), .told(Town.pieter.id)])
        let plan = try await test.perform(block, on: occasion)
        #expect(plan.acts.map(\.code) == [.coManagerBlocked])
        let unblock = UnblockUser(user: pieter, in: place)
        let back = try await test.house.read { tx in try tx.preview(unblock.plan(in: tx, on: occasion)) }
        #expect(back.consequences == [.regains(.coManager, Town.pieter.id), .told(Town.pieter.id)])
        for operation in plan.undo { _ = try await test.perform(#require(operation as? UnblockUser), on: occasion) }
        #expect(try await walk.holding(Town.pieter)?.isBlocked == false)

        let add = AddUser(Town.amelie.ssin, as: .coManager(of: walk.quality), details: .untouched)
        let added = try await test.perform(add, on: occasion)
        #expect(try await walk.holding(Town.amelie)?.assignment.role == .coManager)
        for operation in added.undo { _ = try await test.perform(#require(operation as? RemoveUser), on: occasion) }
        #expect(try await walk.holding(Town.amelie) == nil)
        // Whoever was a user before would not be one again.
        let raised = try await test.house.read { tx in
            try AddUser(Town.fatima.ssin, as: .coManager(of: walk.quality), details: .untouched).plan(in: tx, on: occasion)
        }
        #expect(raised.undo.isEmpty)
    }
}
