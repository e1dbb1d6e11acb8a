import Rules
import Storage

/// The rows of one kind that the acts so far must have left behind: for millions of them, so as numbers in one array, with their places by key.
struct ReplayedRows {
    private struct Entry {
        let openedBy: Act.ID
        var closedBy: Act.ID?
        /// What it lies in, as `Replay` numbers it.
        let place: Int32
    }

    let type: any LedgerRow.Type
    private let width: Int
    private var cells: [Int64] = []
    private var entries: [Entry] = []
    private var indexes: [Int64: Int32] = [:]

    init(_ type: any LedgerRow.Type) { (self.type, width) = (type, type.columns.count) }

    /// What a row lies in; nil unless it is open.
    func place(ofOpen id: Int64) -> Int32? {
        guard let index = indexes[id].map(Int.init), entries[index].closedBy == nil else { return nil }
        return entries[index].place
    }

    /// What an open row holds, without its key, as numbers; nil unless it is open.
    func cells(ofOpen id: Int64) -> ArraySlice<Int64>? {
        guard let index = indexes[id].map(Int.init), entries[index].closedBy == nil else { return nil }
        return cells[index * width..<(index + 1) * width]
    }

    func firstCell(ofOpen id: Int64) -> Int64? { cells(ofOpen: id)?.first }

    /// False when there was one already, open or not.
    mutating func open<Row: LedgerRow>(_ row: Row, in place: Int32, by act: Act.ID, _ numbers: inout ReplayedCells) -> Bool {
        guard indexes[row.number] == nil else { return false }
        indexes[row.number] = Int32(entries.count)
        entries.append(Entry(openedBy: act, place: place))
        for column in Row.kind.columns { cells.append(numbers.number(of: column.cell(row))) }
        return true
    }

    /// False unless there was one open.
    mutating func close(_ id: Int64, by act: Act.ID) -> Bool {
        guard let index = indexes[id].map(Int.init), entries[index].closedBy == nil else { return false }
        entries[index].closedBy = act
        return true
    }

    /// Holds every row of the table against what the acts say; the keys of those that the table lacks.
    func compare(_ tx: borrowing Transaction, _ numbers: ReplayedCells, _ faults: inout FoundFaults) throws -> [Int64] {
        let names = type.columns
        var isMissing = Array(repeating: true, count: entries.count)
        try tx.each(type.everyRow) { found in
            let id = try found.integer(at: 0)
            guard let index = indexes[id].map(Int.init), isMissing[index] else { return faults.add(.rowUnaccounted(description(of: id))) }
            isMissing[index] = false
            if let column = try differing(index, found, names, numbers) { faults.add(.rowDiffers(description(of: id), column: column)) }
        }
        return indexes.filter { isMissing[Int($0.value)] }.map(\.key)
    }

    func description(of id: Int64) -> String { "row \(id) of \(type.tableName)" }

    /// The first column that does not hold what the acts say.
    private func differing(_ index: Int, _ found: Columns, _ names: [StaticString], _ numbers: ReplayedCells) throws -> String? {
        for column in 0..<width where try numbers.number(of: found.value(at: column + 1)) != cells[index * width + column] {
            return names[column].description
        }
        let entry = entries[index]
        guard try found.value(at: width + 2) == entry.openedBy.bound else { return "opened_by" }
        guard try found.value(at: width + 3) == entry.closedBy.bound else { return "closed_by" }
        return try found.value(at: width + 1) == (entry.closedBy == nil ? .integer(1) : .null) ? nil : "open"
    }
}
