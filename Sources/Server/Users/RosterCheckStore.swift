import Storage

extension Transaction {
    /// Whether the list of users says what the rows it repeats say: nobody missing, nobody too many, nothing else of them.
    func rosterIsTrue() throws -> Bool {
        var (expected, found) = (Tally(), Tally())
        let columns = [
            "id", "quality", "person", "role", "name", "user_name", "at", "blocked", "given_name", "family_name", "applications",
            "title", "language", "email",
        ]
        try each(rosterRows) { row in
            expected.add("row", try columns.map(row.value))
            let name = try RosterName(row)
            let (quality, id) = (try row.value("quality"), try row.value("id"))
            for term in name.terms { expected.add("name", [quality, term.text.bound, id] + term.numbers) }
        }
        let listed = ["assignment", "quality", "person", "role", "name", "user_name", "since"] + columns.dropFirst(7)
        try each("SELECT \(rosterColumns) FROM roster") { found.add("row", try listed.map($0.value)) }
        let named = ["quality", "term", "assignment", "part", "shared", "shared_in_part"]
        try each("SELECT quality, term, assignment, part, shared, shared_in_part FROM roster_names") { found.add("name", try named.map($0.value)) }
        let grants = ["quality", "application", "name", "assignment"]
        try each(
            """
            SELECT a.quality, g.application, \(rosterName) AS name, a.id AS assignment
            FROM grants g JOIN assignments a ON a.id = g.assignment JOIN people p ON p.id = a.person
            WHERE g.open = 1 AND a.open = 1 AND a.quality IS NOT NULL
            """
        ) { expected.add("application", try grants.map($0.value)) }
        try each("SELECT quality, application, name, assignment FROM roster_applications") { found.add("application", try grants.map($0.value)) }
        return expected == found
    }
}

/// What a table holds, whatever its order, in constant memory: a sum of hashes that nobody outside this process can foresee.
private struct Tally: Equatable {
    private var count = 0
    private var sums: [UInt64] = [0, 0]

    mutating func add(_ table: String, _ values: [Value]) {
        count += 1
        for index in sums.indices {
            var hasher = Hasher()
            hasher.combine(index)
            hasher.combine(table)
            hasher.combine(values)
            sums[index] &+= UInt64(bitPattern: Int64(hasher.finalize()))
        }
    }
}
