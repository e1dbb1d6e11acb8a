import Foundation
import Rules
import Storage
import Web

extension Transaction {
    /// Nobody has written anything yet.
    func isUntouched() throws -> Bool {
        try isEmpty() && row("SELECT 1 AS found FROM entities LIMIT 1", { _ in true }) == nil
            && row("SELECT 1 AS found FROM acts LIMIT 1", { _ in true }) == nil
    }

    /// As `keepRegisterDays`, and an act tells that the days were moved. Where none were, as in a new installation, there is nothing to tell.
    func moveRegisterDays(to zone: Zone, at now: Date, newKey: () -> Int64) throws {
        let isNew = try !hasRegisterZone()
        // A zone that was kept and is gone would move all days once more.
        if isNew, try row("SELECT 1 AS found FROM entities LIMIT 1", { _ in true }) != nil { throw UnauthenticRow(table: "register_zone") }
        if !isNew { try requireTold([.registerZone]) }
        try keepRegisterDays(in: zone)
        if isNew { _ = takeUntold() } else { try tellKept(at: now, newKey: newKey) }
    }

    /// Rows are as acts left them: a zone of before, put back, would move all days once more, and the act of that would hide it; an older row would be
    /// added up as if it were the newest.
    /// - Throws: `LedgerFault.olderRow`
    private func requireTold(_ tables: [KeptTable]) throws {
        var told = ToldRows(tables)
        try each("SELECT body FROM acts ORDER BY position") {
            // What was erased tells nothing.
            let body = try $0.bytes(at: 0)
            if !body.isEmpty { told.follow(try Act(canonicalBytes: body)) }
        }
        try told.compare(self)
    }

    /// Gives a code to every row of a table that has none, and binds what is sealed to its row; how many there were.
    /// - Throws: `SealingFault` for what these keys did not seal.
    func vouch(for table: KeptTable) throws -> Int {
        var vouched = 0
        try eachRow(of: table) { values, code in
            guard code == nil else { return }
            var changed = values
            for (column, purpose) in table.sealed {
                let place = try table.places([column])[0]
                guard case .bytes(let sealed) = values[place] else { continue }
                changed[place] = try bound(sealed, column, values, table, formerPurpose: purpose)
            }
            try rewrite(values, code, as: changed, in: table, evenIfSame: true)
            vouched += 1
        }
        return vouched
    }

    private func bound(_ sealed: [UInt8], _ column: String, _ values: [Value], _ table: KeptTable, formerPurpose: String) throws -> Value {
        .bytes(try sealer.seal(try sealer.open(sealed, purpose: formerPurpose), inRow: table.purpose(of: column, ofRow: values)))
    }

    /// The rows in the order of their keys, some at a time, so that `body` may write them.
    func eachRow(of table: KeptTable, _ body: (_ values: [Value], _ code: [UInt8]?) throws -> Void) throws {
        var last: [Value]?
        while true {
            var rows: [([Value], [UInt8]?)] = []
            try eachCoded(table, table.slice(after: last, most: 1000)) { values, code, told in
                guard let values else { throw StorageFault.column(name: told(), problem: "holds a type the storage does not know") }
                rows.append((values, code))
            }
            for (values, code) in rows { try body(values, code) }
            guard rows.count == 1000, let row = rows.last else { return }
            last = table.keyValues(row.0)
        }
    }

    /// Once, where the end of the ledger was written before kept rows were added up: they are counted as they are. With them the e-mail addresses of
    /// qualities are taken over, which no version before kept with a code; an act tells of them.
    func countKeptRows(at now: Date, newKey: () -> Int64) throws {
        try lock(about: LedgerHead.end)
        guard try !countsKeptRows() else { return }
        // Of quality contacts no version before told.
        try requireTold(KeptTable.summed.filter { $0.description != KeptTable.qualityContacts.description })
        _ = try vouch(for: .qualityContacts)
        let takenOver = takeUntold()
        _ = takeKeptChanges()
        var end = try end()
        end.sums.countsKept = true
        let hasher = try rowHasher(for: end.sums)
        for table in KeptTable.summed { end.sums[table.description] = try sums(of: table, [hasher])[0] }
        try store(end)
        untell(takenOver)
        try tellKept(at: now, newKey: newKey)
    }
}
