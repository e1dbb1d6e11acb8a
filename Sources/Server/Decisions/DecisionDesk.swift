import DecisionIndex
package import Foundation
import Logging
package import Rules
package import Storage

/// Where decisions are given out: the index of this node, kept up with the ledger. All that is asked at once is answered from one state of it.
package final class DecisionDesk: Sendable {
    fileprivate struct State {
        var index = DecisionIndex()
        var isLoaded = false
        /// What the index ends with; it tells when a server lost what it never acknowledged, and went on otherwise.
        var ends = IndexEnds()
        /// Being read anew: nothing is added to what it is about to replace.
        var isBeingRead = false
        /// The last heads that it was led to by what this node wrote.
        var passed: [LedgerHead] = []
    }

    private let state = ReadMostly(State())
    private let queue = OneAtATime()
    /// What this node is about to write.
    let expected = ExpectedActs()
    private let storage: Storage
    private let catalogue: Catalogue
    private let sealer: Sealer
    private let logger: Logger
    private let clock: @Sendable () -> Date

    init(
        _ storage: Storage, _ catalogue: Catalogue, _ sealer: Sealer, _ logger: Logger, clock: @escaping @Sendable () -> Date = House.now
    ) {
        (self.storage, self.catalogue, self.sealer, self.logger, self.clock) = (storage, catalogue, sealer, logger, clock)
    }

    /// How many acts of the ledger the index holds; nil before it was loaded.
    package var position: Int64? { state.read { $0.isLoaded ? $0.index.size : nil } }

    // MARK: Answering

    /// Answers all questions without waiting, from one state of the index, or none when the database must be asked first: use `decide` then. `body` is
    /// given each answer and the index to read the way of authority from (`DecisionIndex.path`); news of the ledger waits for it.
    /// They are asked about now.
    /// - Returns: whether all were answered; when not, what `body` was given is to be forgotten.
    func answer(_ questions: [DecisionQuestion], _ batch: inout IndexBatch, _ body: (Decision<DecisionIndex.Basis>, borrowing DecisionIndex) -> Void)
        -> Bool
    {
        let (sought, now) = (Sought.all(questions, sealer), clock())
        return state.read { state in
            guard state.isLoaded else { return false }
            batch.clear()
            for place in sought.indices {
                state.index.add(
                    person: sought[place].person, entity: sought[place].entity?.value, application: questions[place].application,
                    domain: questions[place].domain, to: &batch)
            }
            if batch.count > 1 { state.index.fetch(&batch) }
            for place in sought.indices {
                let answer = state.index.decide(batch, place, at: now)
                guard !sought[place].isStranger(in: answer) else { return false }
                body(answer, state.index)
            }
            return true
        }
    }

    /// Answers all questions from one state of the index, at this position or later.
    /// - Parameter instant: the moment asked about, which dates of the register are held against; nil asks about now.
    /// - Throws: `PositionNotReached`, or what keeps the database from being read.
    package func decide(_ questions: [DecisionQuestion], atLeast position: Int64 = 0, at instant: Date? = nil) async throws -> [ExplainedDecision] {
        try await reach(position)
        let instant = instant ?? clock()
        let sought = Sought.all(questions, sealer)
        // Whoever the database does not know either is a stranger for good.
        var asked: Set<Stranger> = []
        while true {
            let (decided, unknown) = state.read { state in
                let answers = zip(questions, sought).map { ($1, state.index.decide($0, $1, at: instant)) }
                return (answers.map { state.index.explained($1) }, Set(answers.compactMap { $0.stranger(in: $1, sealer) }))
            }
            let fresh = unknown.subtracting(asked)
            guard !fresh.isEmpty else { return decided }
            try await learn(fresh)
            asked.formUnion(fresh)
        }
    }

    private func learn(_ strangers: Set<Stranger>) async throws {
        let found = try await storage.read { tx in try strangers.compactMap { try tx.find($0) } }
        try state.change { state in for acquaintance in found { try acquaintance(&state.index) } }
    }

    // MARK: Following

    /// Reads the whole index, unless it was.
    package func load() async throws { if position == nil { try await queue.run { try await self.reload() } } }

    /// Holds what this node has committed, without reading it again.
    /// - Returns: false when the index does not stand just before it: then follow the ledger.
    func take(_ head: LedgerHead) async throws -> Bool {
        do { return try state.change { try $0.take(head, expected) } } catch let fault as IndexFault {
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
            try await queue.run { try await self.follow() }
            if let reached = self.position, reached >= position { return }
        }
    }

    /// As `catchUp`, and what was committed before the call is surely among it.
    package func catchUpWithAll() async throws {
        guard position != nil else { return }
        while try await !queue.run({ try await self.follow() }) {}
    }

    /// Waits until the index holds so many acts: two seconds at most.
    private func reach(_ position: Int64) async throws {
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
            let (size, registerSize, ends) = state.read { ($0.index.size, $0.index.registerSize, $0.ends) }
            let step = try await storage.read { tx in try tx.indexStep(after: size, registerSize: registerSize, ends) }
            guard let step else {
                logger.notice("decision index is read again: the ledger does not go on from it, or too far", metadata: ["position": "\(size)"])
                return try await reload()
            }
            do { if try state.change({ try $0.take(step) }), !step.isPart { return } } catch let fault as IndexFault {
                logger.error("decision index is read again", metadata: ["position": "\(size)", "fault": "\(fault)"])
                return try await reload()
            }
        }
    }

    private func reload() async throws {
        state.change { $0.isBeingRead = true }
        defer { state.change { $0.isBeingRead = false } }
        let (fresh, ends) = try await IndexReading(storage: storage, catalogue: catalogue).run()
        state.change { $0 = State(index: fresh, isLoaded: true, ends: ends) }
        MemoryUse.giveBack()
    }
}

/// The index could not be led in time to the position that a caller asked for.
package struct PositionNotReached: Error {}

/// Work of which one runs at a time; whoever comes meanwhile joins it.
private actor OneAtATime {
    private var running: Task<Void, any Error>?

    /// Whether it was run for this caller, and so began after they came.
    @discardableResult
    func run(_ work: @escaping @Sendable () async throws -> Void) async throws -> Bool {
        let (task, isOwn) = running.map { ($0, false) } ?? (Task { try await work() }, true)
        running = task
        // Whoever is told first that it ended makes room: the others would join it again, and come away with nothing.
        defer { if running == task { running = nil } }
        try await task.value
        return isOwn
    }
}

extension DecisionDesk.State {
    /// False when the index has moved on since the step was read.
    fileprivate mutating func take(_ step: IndexStep) throws(IndexFault) -> Bool {
        guard index.size == step.size, index.registerSize == step.registerSize else { return false }
        for entity in step.entities {
            try sound { index throws(IndexFault) in try index.learn(entity.id, entity.number, ceases: entity.period.until) }
        }
        for act in step.acts { try sound { index throws(IndexFault) in try index.apply(act, at: index.size) } }
        index.follow(registerSize: step.registerSizeAfter)
        ends = step.ends
        return true
    }

    fileprivate mutating func take(_ head: LedgerHead, _ expected: ExpectedActs) throws(IndexFault) -> Bool {
        guard isLoaded, !isBeingRead else { return false }
        if passed.contains(head) { return true }
        guard let root = ends.root, let way = expected.way(from: LedgerHead(size: index.size, root: root), to: head),
            way.allSatisfy({ $0.acts.allSatisfy { $0.entity.map(index.knows) ?? true } })
        else { return false }
        for own in way {
            for act in own.acts { try sound { index throws(IndexFault) in try index.apply(act, at: index.size) } }
            (ends.act, ends.root) = (own.acts.last?.id, own.after.root)
            passed.append(own.after)
        }
        passed.removeFirst(max(0, passed.count - 128))
        return true
    }

    /// An index that something did not fit is no good any more.
    private mutating func sound(_ body: (inout DecisionIndex) throws(IndexFault) -> Void) throws(IndexFault) {
        do { try body(&index) } catch {
            isLoaded = false
            throw error
        }
    }
}
