import Rules
import Storage
import TestSupport
import Testing

@testable import Server

/// Every table of the schema and every way to write to it by SQL alone: nobody is given anything that they were not given before, by a server that runs nor
/// by one that is started on it, and `verify` names the table.
@Suite struct EveryTableAdversaryTests {
    @Test(arguments: Tampering.Kind.allCases) func `no table gives anything by it`(kind: Tampering.Kind) async throws {
        let town = try await ChangedTown.made()
        let given = await town.askers.given(by: town.test)
        #expect(try await town.askers.given(by: town.restarted()) == given)
        _ = try await town.test.verified()
        var tried: Set<String> = []
        for tampering in Tampering.all(kind, in: town) {
            // What the schema forbids is refused already.
            do { try town.writer.exchange(tampering.former, for: tampering.rows, in: tampering.table) } catch is TestCluster.Broken { continue }
            try await expectNothing(of: tampering, in: town, given)
            try town.writer.exchange(tampering.rows, for: tampering.former, in: tampering.table)
            tried.insert(tampering.table.name)
        }
        // Nothing changes these, or another test does.
        let never: Set = ["vouched", "invented_worlds", "register_zone", "entitlements"]
        switch kind {
        case .delete: #expect(tried == Set(town.writer.tables.map(\.name)))
        case .replay:
            #expect(tried.isSuperset(of: Schema.kept.map(\.description).filter { !never.contains($0) } + ["grants", "blocks", "assignments"]))
        case .update, .insert, .swap: #expect(tried.isSuperset(of: ["grants", "blocks", "assignments", "roster"]))
        }
        _ = try await town.test.verified()
    }

    private func expectNothing(of tampering: Tampering, in town: ChangedTown, _ given: Set<String>) async throws {
        let isUpdate = tampering.kind == .update
        let running = await (isUpdate ? town.askers.withoutPages : town.askers).given(by: town.test).subtracting(given)
        #expect(running.isEmpty, "\(tampering): a running server gave \(running)")
        // One that is not started gives nothing; on each row that was written over another test starts one (`LedgerRowsAdversaryTests`).
        if !isUpdate, let restarted = try? await town.restarted() {
            let started = await town.askers.given(by: restarted).subtracting(given)
            #expect(started.isEmpty, "\(tampering): a started server gave \(started)")
        }
        do {
            try await town.test.verifiedRows()
            #expect(!tampering.isNamed, "\(tampering): it verifies")
        } catch { #expect(tampering.isNamed(in: error), "\(tampering): \(error)") }
    }
}
