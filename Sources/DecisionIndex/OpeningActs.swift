import Rules

/// An act that opened rows still kept: what their place in the ledger and their authority are told by.
struct OpenerRow: Sendable {
    let act: Int64
    var position: UInt32
    var authority: OpeningAuthority
}

/// What an act was done under, in four bytes: two bits of kind, then the row of the function or assignment.
struct OpeningAuthority: Sendable {
    enum Kind: UInt32 { case function, assignment, oneself, installation }

    private let bits: UInt32

    init(_ kind: Kind, _ row: UInt32 = 0) throws(IndexFault) {
        guard row < 1 << 30 else { throw .full }
        bits = kind.rawValue << 30 | row
    }

    var kind: Kind { Kind(rawValue: bits >> 30) ?? .installation }
    var row: UInt32 { bits & (1 << 30 - 1) }
}

/// OpeningActs, each kept as long as a row needs it.
struct OpeningActs: Sendable {
    private var rows = FlatRows<OpenerRow>()
    private var uses: [UInt8] = []

    var bytes: Int { rows.bytes + uses.count }

    mutating func reserve(_ count: Int) {
        rows.reserve(count)
        uses.reserveCapacity(count + count / 8 + 64)
    }

    subscript(_ row: UInt32) -> OpenerRow {
        get { rows[row] }
        _modify { yield &rows[row] }
    }

    mutating func add(_ act: Act.ID, at position: Int64, under authority: OpeningAuthority) throws(IndexFault) -> UInt32 {
        guard let position = UInt32(exactly: position) else { throw .full }
        let row = try rows.add(OpenerRow(act: act.rawValue, position: position, authority: authority))
        if Int(row) == uses.count { uses.append(0) }
        return row
    }

    var numbers: Range<UInt32> { rows.numbers }

    mutating func use(_ row: UInt32) { if uses[Int(row)] < .max { uses[Int(row)] += 1 } }

    /// What was used more often than can be counted stays.
    mutating func release(_ row: UInt32) {
        guard uses[Int(row)] < .max else { return }
        uses[Int(row)] -= 1
        if uses[Int(row)] == 0 { rows.giveBack(row) }
    }
}
