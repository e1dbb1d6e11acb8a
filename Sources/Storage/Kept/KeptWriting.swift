/// Writing rows that carry a code: the only way to write into a table that is kept so.
extension Transaction {
    /// A new row.
    /// - Parameter values: in the order of the table's columns.
    package func keep(_ values: [Value], in table: KeptTable) throws {
        let code = table.code(of: values, try sealer)
        let columns = (table.columns + ["code"]).map { SQL(stringLiteral: $0) }.joined(separator: ", ")
        let row = (values + [.bytes(code)]).map { "\($0)" as SQL }.joined(separator: ", ")
        try run("INSERT INTO \(SQL(stringLiteral: table.name)) (\(columns)) VALUES (\(row))")
        tell(table, values, code, insteadOf: nil)
    }

    /// Many rows at once, as `KeptTable.coded` gives them. No act tells of them.
    package func insert(coded rows: [Value], into table: KeptTable) throws {
        try insert(into: table.name, table.columns + ["code"], rows)
        guard let telling = table.telling, !rows.isEmpty else { return }
        for place in stride(from: table.columns.count, to: rows.count, by: table.columns.count + 1) {
            if case .bytes(let code) = rows[place] { keptChanges.add(KeptChange(table: table.description, former: nil, code: code)) }
        }
        telling.written(self)
    }

    /// Changes some columns of the rows that fit, and makes their codes anew; how many there were.
    /// - Parameter leavingOthers: a row that somebody else wrote stays as it is, and gives nothing.
    /// - Throws: `UnauthenticRow` when one of them was written by somebody else: nothing is built upon it.
    @discardableResult
    package func keep(
        _ changes: KeyValuePairs<String, Value>, in table: KeptTable, where condition: SQL, leavingOthers: Bool = false
    ) throws -> Int {
        try keep(in: table, where: condition, leavingOthers: leavingOthers) { values in
            for (column, value) in changes { values[try table.place(of: column)] = value }
        }
    }

    /// As above, with what each row becomes.
    @discardableResult
    package func keep(
        in table: KeptTable, where condition: SQL, leavingOthers: Bool = false, evenIfSame: Bool = false, _ change: (inout [Value]) throws -> Void
    ) throws -> Int {
        var found: [(values: [Value], code: [UInt8])] = []
        let check = ConditionCheck(condition, in: table)
        try eachCoded(table, "WHERE \(condition) \(lockingRows)") { values, code, told in
            guard let values, let code, check.isMet(by: values), table.isCode(code, of: values, try sealer),
                try age(of: values, code, table) != .older
            else {
                report(table, told())
                guard leavingOthers else { throw UnauthenticRow(table: table.description) }
                return
            }
            found.append((values, code))
        }
        for row in found {
            var changed = row.values
            try change(&changed)
            try rewrite(row.values, row.code, as: changed, in: table, evenIfSame: evenIfSame)
        }
        return found.count
    }

    /// Writes the columns that differ, and the code. What the row was is not asked.
    /// - Parameter former: its code so far; nil where it had none.
    package func rewrite(_ row: [Value], _ former: [UInt8]?, as changed: [Value], in table: KeptTable, evenIfSame: Bool = false) throws {
        guard evenIfSame || row != changed else { return }
        let code = table.code(of: changed, try sealer)
        var columns: [SQL] = ["code = \(code)"]
        for (place, column) in table.columns.enumerated() where row[place] != changed[place] {
            columns.append("\(SQL(stringLiteral: column)) = \(changed[place])")
        }
        try pipeline("UPDATE \(SQL(stringLiteral: table.name)) SET \(columns.joined(separator: ", ")) WHERE \(table.isRow(table.keyValues(row)))")
        tell(table, changed, code, insteadOf: former)
    }

    /// Where writers write beside each other, nobody changes the row between its reading and its writing.
    private var lockingRows: SQL { connection.dialect == .postgreSQL ? "FOR UPDATE" : "" }

    // MARK: What acts tell of it

    /// The codes of the told rows that were written in this transaction and that no act has told of yet, by what the rows are called.
    package var untold: [String: [UInt8]] { notes[UntoldRows.self]?.codes ?? [:] }

    /// The same, told with this.
    package func takeUntold() -> [String: [UInt8]] {
        defer { notes[UntoldRows.self] = nil }
        return untold
    }

    /// These are still to be told.
    package func untell(_ codes: [String: [UInt8]]) {
        guard !codes.isEmpty else { return }
        notes[UntoldRows.self, default: UntoldRows()].codes.merge(codes) { newer, _ in newer }
    }

    private func tell(_ table: KeptTable, _ values: [Value], _ code: [UInt8], insteadOf former: [UInt8]?) {
        guard let telling = table.telling else { return }
        notes[UntoldRows.self, default: UntoldRows()].codes[table.told(values)] = code
        keptChanges.add(KeptChange(table: table.description, former: former, code: code))
        telling.written(self)
    }
}

private struct UntoldRows {
    var codes: [String: [UInt8]] = [:]
}

/// A row that was to be changed was not written by this installation.
package struct UnauthenticRow: Error, Hashable, CustomStringConvertible {
    package let table: String

    package init(table: String) { self.table = table }
    package var description: String { "a row of \(table) was not written by this installation; chatelaine verify names it" }
}
