import Rules
import Storage

/// What one step of a resealing did.
struct ResealedRows: Sendable {
    var (renewed, left) = (0, 0)
    /// The key of its last row; nil after the last of all.
    var last: [Value]?
}

extension Transaction {
    /// What the acts of this installation, from a position on, told of kept rows.
    func toldRows(from position: Int64 = 0) throws -> ToldRows {
        var told = ToldRows(Schema.kept)
        let sealer = try sealer
        try each("SELECT \(StoredAct.columns) FROM acts WHERE position >= \(position) ORDER BY position") {
            let stored = try StoredAct($0)
            if !stored.isErased, stored.isAuthentic(sealer) { told.follow(try stored.act()) }
        }
        return told
    }

    /// Renews the next rows of a table where an older key made their code, sealed them or hashed them. One that acts left otherwise was put back: renewed
    /// and told anew, nobody would miss what it was since.
    /// - Parameter told: what the first acts told, and how many these were.
    func reseal(_ table: KeptTable, after last: [Value]?, most: Int, _ told: (rows: ToldRows, size: Int64)) throws -> ResealedRows {
        var (rows, found): ([(values: [Value], isOlder: Bool)], ResealedRows) = ([], ResealedRows())
        var doubtful: [(values: [Value], code: [UInt8], name: String)] = []
        var count = 0
        try eachCoded(table, table.slice(after: last, most: most)) { values, code, named in
            count += 1
            guard let values else { return report(table, named()) }
            found.last = table.keyValues(values)
            guard let code, isAuthentic(values, code, table) else {
                found.left += 1
                return report(table, named())
            }
            let isOlder = try sealer.needsNewCode(code)
            if try isOlder && !told.rows.isLast(values, code, of: table, self) {
                doubtful.append((values, code, table.told(values)))
            } else {
                rows.append((values, isOlder))
            }
        }
        // Changed since those acts, or put back.
        let later = try doubtful.isEmpty ? nil : toldRows(from: told.size)
        for (values, code, name) in doubtful {
            if let later, later.knows(name), try later.isLast(values, code, of: table, self) {
                rows.append((values, true))
            } else {
                found.left += 1
                report(table, name)
            }
        }
        for (values, isOlder) in rows where isOlder {
            // Read again, and still the same: of ours nobody writes beside this.
            let isThere = try keep(in: table, where: table.isRow(table.keyValues(values)), evenIfSame: true) { now in
                guard now == values else { throw UnauthenticRow(table: table.description) }
                try renew(&now, table)
            }
            found.renewed += isThere
        }
        if count < most { found.last = nil }
        return found
    }

    private func renew(_ values: inout [Value], _ table: KeptTable) throws {
        for (column, _) in table.sealed {
            let place = try table.places([column])[0]
            guard case .bytes(let sealed) = values[place] else { continue }
            let purpose = table.purpose(of: column, ofRow: values)
            values[place] = .bytes(try sealer.seal(try sealer.open(sealed, inRow: purpose), inRow: purpose))
        }
        if table.description == KeptTable.people.description { try renewHash(ofPerson: &values) }
    }

    /// Of rows that no act told of before, none needs to tell.
    func untellOthers(than told: ToldRows) throws {
        untell(takeUntold().filter { told.knows($0.key) })
    }
}
