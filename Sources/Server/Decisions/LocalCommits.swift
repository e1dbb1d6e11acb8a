import Rules
import Standards
import Synchronization

/// What one transaction of this node adds to the ledger, taken into the index without being read again.
struct LocalCommit: Sendable {
    let before: LedgerHead
    let after: LedgerHead
    let acts: [Act]

    /// Nil when there are too many to be kept.
    init?(_ growth: LedgerGrowth, after: LedgerHead) {
        guard let acts = growth.acts else { return nil }
        (before, self.after, self.acts) = (growth.before, after, acts)
    }
}

/// What the transactions of this node are about to commit. Which of them were is told by the ledger's root: whatever leads to a head that was committed was
/// committed itself, in whichever order the writers come back.
final class PendingCommits: Sendable {
    /// By the size of the ledger before them.
    private let pending = Mutex<[Int64: LocalCommit]>([:])
    private static let maximum = 256

    func add(_ commit: LocalCommit) { pending.withLock { $0[commit.before.size] = commit } }

    /// The acts between a size of the ledger and a head, when this node wrote them all; they stay for whoever commits them.
    func acts(from size: Int64, to last: LedgerHead) -> [Act]? {
        pending.withLock { pending in
            var (acts, next): ([Act], LocalCommit?) = ([], pending[size])
            while let commit = next, commit.after.size <= last.size {
                acts += commit.acts
                if commit.after == last { return acts }
                next = pending[commit.after.size].flatMap { $0.before == commit.after ? $0 : nil }
            }
            return nil
        }
    }

    /// All that leads from one head to another, which is committed; nil when somebody else has written in between.
    func commits(from head: LedgerHead, to last: LedgerHead) -> [LocalCommit]? {
        pending.withLock { pending in
            var (found, head): ([LocalCommit], LedgerHead) = ([], head)
            while head != last {
                guard let next = pending[head.size], next.before == head, next.after.size <= last.size else { return nil }
                found.append(next)
                head = next.after
            }
            for commit in found { pending[commit.before.size] = nil }
            if pending.count > Self.maximum { pending = pending.filter { $0.key >= last.size } }
            return found
        }
    }
}
