import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

@Suite struct PerformTests {
    @Test func `nobody acts for an entity that has ceased`() async throws {
        let walk = try await UsersWalk.demo()
        let (browser, fatima) = (try await walk.test.signedIn(Town.jan), try await walk.user(Town.fatima))
        let ceased = walk.test.clock.now.addingTimeInterval(-86_400)
        _ = try await walk.test.house.write { tx in try tx.keep(["ceased_on": ceased.bound], in: .entities, where: "id = \(Town.deLinde.id)") }
        let acts = try await walk.acts()
        let page = try await browser.post(
            walk.path(.userApplications, fatima), ["step": "confirm", "had": "dimona", "had": "dmfa", "applications": "ecaro"])
        #expect(page.status == .unprocessableContent)
        #expect(page.body.contains(walk.test.house.pages.texts.say("refusals.entityCeased.remedy", in: .en)))
        #expect(try await walk.acts() == acts)
    }
}
