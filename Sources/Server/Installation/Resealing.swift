import Crypto
package import Foundation
import Rules
import Storage

/// Renews what was sealed, hashed and coded with older keys, while a server serves or not: some rows at a time, each batch in one short transaction.
/// Afterwards no row needs the older keys; acts told of older codes stay as they are, and are told anew.
package struct Resealing {
    private let options: Options

    package init(_ options: Options) { self.options = options }

    /// - Parameter isRenewed: told of each table and number of rows as they are written.
    /// - Throws: `UnauthenticRows` are not renewed, only counted: they stay worth nothing.
    /// - Returns: how many rows were renewed, and how many were left because this installation did not write them.
    package func run(isRenewed: @Sendable (_ table: String, _ rows: Int) -> Void = { _, _ in }) async throws -> (renewed: Int, left: Int) {
        try options.requireInstallation(holding: "keys/sealing")
        let directory = try await DataDirectory(options)
        defer { try? directory.close() }
        let (storage, newID) = (directory.storage, IDGenerator(clock: SystemClock.now))
        let told = try await storage.read { tx in (rows: try tx.toldRows(), size: try tx.ledgerHead().size) }
        var (renewed, left) = (0, 0)
        for table in Schema.kept {
            var last: [Value]?
            repeat {
                let from = last
                let batch = try await storage.write { tx in
                    let batch = try tx.reseal(table, after: from, most: Act.mostTold, told)
                    try tx.untellOthers(than: told.rows)
                    try tx.tellKept(at: SystemClock.now()) { newID() }
                    return batch
                }
                last = batch.last
                renewed += batch.renewed
                left += batch.left
                if batch.renewed > 0 { isRenewed(table.description, batch.renewed) }
            } while last != nil
        }
        renewed += try await renewActs(storage, isRenewed)
        return (renewed, left)
    }

    private func renewActs(_ storage: Storage, _ isRenewed: @Sendable (_ table: String, _ rows: Int) -> Void) async throws -> Int {
        var (renewed, next): (Int, Int64?) = (0, 0)
        while let from = next {
            let batch = try await storage.write { tx in try tx.renewCodes(ofActsFrom: from, most: Act.mostTold) }
            (renewed, next) = (renewed + batch.renewed, batch.next)
            if batch.renewed > 0 { isRenewed("acts", batch.renewed) }
        }
        try await storage.write { tx in try tx.renewEnd() }
        return renewed
    }
}
