import Rules
import Storage

/// The rows that some acts opened, as they stand after the last of them, and the rows of earlier acts that they closed.
struct BulkRows {
    private let kinds: RowKinds
    private var tables: [BulkTable]

    init(_ kinds: RowKinds) {
        self.kinds = kinds
        tables = kinds.types.map { _ in BulkTable() }
    }

    mutating func add(_ act: Act) throws {
        for change in act.changes {
            let index = try kinds.index(of: change.type)
            switch change {
            case .opened(let row): tables[index].open(row, by: act.id)
            case .closed(let type, let id): tables[index].close(type, id, by: act.id)
            }
        }
    }

    /// What earlier acts opened is closed first, and what hangs on it before it: the indexes of open rows would refuse its successor.
    func write(_ tx: borrowing Transaction) throws {
        for table in tables.reversed() { for closing in table.closings { try tx.close(closing.type, closing.id, by: closing.act) } }
        for (type, table) in zip(kinds.types, tables) {
            try tx.insert(into: type.tableName, type.bulkColumns, table.values)
            for (row, act) in table.open.values { tx.summed.open(row, by: act) }
        }
    }
}

/// The rows of one kind.
private struct BulkTable {
    struct Closing {
        let type: any ClosableRow.Type
        let id: Int64
        let act: Act.ID
    }

    private(set) var values: [Value] = []
    private(set) var closings: [Closing] = []
    /// Those that are open after the last act.
    private(set) var open: [Int64: (row: any LedgerRow, act: Act.ID)] = [:]
    /// Where each row's `open` stands; `opened_by` and `closed_by` follow it.
    private var places: [Int64: Int] = [:]

    mutating func open(_ row: any LedgerRow, by act: Act.ID) {
        row.append(to: &values)
        open[row.number] = (row, act)
        places[row.number] = values.count
        values += [.integer(1), act.bound, .null]
    }

    mutating func close(_ type: any ClosableRow.Type, _ id: Int64, by act: Act.ID) {
        guard let place = places[id], values[place] == .integer(1) else { return closings.append(Closing(type: type, id: id, act: act)) }
        (values[place], values[place + 2]) = (.null, act.bound)
        open[id] = nil
    }
}
