import Rules
import Storage

/// Marks, in a transaction, that the company register said something new of an entity.
struct RegisterChanged: Sendable {}

/// What the company register said of entities, in order, for the indexes of every node.
extension Transaction {
    /// To be called whenever an entity ceases, or turns out not to have.
    func registerChanged(_ entity: Entity.ID) throws {
        try run("INSERT INTO register_changes (position, entity) VALUES (\(try registerSize()), \(entity))")
        notes[RegisterChanged.self] = RegisterChanged()
        announce()
    }

    /// How many changes there were; they count from 0.
    func registerSize() throws -> Int64 {
        try row("SELECT position FROM register_changes ORDER BY position DESC LIMIT 1") { row in
            let position = try row.integer("position")
            guard (0..<Int64.max).contains(position) else {
                throw StorageFault.column(name: "position of register_changes", problem: "holds what no change has")
            }
            return position + 1
        } ?? 0
    }
}
