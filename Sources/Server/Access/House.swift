package import Foundation
package import Logging
package import Rules
package import Storage
package import Web

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
    package let newID: IDGenerator
    package let metrics: Metrics
    package let health: Health
    /// Whether the tables are still as our migrations made them.
    package let schema: SchemaWatch
    /// Counts the rows that gave nothing because this installation did not write them.
    package let unauthentic: UnauthenticRows
    /// Tries with one account's password: heard one by one, so that right ones at the same moment never count as failures.
    let passwordLocks = KeyedLocks(most: 100)
    let endedSessions = RememberedEnds()
    package let decisions: DecisionService
    package let disclosures: Disclosures
    /// Nil unless traces are collected.
    package let tracer: SpanTracer?
    /// For a form that is only shown again, in another language: whatever its handler does, nothing is written.
    var isShowingAgain = false
    /// Whose days are meant: the installation's time zone.
    package var zone: Zone { pages.texts.zone }

    package init(
        storage: Storage, sealer: Sealer, catalogue: Catalogue, pages: Pages, settings: Settings, checkpoints: Checkpoints, passwords: PasswordHash,
        logger: Logger, clock: @escaping @Sendable () -> Date = SystemClock.now, metrics: Metrics = Metrics(), tracer: SpanTracer? = nil
    ) {
        unauthentic = UnauthenticRows { table, row in
            logger.error(
                "a row that this installation did not write, or an older one, gave nothing; run chatelaine verify",
                metadata: ["table": "\(table)", "row": "\(row)"])
        }
        self.storage = storage.sealing(with: sealer, telling: unauthentic)
        self.sealer = sealer
        self.catalogue = catalogue
        self.pages = pages
        self.settings = settings
        self.checkpoints = checkpoints
        self.passwords = passwords
        self.logger = logger
        self.clock = clock
        self.newID = IDGenerator(clock: clock)
        self.metrics = metrics
        self.tracer = tracer
        schema = SchemaWatch(self.storage, in: checkpoints.directory.deletingLastPathComponent(), logger)
        disclosures = Disclosures(self.storage)
        decisions = DecisionService(
            self.storage, catalogue, sealer, logger, checkpoints: checkpoints, unauthentic: metrics.unauthentic, clock: clock)
        health = Health(self.storage, checkpoints, schema) { [decisions] in decisions.isFollowing }
    }

    /// Where it is worked out who somebody is, by password or by card.
    var workers: Workers { passwords.workers }

    /// Writes in one transaction; when it recorded acts, a checkpoint that counts them is kept outside the database, and decisions made here count
    /// them, before this returns.
    /// - Throws: `ShownAgain`, `ForeignSchema`, `VouchingLost`, before anything is done.
    package func write<T: Sendable>(_ lock: WriteLock = .alone, _ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        guard !isShowingAgain else { throw ShownAgain() }
        try schema.require()
        let (checkpoints, commits, newID, clock) = (checkpoints, decisions.commits, newID, clock)
        let (value, growth, hasNews, ended) = try await countingUnauthentic(lock) { tx in
            let value = try body(tx)
            try tx.tellKept(at: clock()) { newID() }
            try tx.finish()
            let (hasNews, ended) = (tx.notes[RegisterChanged.self] != nil, tx.notes[EndedSessionsNote.self]?.digests ?? [])
            guard let growth = tx.growth else { return (value, LedgerGrowth?.none, hasNews, ended) }
            try tx.notes[ConfirmedReadings.self]?.require(nothingNewIn: growth, commits, tx)
            // A server is opened on none that does not count them.
            guard growth.end.sums.countsKept else { throw UnauthenticLedger.uncounted }
            // Never sign a ledger whose past is not the one signed before.
            try checkpoints.continues(growth, in: tx)
            if growth.before.size > 0 { try tx.requireAuthenticAct(at: growth.before.size - 1) }
            if let commit = LocalCommit(growth, after: growth.after) { commits.add(commit) }
            return (value, growth, hasNews, ended)
        }
        if !ended.isEmpty { endedSessions.remember(ended, until: clock().addingTimeInterval(settings.sessionLimits.absolute), at: clock()) }
        let head = growth?.after
        if let growth { try checkpoints.keep(growth, at: clock()) }
        if head != nil || hasNews { await tellDecisions(head, hasNews) }
        return value
    }

    /// A ledger that somebody else wrote on is counted and told, and nothing is added to it.
    private func countingUnauthentic<T: Sendable>(_ lock: WriteLock, _ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws
        -> T
    {
        do {
            do { return try await decisions.knowing { storage, _ in try await tracedWrite(lock, in: storage, body) } } catch StorageFault.constraint(
                let kind, let name)
            {
                // An act that somebody put behind the end stands in the way of every other.
                try await storage.read { tx in try tx.requireAuthenticActs(from: tx.ledgerHead().size - 1) }
                throw StorageFault.constraint(kind, name: name)
            }
        } catch let fault where UnauthenticLedger.isTold(by: fault) {
            metrics.unauthentic.add(1)
            logger.error("act not recorded", metadata: ["fault": "\(fault)"])
            throw fault
        }
    }

    /// What is committed is done, even when decisions cannot follow at once: they look again every second.
    private func tellDecisions(_ head: LedgerHead?, _ hasNews: Bool) async {
        var fault: (any Error)?
        // A connection that breaks just now is no reason to tell of an act that this node does not heed yet.
        for _ in 0..<3 {
            do {
                if let head, !hasNews, try await decisions.apply(upTo: head) { return }
                return try await decisions.catchUp(to: head?.size ?? 0)
            } catch { fault = error }
        }
        if let fault { logger.error("decision index does not follow", metadata: ["error": "\(type(of: fault))"]) }
    }

    /// Reads for a page that lists or looks up, from the replica where there is one; what the visitor has just done is there too (`Storage.readReplica`).
    package func readReplica<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await traced("read") { _ in
            // What was read too early on the replica is there when the database itself is asked.
            try await decisions.knowing { storage, isFirst in isFirst ? try await storage.readReplica(body) : try await storage.read(body) }
        }
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await traced("read") { _ in try await decisions.knowing { storage, _ in try await storage.read(body) } }
    }
}
