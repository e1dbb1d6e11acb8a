import Rules
import Storage

/// What one step of a resealing did.
struct ResealedRows: Sendable {
    var (renewed, left) = (0, 0)
    /// The key of its last row; nil after the last of all.
    var last: [Value]?
}

extension Transaction {
    /// What the acts told of kept rows.
    func toldRows() throws -> ToldRows {
        var told = ToldRows(Schema.kept)
        try each("SELECT body FROM acts ORDER BY position") { told.follow(try Act(canonicalBytes: $0.bytes("body"))) }
        return told
    }

    /// Renews the next rows of a table where an older key made their code, sealed them or hashed them.
    func reseal(_ table: KeptTable, after last: [Value]?, most: Int) throws -> ResealedRows {
        var (rows, found): ([(values: [Value], isOlder: Bool)], ResealedRows) = ([], ResealedRows())
        var count = 0
        try eachCoded(table, table.slice(after: last, most: most)) { values, code, told in
            count += 1
            guard let values else { return report(table, told()) }
            found.last = table.keyValues(values)
            guard let code, isAuthentic(values, code, table) else {
                found.left += 1
                return report(table, told())
            }
            rows.append((values, try sealer.needsNewCode(code)))
        }
        for (values, isOlder) in rows where isOlder {
            // Read again: writers beside this one wait until it is renewed.
            let isThere = try keep(in: table, where: table.isRow(table.keyValues(values)), evenIfSame: true) { try renew(&$0, table) }
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
