import Foundation
import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// Holds the schema of the database against what the migrations make, and looks for the marks of `Vouched`, again and again while the server runs: whoever
/// changes them then is found as whoever does so before a start. While they are others, nothing is written.
package final class SchemaWatch: Sendable {
    private let storage: Storage
    private let data: URL
    private let logger: Logger
    private let state = Mutex((made: SchemaDescription?.none, foreign: ForeignSchema?.none))
    private let isVouched = Mutex(true)

    /// - Parameter data: the data directory.
    init(_ storage: Storage, in data: URL, _ logger: Logger) { (self.storage, self.data, self.logger) = (storage, data, logger) }

    /// In how many ways it was another when it was looked at last.
    package var differences: Int { state.withLock { $0.foreign?.differences.count ?? 0 } + (isVouched.withLock { $0 } ? 0 : 1) }

    /// - Throws: `ForeignSchema`, when it was another at the last look; `VouchingLost`.
    package func require() throws {
        if let foreign = state.withLock({ $0.foreign }) { throw foreign }
        if !isVouched.withLock({ $0 }) { throw VouchingLost() }
    }

    /// Looks once. What it should be is made the first time.
    package func check() async throws {
        let known = state.withLock { $0.made }
        let made: SchemaDescription
        if let known { made = known } else { made = try await storage.schema(madeBy: Schema.migrations) }
        var found: ForeignSchema?
        do { try await storage.requireSchema(made) } catch let foreign as ForeignSchema { found = foreign }
        let before = state.withLock { [found] state in
            defer { state = (made, found) }
            return state.foreign
        }
        if let found, found != before {
            let objects = found.differences.prefix(5).map(\.description).joined(separator: "; ")
            logger.error("the database is not as Chatelaine made it; nothing is written", metadata: ["differences": "\(objects)"])
        } else if found == nil, before != nil {
            logger.notice("the database is as Chatelaine made it again")
        }
        if found == nil { try await checkMarks() }
    }

    /// Without the mark in the database somebody might be asked to vouch for rows that are not ours. Those beside the keys are put back.
    private func checkMarks() async throws {
        let (isThere, isCounted) = try await storage.read { tx in try (tx.isVouched(), tx.countsKeptRows()) }
        let wasThere = isVouched.withLock { known in
            defer { known = isThere }
            return known
        }
        guard isThere else {
            if wasThere { logger.error("the mark in the table vouched is gone; nothing is written") }
            return
        }
        for file in try Vouched.putBack(in: data, counted: isCounted) {
            logger.error("a mark beside the keys was gone", metadata: ["file": "\(file)"])
        }
    }
}

/// Looks each minute.
struct SchemaKeeper: Service {
    let watch: SchemaWatch

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await watch.check()
                    try await Task.sleep(for: .seconds(60))
                } catch is CancellationError {
                    return
                } catch {
                    // A database that is away is told of elsewhere.
                    do { try await Task.sleep(for: .seconds(10)) } catch { return }
                }
            }
        }
    }
}
