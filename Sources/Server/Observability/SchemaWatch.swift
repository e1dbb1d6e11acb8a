import Logging
import ServiceLifecycle
import Storage
import Synchronization

/// Holds the schema of the database against what the migrations make, again and again while the server runs: whoever changes it then is found as whoever
/// does so before a start. While it is another, nothing is written.
package final class SchemaWatch: Sendable {
    private let storage: Storage
    private let logger: Logger
    private let state = Mutex((made: SchemaDescription?.none, foreign: ForeignSchema?.none))

    init(_ storage: Storage, _ logger: Logger) { (self.storage, self.logger) = (storage, logger) }

    /// In how many ways it was another when it was looked at last.
    package var differences: Int { state.withLock { $0.foreign?.differences.count ?? 0 } }

    /// - Throws: `ForeignSchema`, when it was another at the last look.
    package func require() throws { if let foreign = state.withLock({ $0.foreign }) { throw foreign } }

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
