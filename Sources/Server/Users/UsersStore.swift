import Foundation
import Rules
import Storage

extension Transaction {
    /// Whether an assignment was a user's, co-manager's or co-chief's there and has ended.
    func wasAdministered(_ id: Assignment.ID, in place: Place) throws -> Bool {
        let isThere: SQL = place.quality.map { "quality = \($0)" } ?? "quality IS NULL"
        return try count(
            """
            SELECT COUNT(*) FROM assignments
            WHERE id = \(id) AND entity = \(place.entity) AND \(isThere) AND role IN ('user', 'co-manager', 'co-chief') AND open IS NULL
            """
        ) == 1
    }

    /// When somebody gave others a new password in an entity, the oldest first. Only the entity's newest acts are looked at.
    func passwordsSet(by actor: Person.ID, in entity: Entity.ID, since: Date) throws -> [Date] {
        try rows(
            """
            SELECT n.at FROM (SELECT at, actor, code FROM acts WHERE entity = \(entity) ORDER BY at DESC, position DESC LIMIT 500) n
            WHERE n.actor = \(actor) AND n.code IN \(list: ActCode.settingPasswords.map(\.rawValue)) AND n.at > \(since) ORDER BY n.at
            """
        ) { try $0.date("at") }
    }
}
