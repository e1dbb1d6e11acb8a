package import Rules

/// What `chatelaine verify` finds wrong: which row or act, and what about it.
package enum LedgerFault: Error, Hashable, CustomStringConvertible {
    case forgedCheckpoint
    case missingCheckpoint
    case unauthenticHead
    case notVouchedFor
    case missingActs(found: Int64, checkpoint: Int64)
    case rootDiffers(at: Int64)
    case gap(expected: Int64, found: Int64)
    case unreadableAct(position: Int64)
    case columnDiffers(position: Int64, column: String)
    /// The first of them, and how many there are beyond these.
    case unlawful([UnlawfulAct], more: Int)
    case frontierDiffers
    case sumDiffers(String)
    case rowMissing(String)
    case rowUnaccounted(String)
    case rowDiffers(String, column: String)
    case projectionDiffers(String, from: String)
    case unauthenticRow(String)
    case olderRow(String)
    case deletedRow(String)
    case contradictoryFile(String)
    case foreignCell(String)
    case registerChanges
    /// Of one check: the first of them, and how many there are beyond these.
    indirect case several([LedgerFault], more: Int)

    package var description: String {
        switch self {
        case .forgedCheckpoint: "the checkpoint was not signed by this installation's key"
        case .missingCheckpoint: "there are acts but no checkpoint: nothing tells whether the newest are missing"
        case .unauthenticHead: "the stored state of the tree has no code of this installation: somebody else wrote it"
        case .notVouchedFor: "the ledger has no codes that prove who wrote it: an earlier version left it so, and chatelaine vouch was not run"
        case .missingActs(let found, let checkpoint): "acts are missing: the ledger holds \(found), the checkpoint counted \(checkpoint)"
        case .rootDiffers(let size): "an act was changed: the root over the first \(size) acts is not the checkpoint's"
        case .gap(let expected, let found): "act \(expected) is missing: the next is act \(found)"
        case .unreadableAct(let position): "act \(position) cannot be read: its bytes were changed"
        case .columnDiffers(let position, let column): "act \(position): column \(column) differs from the act itself"
        case .unlawful(let acts, let more):
            "acts were recorded that the rules refuse: " + acts.map(\.description).joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
        case .sumDiffers(let kind): "the stored sum of the rows of \(kind) is not what they add up to"
        case .frontierDiffers: "the stored state of the tree is not the one that the acts give"
        case .rowMissing(let row): "\(row) is missing: an act opened it"
        case .rowUnaccounted(let row): "\(row) was opened by no act"
        case .rowDiffers(let row, let column): "\(row): \(column) is not what its acts say"
        case .unauthenticRow(let row): "\(row) was not written by this installation as it is: its code is missing or wrong"
        case .olderRow(let row): "\(row) is not as the last act left it that tells of it: an older row was put back"
        case .deletedRow(let row): "\(row) is missing: an act told of it, and nothing deletes such a row"
        case .contradictoryFile(let what):
            "the file of the database contradicts itself, so that a look-up may miss a row or find another (\(what)): restore a backup"
        case .foreignCell(let what): "\(what), which no version of this server writes"
        case .registerChanges: "the rows of register_changes are not numbered one after the other from 0: one is missing, or somebody else's"
        case .several(let faults, let more): faults.map(\.description).joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
        case .projectionDiffers(let name, let sources): "\(name) is not what the rows of \(sources) say"
        }
    }
}

/// An act that was recorded and should not have been: which, and the rule that says so.
package struct UnlawfulAct: Hashable, Sendable, CustomStringConvertible {
    package let position: Int64
    package let code: ActCode
    package let rule: Unlawful

    package var description: String { "act \(position) (\(code.rawValue)): \(rule)" }
}
