import DecisionIndex
import Rules
import Storage

extension Transaction {
    /// What the index keeps of every act.
    func actHeaders() throws -> ActHeaders {
        var headers = ActHeaders(Int(try ledgerHead().size))
        // Those columns are an index, in this order.
        try each(
            "SELECT id, position, authority_kind, authority_key, actor FROM acts ORDER BY id",
            as: [.integer, .integer, .code, .optionalInteger, .optionalInteger]
        ) { row, codes in
            let key = row[3] == NumberRow.null ? nil : row[3]
            guard let authority = Authority(kind: codes[row[2]], key: key) else { throw IndexFault.missing("authority", row[0]) }
            try headers.add(
                .init(rawValue: row[0]), at: row[1], under: authority, by: row[4] == NumberRow.null ? nil : .init(rawValue: row[4]))
        }
        return headers
    }

    /// What is ticked; assignments may be read elsewhere.
    func indexGrants(_ summer: inout RowSummer?) throws -> IndexGrants {
        var grants = IndexGrants(try count("SELECT COUNT(*) FROM grants"))
        try each(
            "SELECT id, assignment, application, opened_by FROM grants WHERE open = 1", as: [.integer, .integer, .code, .integer]
        ) { row, codes in
            summer?.addGrant(row, codes)
            try grants.add(row[0], on: row[1], of: Int(row[2]), by: row[3])
            if row[2] == grants.applications.count { grants.applications.append(codes[row[2]]) }
        }
        return grants
    }
}
