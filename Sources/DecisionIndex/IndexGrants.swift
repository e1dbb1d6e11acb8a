/// Open grants as they were read, before it is known where their assignments lie: they may be read beside the other rows, in a snapshot at the same
/// position of the ledger.
package struct IndexGrants: Sendable {
    struct Row: Sendable {
        let id: Int64
        let assignment: Int64
        let act: Int64
        /// Its place among the codes.
        let application: UInt16
    }

    private(set) var rows: [Row] = []
    /// Applications' codes.
    package var applications: [String] = []

    /// - Parameter count: about how many will come.
    package init(_ count: Int) { rows.reserveCapacity(count) }

    /// In any order; in that of their ids it is quickest.
    package mutating func add(_ id: Int64, on assignment: Int64, of application: Int, by act: Int64) throws(IndexFault) {
        guard let application = UInt16(exactly: application) else { throw .full }
        rows.append(Row(id: id, assignment: assignment, act: act, application: application))
    }
}
