import DecisionIndex
import Rules
import Standards

/// The index of a node, and how far it is to be believed.
struct DecisionState {
    var index = DecisionIndex()
    var isLoaded = false
    /// The last that the index holds; it tells when a server lost what it never acknowledged, and went on otherwise.
    var head = IndexHead()
    /// A new index is being read: nothing is added to the one it is about to replace.
    var isReloading = false
    /// Which of the rows that it was read from are known to be authentic.
    var trust = IndexTrust()
    /// Which kept rows stand as of the acts that it holds.
    var known = KnownRows()
    /// The last heads that it reached by commits of this node.
    var reached: [LedgerHead] = []
}

extension DecisionState {
    /// False when the index has moved on since the update was read.
    mutating func apply(_ update: IndexUpdate) throws(IndexFault) -> Bool {
        guard index.size == update.size, index.registerSize == update.registerSize else { return false }
        for entity in update.entities {
            try change { index throws(IndexFault) in try index.learn(entity.id, entity.number, ceases: entity.period.until) }
            trust.learnt(entity, index)
        }
        for act in update.acts { try follow(act) }
        index.follow(registerSize: update.registerSizeAfter)
        head = update.head
        return true
    }

    mutating func apply(upTo last: LedgerHead, _ pending: PendingCommits) throws(IndexFault) -> Bool {
        guard isLoaded, !isReloading else { return false }
        if reached.contains(last) { return true }
        guard let root = head.root, let commits = pending.commits(from: LedgerHead(size: index.size, root: root), to: last),
            commits.allSatisfy({ $0.acts.allSatisfy { $0.entity.map(index.knows) ?? true } })
        else { return false }
        for commit in commits {
            for act in commit.acts { try follow(act) }
            (head.act, head.root) = (commit.acts.last?.id, commit.after.root)
            reached.append(commit.after)
        }
        reached.removeFirst(max(0, reached.count - 128))
        return true
    }

    private mutating func follow(_ act: Act) throws(IndexFault) {
        try change { index throws(IndexFault) in try index.apply(act, at: index.size) }
        try known.follow(act)
    }

    /// An index that a change did not fit is not used any more.
    private mutating func change(_ body: (inout DecisionIndex) throws(IndexFault) -> Void) throws(IndexFault) {
        do { try body(&index) } catch {
            isLoaded = false
            throw error
        }
    }
}
