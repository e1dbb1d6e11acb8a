/// What one check finds wrong: all of it is counted, so much of it is told.
struct FoundFaults {
    private var first: [LedgerFault] = []
    private var count = 0
    private static let most = 20

    mutating func add(_ fault: LedgerFault) {
        count += 1
        if first.count < Self.most { first.append(fault) }
    }

    /// - Throws: the fault, or `LedgerFault.several`.
    func throwAny() throws(LedgerFault) {
        guard let fault = first.first else { return }
        throw count == 1 ? fault : .several(first, more: count - first.count)
    }
}
