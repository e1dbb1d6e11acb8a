import Rules
import Storage

/// What a plan has read of rows that acts alone may write. A plan says what follows from what it read; so when the acts say the same, it is the plan that
/// the acts allow, whatever stands in the database (docs/decisions/0035).
final class PowerReadings {
    private(set) var all: [PowerReading] = []
    func add(_ reading: PowerReading) { all.append(reading) }
}

extension Transaction {
    /// Notes a reading, when somebody holds what is read against the acts.
    func note(_ reading: PowerReading) { notes[PowerReadings.self]?.add(reading) }
}

extension PowerReading {
    /// What it is called in the log: a table, and keys.
    var place: (table: String, row: String) {
        switch self {
        case .assignments(let asked, let found, _):
            let rows = found.map { "assignments/\($0.assignment.id)" }
            return ("assignments", rows.isEmpty ? asked.description : rows.joined(separator: " "))
        case .registration(let entity, _): return ("registrations", "entities/\(entity)")
        case .quality(let id, _): return ("qualities", "qualities/\(id)")
        case .qualities(let entity, _): return ("qualities", "entities/\(entity)")
        }
    }
}

extension AssignmentsAsked {
    fileprivate var description: String {
        switch self {
        case .these(let ids): ids.map { "assignments/\($0)" }.joined(separator: " ")
        case .of(let person): "people/\(person)"
        case .inEntity(let person, let entity), .inWhole(let person, let entity): "people/\(person) entities/\(entity)"
        case .inQuality(let person, let quality): "people/\(person) qualities/\(quality)"
        case .chief(let entity), .coChiefs(let entity): "entities/\(entity)"
        case .manager(let quality), .coManagers(let quality): "qualities/\(quality)"
        }
    }
}
