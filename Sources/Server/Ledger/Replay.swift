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
    private var holders = ReplayedHolders()

    /// What a row lies in that refers to one which is not open: told as something else.
    private static let nowhere: Int32 = -1

    init(_ kinds: RowKinds) {
        self.kinds = kinds
        tables = kinds.types.map { ReplayedRows($0) }
    }

    /// What an act touched, and the first thing that it cannot have touched.
    struct Played {
        fileprivate(set) var touched: [Touched] = []
        fileprivate(set) var fault: Unlawful?

        fileprivate mutating func blame(_ unlawful: Unlawful) { fault = fault ?? unlawful }
    }

    /// Takes in whatever an act opens and closes, as far as that can be: the acts after it are judged by what it left behind.
    mutating func play(_ act: Act) throws -> Played {
        var played = Played()
        for change in act.changes {
            let index = try kinds.index(of: change.type)
            // What hangs on a row is asked before it is closed, and once it is open.
            switch change {
            case .opened(let row):
                let place = try place(of: row)
                if !isIn(place, act) { played.blame(.outOfPlace) }
                guard tables[index].open(row, in: place, by: act.id, &cells) else {
                    played.blame(.impossible(row: tables[index].description(of: row.number)))
                    continue
                }
                if let assignment = change.opened(Assignment.self) { holders.add(assignment) }
                try touch(change, row.number, index, &played)
            case .closed(_, let id):
                if !isIn(tables[index].place(ofOpen: id) ?? Self.nowhere, act) { played.blame(.outOfPlace) }
                try touch(change, id, index, &played)
                if !tables[index].close(id, by: act.id) { played.blame(.impossible(row: tables[index].description(of: id))) }
            }
            authorities.follow(change)
        }
        return played
    }

    private func touch(_ change: Change, _ id: Int64, _ index: Int, _ played: inout Played) throws {
        switch try touched(change, index) {
        case .known(let touched): played.touched.append(touched)
        case .nothing: played.blame(.impossible(row: tables[index].description(of: id)))
        case .unruled: break
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
        var (faults, missing): (FoundFaults, [(id: Int64, row: String)]) = (FoundFaults(), [])
        for table in tables { missing += try table.compare(tx, cells, &faults).map { ($0, table.description(of: $0)) } }
        for (_, row) in missing.sorted(by: { $0.id < $1.id }) { faults.add(.rowMissing(row)) }
        try faults.throwAny()
    }
}

/// What the rules are told of what was open.
extension Replay {
    private enum Touch {
        case known(Touched)
        /// Of something that is not open.
        case nothing
        /// Of a kind that the rules say nothing of.
        case unruled
    }

    /// What a person holds, in every entity.
    func held(by person: Person.ID) throws -> [Assignment] { try holders.assignments(of: person).compactMap { try assignment($0.rawValue) } }

    func isOpen(_ quality: Quality.ID, in entity: Entity.ID) throws -> Bool {
        try tables[kinds.index(of: Quality.self)].place(ofOpen: quality.rawValue).map { places[$0] == Place(entity: entity) } ?? false
    }

    private func touched(_ change: Change, _ index: Int) throws -> Touch {
        if let grant = change.opened(Grant.self) { return try on(grant.assignment.rawValue, Touched.given) }
        if let assignment = change.opened(Assignment.self) { return .known(.opened(assignment)) }
        if let id = change.closed(Grant.self) { return try on(tables[index].firstCell(ofOpen: id.rawValue), Touched.taken) }
        if let id = change.closed(Assignment.self) { return try on(id.rawValue, Touched.closed) }
        if let block = change.opened(Block.self) { return try on(block.assignment.rawValue, Touched.blocked) }
        if let id = change.closed(Block.self) { return try on(tables[index].firstCell(ofOpen: id.rawValue), Touched.unblocked) }
        if let quality = change.opened(Quality.self) { return .known(.activated(quality)) }
        if let registration = change.opened(Registration.self) { return .known(.registered(registration)) }
        return .unruled
    }

    private func on(_ id: Int64?, _ touched: (Assignment) -> Touched) throws -> Touch {
        guard let id, let assignment = try assignment(id) else { return .nothing }
        return .known(touched(assignment))
    }

    private func assignment(_ id: Int64) throws -> Assignment? {
        guard let row = tables[try kinds.index(of: Assignment.self)].cells(ofOpen: id), let first = row.indices.first, row.count == 4,
            let role = cells.text(row[first + 1]).flatMap(Role.init(rawValue:))
        else { return nil }
        return Assignment(
            id: .init(rawValue: id), person: .init(rawValue: row[first]), role: role, entity: .init(rawValue: row[first + 2]),
            quality: cells.integer(row[first + 3]).map(Key.init(rawValue:)))
    }
}
