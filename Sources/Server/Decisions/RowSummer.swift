import Rules
import Standards
import Storage

/// Adds up rows as they are read into an index, by the million: the same sums that `RowHasher` gives row by row, without making rows.
struct RowSummer: Sendable {
    let hasher: RowHasher
    private var registrations = KindSum(Registration.self)
    private var qualities = KindSum(Quality.self)
    private var assignments = KindSum(Assignment.self)
    private var blocks = KindSum(Block.self)
    private var grants = KindSum(Grant.self)
    /// Of every table of kept rows that acts tell of.
    private var kept: [String: UInt128] = [:]

    init(_ hasher: RowHasher) {
        self.hasher = hasher
        registrations.word = hasher.word(Registration.kind.name)
        assignments.word = hasher.word(Assignment.kind.name)
        blocks.word = hasher.word(Block.kind.name)
        grants.word = hasher.word(Grant.kind.name)
    }

    /// The codes of a table's rows.
    mutating func add(_ codes: TableCodes) { kept[codes.table] = codes.sum }

    mutating func add(_ quality: Quality, by act: Act.ID) { qualities.sum &+= hasher.hash(quality, by: act) }

    /// Id, entity, act.
    mutating func addRegistration(_ row: Span<Int64>) {
        var hash = hasher.begin(registrations.word, row[0])
        for place in 1...2 { hash.add(row[place]) }
        registrations.sum &+= hash.finished()
    }

    /// Id, person, role, entity, quality, open, act.
    mutating func addAssignment(_ row: Span<Int64>, _ codes: borrowing Codes) {
        let role = assignments.code(row[2], codes, hasher)
        guard row[5] != NumberRow.null else { return }
        var hash = hasher.begin(assignments.word, row[0])
        hash.add(row[1])
        hash.add(role)
        hash.add(row[3])
        hash.add(row[4])
        hash.add(row[6])
        assignments.sum &+= hash.finished()
    }

    /// Id, assignment, reason, act.
    mutating func addBlock(_ row: Span<Int64>, _ codes: borrowing Codes) { blocks.add(row, codes, hasher) }

    /// Id, assignment, application, act.
    mutating func addGrant(_ row: Span<Int64>, _ codes: borrowing Codes) { grants.add(row, codes, hasher) }

    /// What another has read of other kinds of rows.
    mutating func take(_ other: RowSummer) {
        for kind in [\RowSummer.registrations, \.qualities, \.assignments, \.blocks, \.grants] {
            self[keyPath: kind].sum &+= other[keyPath: kind].sum
        }
        kept.merge(other.kept) { $0 &+ $1 }
    }

    /// - Throws: `UnaccountedRows`.
    func require(equalTo sums: RowSums) throws(UnaccountedRows) {
        var found = RowSums(key: hasher.key.identifier)
        for kind in [registrations, qualities, assignments, blocks, grants] { found[kind.name] = kind.sum }
        for (table, sum) in kept { found[table] = sum }
        if let kind = found.differing(from: sums).first { throw UnaccountedRows(kind: kind) }
        // Also when the end of the ledger does not count kept rows, of which the line above compares none.
        let table = KeptTable.entities.description
        guard found[table] == sums[table] else { throw UnaccountedRows(kind: table) }
    }
}

/// What the rows of one kind add up to so far.
private struct KindSum: Sendable {
    let name: String
    var word: UInt64 = 0
    var sum: UInt128 = 0
    /// Words of the texts that were met, by their codes.
    private var codes: [UInt64] = []

    init(_ type: any LedgerRow.Type) { name = type.name }

    /// A row of an assignment and one text: id, assignment, the text's code, act.
    @inline(__always)
    mutating func add(_ row: Span<Int64>, _ texts: borrowing Codes, _ hasher: RowHasher) {
        var hash = hasher.begin(word, row[0])
        hash.add(row[1])
        hash.add(code(row[2], texts, hasher))
        hash.add(row[3])
        sum &+= hash.finished()
    }

    @inline(__always)
    mutating func code(_ code: Int64, _ texts: borrowing Codes, _ hasher: RowHasher) -> UInt64 {
        while codes.count <= Int(code) { codes.append(hasher.word(texts[Int64(codes.count)])) }
        return codes[Int(code)]
    }
}

extension SipHash {
    @inline(__always)
    fileprivate mutating func add(_ number: Int64) { add(UInt64(bitPattern: number)) }
}
