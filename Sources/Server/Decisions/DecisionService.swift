import DecisionIndex
package import Foundation
import HTTPTypes
import Logging
package import Rules
import Storage
import Synchronization
import Web

/// Answers questions for decisions from the index of this node, and keeps that index up with the ledger. All that is asked at once is answered from one
/// state of it.
package final class DecisionService: Sendable {
    private let state = ReadWriteLock(DecisionState())
    private let updates = SingleFlight()
    /// What this node is about to commit.
    let commits = PendingCommits()
    let storage: Storage
    private let catalogue: Catalogue
    private let sealer: Sealer
    private let logger: Logger
    private let checkpoints: Checkpoints?
    private let unauthentic: Counter
    private let clock: @Sendable () -> Date
    private let isStopped = Atomic(false)
    /// Whether what was read last was this installation's: otherwise acts of other nodes are not followed.
    var isFollowing: Bool { !isStopped.load(ordering: .acquiring) }

    /// - Parameters:
    ///   - checkpoints: of what was acknowledged here; an index is never read that lacks some of it.
    ///   - unauthentic: counts how often the ledger held what this installation did not write.
    init(
        _ storage: Storage, _ catalogue: Catalogue, _ sealer: Sealer, _ logger: Logger, checkpoints: Checkpoints? = nil,
        unauthentic: Counter = Counter(),
        clock: @escaping @Sendable () -> Date = SystemClock.now
    ) {
        (self.storage, self.catalogue, self.sealer, self.logger, self.clock) = (storage, catalogue, sealer, logger, clock)
        (self.checkpoints, self.unauthentic) = (checkpoints, unauthentic)
    }

    /// How many acts of the ledger the index holds; nil before it was loaded.
    package var position: Int64? { state.read { $0.isLoaded ? $0.index.size : nil } }

    // MARK: Answering

    /// Answers all questions without waiting, from one state of the index, or none when the database must be asked first: use `decide` then. `body` is
    /// given each decision and the index to read the chain of authority from (`DecisionIndex.path`); changes wait for it.
    /// They are asked about now.
    /// - Returns: whether all were answered; when not, what `body` was given is to be forgotten.
    func answer(_ questions: [DecisionQuestion], _ batch: inout IndexBatch, _ body: (IndexDecision, borrowing DecisionIndex) -> Void)
        -> Bool
    {
        let (keys, now) = (IndexKey.all(questions, sealer), clock())
        return state.read { state in
            guard state.isLoaded else { return false }
            batch.clear()
            for place in keys.indices {
                state.index.add(
                    person: state.trust.trusted(keys[place].person), entity: state.trust.trusted(keys[place].entity)?.value,
                    application: questions[place].application,
                    domain: questions[place].domain, to: &batch)
            }
            if batch.count > 1 { state.index.fetch(&batch) }
            for place in keys.indices {
                let decision = state.index.decide(batch, place, at: now)
                guard !keys[place].isMiss(decision), state.trust.isComplete || !decision.reason.allows else { return false }
                body(decision, state.index)
            }
            return true
        }
    }

    /// Answers all questions from one state of the index, at this position or later.
    /// - Parameter instant: the moment asked about, which dates of the register are held against; nil asks about now.
    /// - Throws: `PositionNotReached`, or what keeps the database from being read.
    package func decide(_ questions: [DecisionQuestion], atLeast position: Int64 = 0, at instant: Date? = nil) async throws -> [ExplainedDecision] {
        try await wait(for: position)
        let instant = instant ?? clock()
        let keys = IndexKey.all(questions, sealer)
        // Asked of the database once: whoever it does not know either stays unknown.
        var asked: Set<IndexMiss> = []
        var isSure = false
        while true {
            let (decisions, misses, unsure) = state.read { state in
                let found = zip(questions, keys).map { ($1, state.index.decide($0, state.trust.trusted($1), at: instant)) }
                let unsure = state.trust.isComplete ? [] : found.filter { $1.reason.allows }.map(\.0)
                return (found.map { state.index.explained($1) }, Set(found.compactMap { $0.miss(in: $1) }), unsure)
            }
            let fresh = misses.subtracting(asked)
            guard fresh.isEmpty else {
                try await learn(fresh)
                asked.formUnion(fresh)
                continue
            }
            guard !isSure, !unsure.isEmpty else { return decisions }
            try await makeSure(of: unsure)
            isSure = true
        }
    }

    /// What of these rows the index does not hold, as far as it has followed the ledger.
    func unconfirmed(_ rows: [PowerRow]) -> Set<PowerRow> { state.read { state in Set(rows.filter { !$0.isConfirmed(by: state.index) }) } }

    /// Whether a kept row is the one that stands now, as far as the index has followed the ledger.
    /// - Parameter newer: what acts tell that it has not followed yet.
    /// - Returns: false also where nothing is known of it.
    func isNewest(_ code: [UInt8], of row: [Value], in table: KeptTable, _ newer: [UInt64: UInt64] = [:]) -> Bool {
        state.read { $0.isLoaded && $0.known.isNewest(code, of: row, in: table, newer, sealer) }
    }

    /// How far the index has followed the ledger, when its acts say what was read.
    func confirmed(_ readings: [PowerReading]) throws(UnconfirmedRows) -> IndexPosition {
        try state.read { state throws(UnconfirmedRows) in
            if let other = readings.first(where: { !state.isLoaded || !state.index.confirms($0) }) { throw UnconfirmedRows(reading: other) }
            return IndexPosition(size: state.index.size, root: state.head.root)
        }
    }

    /// While not all rows are checked that the index was read from, those are that a yes is made of.
    private func makeSure(of keys: [IndexKey]) async throws {
        let sources = try await knowing { storage, _ in try await storage.read { tx in try keys.map { try tx.indexSource($0) } } }
        state.write { state in for source in sources { state.trust.follow(source, state.index) } }
    }

    /// Adds to the index those of them that the database knows.
    private func learn(_ misses: Set<IndexMiss>) async throws {
        let found = try await knowing { storage, _ in try await storage.read { tx in try misses.compactMap { try tx.find($0) } } }
        try state.write { state in for add in found { try add(&state.index) } }
    }

    // MARK: Following

    /// Reads the whole index, unless it was.
    /// - Parameter begun: an index that is being read already.
    package func load(_ begun: Task<LoadedIndex, any Error>? = nil) async throws {
        if position == nil { try await updates.run { try await self.reload(begun) } }
    }

    /// Adds what this node has committed up to this head, without reading it again.
    /// - Returns: false when the index does not stand just before it: then follow the ledger.
    func apply(upTo head: LedgerHead) async throws -> Bool {
        do { return try state.write { try $0.apply(upTo: head, commits) } } catch let fault as IndexFault {
            logger.error("decision index is read again", metadata: ["position": "\(head.size)", "fault": "\(fault)"])
            try await load()
            return false
        }
    }

    /// Follows the ledger and the register to where they are now, and at least to `position`. Does nothing before the index was loaded.
    package func catchUp(to position: Int64 = 0) async throws {
        guard self.position != nil else { return }
        // Joining a run that had begun before may not be enough; a run of one's own is.
        for _ in 0..<3 {
            try await updates.run { try await self.follow() }
            if let reached = self.position, reached >= position { return }
        }
    }

    /// As `catchUp`, and what was committed before the call is surely among it.
    package func catchUpWithAll() async throws {
        guard position != nil else { return }
        while try await !updates.run({ try await self.follow() }) {}
    }

    /// Waits until the index holds so many acts: two seconds at most.
    private func wait(for position: Int64) async throws {
        try await load()
        let end = ContinuousClock.now + .seconds(2)
        while (self.position ?? 0) < position {
            try await catchUp(to: position)
            if (self.position ?? 0) >= position { return }
            guard ContinuousClock.now < end else { throw PositionNotReached() }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func follow() async throws {
        while true {
            let (size, registerSize, head) = state.read { ($0.index.size, $0.index.registerSize, $0.head) }
            let update = try await countingUnauthentic {
                try await storage.read { tx in try tx.indexUpdate(after: size, registerSize: registerSize, head, knowing: self) }
            }
            isStopped.store(false, ordering: .releasing)
            guard let update else {
                logger.notice("decision index is read again: the ledger does not go on from it, or too far", metadata: ["position": "\(size)"])
                return try await reload()
            }
            do { if try state.write({ try $0.apply(update) }), !update.hasMore { return } } catch let fault as IndexFault {
                logger.error("decision index is read again", metadata: ["position": "\(size)", "fault": "\(fault)"])
                return try await reload()
            }
        }
    }

    /// What this installation did not write is counted and told before it is refused.
    private func countingUnauthentic<T>(_ read: () async throws -> T) async throws -> T {
        do {
            do { return try await read() } catch  where UnreadableRows.isMeant(by: error) { throw UnreadableRows(what: "\(error)") }
        } catch let fault where UnauthenticLedger.isTold(by: fault) {
            isStopped.store(true, ordering: .releasing)
            unauthentic.add(1)
            logger.error("decision index does not follow", metadata: ["fault": "\(fault)"])
            throw fault
        }
    }

    private func reload(_ begun: Task<LoadedIndex, any Error>? = nil) async throws {
        state.write { $0.isReloading = true }
        defer { state.write { $0.isReloading = false } }
        let fresh = try await countingUnauthentic {
            if let begun { return try await begun.value }
            return try await IndexLoader(storage: storage, catalogue: catalogue, signed: checkpoints?.last).run()
        }
        let trust = IndexTrust(fresh.index)
        state.write { $0 = DecisionState(index: fresh.index, isLoaded: true, head: fresh.head, trust: trust, known: fresh.known) }
        MemoryUse.giveBack()
        // Those of a small installation are all checked before anything is decided upon them.
        var check = SourceCheck(trust.number)
        if fresh.index.peopleCount <= SourceCheck.most, try await advance(&check) { return }
        Task { [weak self, check] in await self?.finish(check) }
    }

    /// Checks some more of the rows; whether that were the last.
    private func advance(_ check: inout SourceCheck) async throws -> Bool {
        let from = check
        // One whose code is not the one that was added up is not the row that was read with it.
        let next = try await storage.trusting(RowsAsFollowed(self, others: .older)).read { tx in try tx.indexSources(from) }
        check = next
        let (isAtEnd, isComplete) = state.write { state in
            guard state.trust.number == next.number else { return (true, true) }
            return (state.trust.follow(next, state.index), state.trust.isComplete)
        }
        if isAtEnd, !isComplete {
            logger.error("the decision index was read from rows that changed: each yes is held against the database")
        }
        return isAtEnd
    }

    private func finish(_ check: SourceCheck) async {
        var check = check
        while !Task.isCancelled {
            do { if try await advance(&check) { break } } catch {
                logger.warning("rows not checked yet", metadata: ["error": "\(type(of: error))"])
                try? await Task.sleep(for: .seconds(1))
            }
        }
        MemoryUse.giveBack()
    }
}
