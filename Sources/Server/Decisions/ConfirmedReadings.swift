import Rules
import Standards
import Storage

extension Transaction {
    /// What `body` gives when the acts say what it read. Held against the index of this node now, and against the acts that it does not hold yet at the
    /// end of the transaction, when no other can come in between.
    /// - Throws: `UnconfirmedRows`.
    func confirming<T>(with decisions: DecisionService, _ body: (borrowing Transaction) throws -> T) throws -> T {
        let readings = PowerReadings()
        notes[PowerReadings.self] = readings
        defer { notes[PowerReadings.self] = nil }
        let value = try body(self)
        // What people do with their own data rests on no such row.
        guard !readings.all.isEmpty else { return value }
        notes[ConfirmedReadings.self] = ConfirmedReadings(
            position: try decisions.confirmed(readings.all), people: Set(readings.all.flatMap(\.people)))
        return value
    }
}

/// Readings that the acts confirmed, as far as an index held them.
struct ConfirmedReadings {
    let position: IndexPosition
    /// Whom they were about.
    let people: Set<Person.ID>

    /// None of the acts since changed what was read.
    /// - Throws: `UnconfirmedRows` when one may have, or the index holds other acts.
    func require(nothingNewIn growth: LedgerGrowth, _ commits: PendingCommits, _ tx: borrowing Transaction) throws {
        let head = growth.before
        guard position.size < head.size else {
            guard position.size == head.size, position.root == nil || position.root == head.root else { throw UnconfirmedRows() }
            return
        }
        let acts = try commits.acts(from: position.size, to: head) ?? tx.authenticActs(from: position.size, to: head.size)
        guard let acts, !acts.contains(where: concerns) else { throw UnconfirmedRows() }
    }

    /// Acts upon users change nothing but what the person holds whom they are about.
    private func concerns(_ act: Act) -> Bool {
        !act.changes.isEmpty && (act.code.power != .manageUsers || act.subject.map(people.contains) ?? true)
    }
}

/// How far an index had followed the ledger.
struct IndexPosition: Sendable {
    let size: Int64
    /// Nil when it is not known.
    let root: MerkleHash?
}

/// Rows do not say what the acts say: they were written by somebody else, or the index of this node does not hold an act yet.
struct UnconfirmedRows: Error {
    /// What was read otherwise; nil when acts came in between that may have changed it.
    var reading: PowerReading?
}

extension PowerReading {
    /// Who was asked for, or was found.
    fileprivate var people: [Person.ID] {
        guard case .assignments(let asked, let found, _) = self else { return [] }
        let holders = found.map(\.assignment.person)
        return switch asked {
        case .of(let person), .inEntity(let person, _), .inWhole(let person, _), .inQuality(let person, _): holders + [person]
        case .these, .chief, .manager, .coChiefs, .coManagers: holders
        }
    }
}
