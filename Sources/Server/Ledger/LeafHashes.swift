package import Standards
package import Storage

extension Transaction {
    /// The hashes of the acts at these positions, one by one, in order.
    package func eachLeafHash(_ positions: Range<Int>, _ body: (MerkleHash) throws -> Void) throws {
        guard !positions.isEmpty else { return }
        try each(
            """
            SELECT \(StoredAct.columns) FROM acts
            WHERE position >= \(positions.lowerBound) AND position < \(positions.upperBound) ORDER BY position
            """
        ) { try body(StoredAct($0).leafHash()) }
    }
}
