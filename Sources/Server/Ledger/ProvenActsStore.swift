import Rules
import Storage

/// Acts as their own bytes tell them. By which columns they are found, anybody who writes to the database may have chosen; what they say, only this
/// installation.
extension Transaction {
    /// The last first.
    /// - Throws: `UnauthenticRow` for an act that this installation did not record there.
    func authenticActs(_ condition: SQL, most: Int) throws -> [(position: Int64, act: Act)] {
        let sealer = try sealer
        return try rows("SELECT \(StoredAct.columns) FROM acts WHERE \(condition) ORDER BY position DESC LIMIT \(most)") {
            guard let stored = try? StoredAct($0), stored.isAuthentic(sealer) else { throw UnauthenticRow(table: "acts") }
            return (stored.position, try stored.act())
        }
    }

    /// Those that this installation recorded, the last first; what anybody else wrote is no act, and what was erased tells nothing.
    func provenActs(_ condition: SQL, most: Int) throws -> [Act] {
        let sealer = try sealer
        return try rows("SELECT \(StoredAct.columns) FROM acts WHERE \(condition) ORDER BY position DESC LIMIT \(most)") { row -> Act? in
            guard let stored = try? StoredAct(row), stored.isAuthentic(sealer), !stored.isErased else { return nil }
            return try stored.act()
        }.compactMap(\.self)
    }

    /// The role of each assignment, open or not, as the act says that opened it; nothing of one that no act proves.
    func rolesHeld(by authorities: Set<Authority>) throws -> [Assignment.ID: Role] {
        let keys = Set(authorities.compactMap { if case .assignment(let id) = $0 { id } else { nil } })
        guard !keys.isEmpty else { return [:] }
        let opening = Set(
            try rows("SELECT opened_by FROM assignments WHERE id IN \(list: Array(keys))") { try $0.optionalInteger("opened_by") }.compactMap(\.self))
        guard !opening.isEmpty else { return [:] }
        let opened = try provenActs("id IN \(list: Array(opening))", most: opening.count).flatMap { $0.opened(Assignment.self) }
        return Dictionary(opened.filter { keys.contains($0.id) }.map { ($0.id, $0.role) }, uniquingKeysWith: { first, _ in first })
    }
}
