import Crypto
import Foundation
import Standards
import Storage
import Web

/// Takes over an installation of an earlier version, once: what can be checked is, and every row and act that carries no code gets one.
package struct Vouching {
    /// One kind of what is vouched for, and how.
    package struct Step: Sendable {
        package let name: String
        let vouch: @Sendable (borrowing Transaction) throws -> Int
    }

    /// In their order. Whatever carries a code has its step here.
    package static let steps: [Step] = Schema.kept.filter { $0.description != KeptTable.vouched.description }.map { table in
        Step(name: table.description) { tx in try tx.vouch(for: table) }
    }

    private let options: Options

    package init(_ options: Options) { self.options = options }

    /// - Returns: how many rows of each table were vouched for.
    /// - Throws: `VouchedBefore`; `AlreadyServed`; `LedgerFault`, when ledger, checkpoint and rows do not agree: nobody vouches for that.
    package func run() async throws -> [(table: String, rows: Int)] {
        let data = options.data
        try options.requireInstallation(holding: "keys/sealing")
        let ring = try KeyRing(directory: data.appending(path: "keys"))
        let lock = try ServingLock(in: data)
        defer { withExtendedLifetime(lock) {} }
        let storage = try Storage(try options.databaseURL).sealing(with: ring.sealer)
        defer { try? storage.close() }
        try await storage.migrate(Schema.migrations)
        guard !Vouched.isMarked(in: data), try await !storage.read({ tx in try tx.isVouched() }) else { throw VouchedBefore() }
        try await storage.completeProjections()
        let checkpoint = try CheckpointFiles.read(in: data.appending(path: "checkpoints"), key: ring.checkpoints.publicKey)
        let counts = try await storage.write(.snapshot) { [zone = options.zone] tx in
            // Without keys: there are no codes yet to be checked. What is found good and what is vouched for are of one moment.
            _ = try tx.notes.withoutKeys { try Verification(checkpoint: checkpoint).run(tx) }
            return try tx.vouch(zone, counted: checkpoint)
        }
        try Vouched.keepMark(in: data)
        return counts
    }
}

extension Transaction {
    /// Every step, and the mark that it was done.
    /// - Parameters:
    ///   - zone: in which the register's days begin from now on, where none was chosen yet.
    ///   - checkpoint: which counted the acts.
    func vouch(_ zone: Zone, counted checkpoint: Checkpoint?) throws -> [(table: String, rows: Int)] {
        let acts = try vouchForActs(counted: checkpoint).acts
        let counts = [(table: "acts", rows: Int(acts))] + (try Vouching.steps.map { (table: $0.name, rows: try $0.vouch(self)) })
        if try !hasRegisterZone() { try keepRegisterDays(in: zone) }
        // Vouched for, not changed: no act tells of it.
        _ = takeUntold()
        try noteVouched(at: SystemClock.now())
        return counts
    }
}

/// Whoever vouches twice vouches for what somebody else may have written in between.
package struct VouchedBefore: Error, CustomStringConvertible {
    package var description: String {
        "This installation was vouched for before: rows without a code were not written by it. chatelaine verify names them."
    }
}
