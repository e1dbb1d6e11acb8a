import Rules
import Sample
import Standards
import Testing

@testable import Server

/// What a node has written itself, its index takes in without reading it again.
@Suite struct LocalCommitTests {
    @Test func `whoever acts among many is decided by their own act at once`() async throws {
        let test = try await TestHouse.demo()
        try await test.house.decisions.load()
        let preparedActs = PreparedActs(test: test)
        let people = [Town.amelie, Town.lucas, Town.claire, Town.ingrid, Town.karl, Town.thomas, Town.nadia, Town.marc, Town.helene, Town.bart]
        let questions = people.map { DecisionQuestion(person: $0.ssin.digits, entity: Town.deLinde.number.digits, application: "dimona") }
        try await withThrowingTaskGroup { group in
            for (person, question) in zip(people, questions) {
                group.addTask {
                    try await preparedActs.register(person, ["dimona"], of: "nsso-employer", in: Town.deLinde, by: Town.jan)
                    #expect(try await test.house.decisions.decide([question]).first?.decision.reason == .granted)
                }
            }
            try await group.waitForAll()
        }
        let fresh = DecisionService(test.house.storage, Town.catalogue, test.house.sealer, test.house.logger)
        try await fresh.load()
        #expect(fresh.position == test.house.decisions.position)
        #expect(try await fresh.decide(questions) == test.house.decisions.decide(questions))
    }

    @Test func `what was undone is not taken for what took its place`() throws {
        let pending = PendingCommits()
        let start = LedgerHead(size: 0, root: MerkleFrontier().root)
        let (undone, first, second) = (try commit(after: [], "undone"), try commit(after: [], "first"), try commit(after: ["first"], "second"))
        for commit in [undone, first, second] { pending.add(commit) }
        #expect(pending.commits(from: start, to: undone.after) == nil)
        #expect(pending.commits(from: undone.after, to: second.after) == nil)
        #expect(pending.commits(from: start, to: second.after)?.map(\.after) == [first.after, second.after])
    }

    /// What would be added to a ledger of these leaves by one more.
    private func commit(after leaves: [String], _ leaf: String) throws -> LocalCommit {
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(MerkleTree.leafHash(of: Array(leaf.utf8))) }
        let before = LedgerHead(size: Int64(frontier.count), root: frontier.root)
        frontier.append(MerkleTree.leafHash(of: Array(leaf.utf8)))
        let growth = LedgerGrowth(before: before, end: LedgerEnd(frontier: frontier, sums: RowSums(key: [])), acts: [])
        return try #require(LocalCommit(growth, after: growth.after))
    }
}
