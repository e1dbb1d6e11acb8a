package import Foundation
package import Logging
package import Rules
package import Storage

/// What every feature may use: the doors to storage, words, time and secrets. Made once, at start.
package struct House: Sendable {
    package let storage: Storage
    package let sealer: Sealer
    package let catalogue: Catalogue
    package let pages: Pages
    package let settings: Settings
    package let checkpoints: Checkpoints
    package let passwords: PasswordHash
    package let logger: Logger
    package let clock: @Sendable () -> Date
    package let mint: Mint
    package let metrics: Metrics
    package let health: Health
    /// Nil unless traces are collected.
    package let tracer: SpanTracer?

    package init(
        storage: Storage, sealer: Sealer, catalogue: Catalogue, pages: Pages, settings: Settings, checkpoints: Checkpoints, passwords: PasswordHash,
        logger: Logger, clock: @escaping @Sendable () -> Date = House.now, metrics: Metrics = Metrics(), tracer: SpanTracer? = nil
    ) {
        self.storage = storage
        self.sealer = sealer
        self.catalogue = catalogue
        self.pages = pages
        self.settings = settings
        self.checkpoints = checkpoints
        self.passwords = passwords
        self.logger = logger
        self.clock = clock
        self.mint = Mint(clock: clock)
        self.metrics = metrics
        self.tracer = tracer
        health = Health(storage)
    }

    /// The present, in whole microseconds.
    package static let now: @Sendable () -> Date = {
        Date(timeIntervalSince1970: (Date().timeIntervalSince1970 * 1_000_000).rounded() / 1_000_000)
    }

    /// Writes in one transaction; when it recorded acts, their checkpoint is on disk outside the database before this returns.
    package func write<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        let checkpoints = checkpoints
        let (value, head) = try await tracedWrite { tx in
            let before = try tx.ledgerHead()
            let value = try body(tx)
            let after = try tx.ledgerHead()
            guard after.size > before.size else { return (value, LedgerHead?.none) }
            // Never sign a ledger whose past is not the one signed before.
            try checkpoints.continues(before)
            return (value, after)
        }
        if let head { try await checkpoints.keep(head, at: clock()) }
        return value
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await traced("read") { _ in try await storage.read(body) }
    }
}
