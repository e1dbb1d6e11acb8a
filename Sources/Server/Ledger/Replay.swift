import Rules
import Storage

/// The rows that the acts so far must have left behind, and who could act by them.
struct Replay {
    private let kinds: RowKinds
    /// In the order of the kinds.
    private var tables: [ReplayedRows]
    private var cells = ReplayedCells()
    private var places = Numbered<Place>()
    private(set) var authorities = ReplayedAuthorities()

    /// What a row lies in that refers to one which is not open: told as something else.
    private static let nowhere: Int32 = -1

    init(_ kinds: RowKinds) {
        self.kinds = kinds
        tables = kinds.types.map { ReplayedRows($0) }
    }

    mutating func play(_ act: Act, _ position: Int64) throws {
        for change in act.changes {
            let index = try kinds.index(of: change.type)
            switch change {
            case .opened(let row):
                let place = try place(of: row)
                guard isIn(place, act) else { throw LedgerFault.outOfPlace(position: position) }
                try tables[index].open(row, in: place, by: act.id, at: position, &cells)
            case .closed(_, let id):
                guard isIn(tables[index].place(ofOpen: id) ?? Self.nowhere, act) else { throw LedgerFault.outOfPlace(position: position) }
                try tables[index].close(id, by: act.id, at: position)
            }
            authorities.follow(change)
        }
    }

    private mutating func place<Row: LedgerRow>(of row: Row) throws -> Int32 {
        switch Row.kind.place {
        case .entity(let entity): places.number(of: Place(entity: entity(row)))
        case .quality(let entity, let quality): places.number(of: Place(entity: entity(row), quality: quality(row)))
        case .parent(let type, let key): tables[try kinds.index(of: type)].place(ofOpen: key(row)) ?? Self.nowhere
        }
    }

    /// Whatever an act opens or closes lies in the entity that it names and, when it names one, in that quality or in the entity as a whole.
    private func isIn(_ number: Int32, _ act: Act) -> Bool {
        guard number != Self.nowhere else { return true }
        let place = places[number]
        return place.entity == act.entity && (place.quality == nil || place.quality == act.quality)
    }

    /// Holds every row of every table against what the acts say.
    func compare(_ tx: borrowing Transaction) throws {
        var missing: (id: Int64, told: String)?
        for table in tables {
            guard let id = try table.compare(tx, cells), id < missing?.id ?? .max else { continue }
            missing = (id, table.description(of: id))
        }
        if let missing { throw LedgerFault.rowMissing(missing.told) }
    }
}
