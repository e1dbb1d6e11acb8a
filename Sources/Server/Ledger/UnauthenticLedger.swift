/// Something in the ledger was not written by this installation: nothing obeys it, nothing is added to it, nothing signs it.
package enum UnauthenticLedger: Error, Hashable, CustomStringConvertible {
    /// The stored end of the ledger.
    case head
    /// What stands at that position, or does not.
    case act(position: Int64)
    /// Nothing of it has codes: an earlier version left it, or somebody took them away.
    case notVouchedFor
    /// Its end does not say what kept rows add up to, and every end since they were added up does.
    case uncounted

    /// Whether an error says that the ledger or its rows are not those that were written here: they are somebody else's, or gone.
    static func isTold(by error: any Error) -> Bool {
        error is UnauthenticLedger || error is ShortenedLedger || error is RewrittenLedger || error is UnaccountedRows || error is UnreadableRows
    }

    package var description: String {
        switch self {
        case .head: "The stored end of the ledger was not written by this installation. Ask `chatelaine verify`, and restore the database."
        case .act(let position):
            "Act \(position) is missing, or was not recorded by this installation. Ask `chatelaine verify`, and restore the database."
        case .uncounted:
            "The stored end of the ledger is of before this version added up all rows: somebody has put it back. Restore the database."
        case .notVouchedFor:
            "The ledger has no codes that prove who wrote it. If an earlier version of this server left it so, check it and run `chatelaine vouch`."
        }
    }
}
