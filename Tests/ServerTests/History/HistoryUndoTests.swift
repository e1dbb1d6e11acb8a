import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// What can still be taken back is offered in the history, and what was, says so.
@Suite struct HistoryUndoTests {
    private func links(_ page: Browser.Page) -> [String] {
        page.body.matches(of: /href="([^"]+\/users\/undo\/[0-9]+[^"]*)"/).map { String($0.output.1) }
    }

    @Test func `an act is taken back from the history, alone, and both then name each other`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.block()
        let jan = try await walk.test.signedIn(Town.jan)
        let link = try #require(links(try await jan.get(walk.ofFatima)).first)
        let asked = try await jan.get(link)
        #expect(asked.body.contains("1 act is undone"))
        walk.test.clock.advance(by: 60)
        _ = try await jan.submit(link, asked.hidden + [("step", "confirm")])
        #expect(try await walk.walk.holding(Town.fatima)?.isBlocked == false)
        let page = try await jan.get(walk.ofFatima)
        #expect(
            walk.told(page).prefix(2) == ["Jan Vermeulen unblocked Fatima El Amrani as a user.", "Jan Vermeulen blocked Fatima El Amrani as a user."])
        let positions = page.body.matches(of: /<tr id="(act-[0-9]+)"/).map { String($0.output.1) }
        let (undoing, undone) = (try #require(positions.first), try #require(positions.dropFirst().first))
        let rows = page.body.components(separatedBy: "<tr id=").dropFirst()
        #expect(rows.first?.contains("<a href=\"#\(undone)\">Undoes what was done on") == true)
        #expect(rows.dropFirst().first?.contains("<a href=\"#\(undoing)\">Undone on") == true)
        #expect(rows.dropFirst().first?.contains("Undoes") == false)
        // What was taken back is not offered again; taking back is itself an act that can be.
        #expect(links(page).count == 1)
    }

    @Test func `of what was done together one is taken back alone, or all from the last of them`() async throws {
        let walk = try await HistoryWalk.demo()
        let users = Array(try await walk.others.prefix(3))
        let plan = try await walk.perform(
            ChangeSelection(change: .block(.absence), users: .ticked(users), quality: walk.walk.quality, domain: walk.domain, most: 1000))
        let jan = try await walk.test.signedIn(Town.jan)
        let page = try await jan.get(walk.ofQuality)
        let (alone, together) = (links(page).filter { $0.hasSuffix("?alone=1") }, links(page).filter { !$0.hasSuffix("?alone=1") })
        #expect(alone.count == 3 && together.count == 1)
        #expect(together.first?.hasSuffix("\(try #require(plan.acts.last).id)") == true)
        #expect(try await jan.get(try #require(alone.last)).body.contains("1 act is undone"))
        #expect(try await jan.get(try #require(together.first)).body.contains("3 acts are undone"))
        let asked = try await jan.get(alone[1])
        _ = try await jan.submit(alone[1], asked.hidden + [("step", "confirm")])
        let quality = walk.walk.quality.id
        let blocked = try await walk.test.house.read { tx in
            try tx.holdings(users).count { $0.isBlocked && $0.assignment.quality == quality }
        }
        #expect(blocked == 2)
    }

    @Test func `nothing is offered that the rules refuse, that has changed since, or that is too old`() async throws {
        let walk = try await HistoryWalk.demo()
        try await walk.block()
        try await walk.perform(UnblockUser(user: walk.fatima, in: walk.place))
        let jan = try await walk.test.signedIn(Town.jan)
        #expect(links(try await jan.get(walk.ofFatima)).count == 1, "only the last act still stands as it was left")
        walk.test.clock.advance(by: Act.undoSpan + 1)
        let later = try await walk.test.signedIn(Town.jan)
        #expect(links(try await later.get(walk.ofFatima)).isEmpty)
    }

    @Test func `a co-manager is not offered to take back what was done to another co-manager`() async throws {
        let walk = try await HistoryWalk.demo()
        let pieter = try await walk.walk.user(Town.pieter)
        try await walk.block(pieter)
        try await walk.perform(UnblockUser(user: pieter, in: walk.place))
        let offered = links(try await walk.test.signedIn(Town.jan).get(walk.ofQuality))
        #expect(offered.count == 1)
        #expect(links(try await walk.test.signedIn(Town.pieter).get(walk.ofQuality)).isEmpty)
    }
}
