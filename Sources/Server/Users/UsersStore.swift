import Foundation
import Rules
import Storage

extension Transaction {
    /// Whether an assignment was a user's in that quality and has ended.
    func wasUser(_ id: Assignment.ID, in quality: Quality.ID) throws -> Bool {
        try count("SELECT COUNT(*) FROM assignments WHERE id = \(id) AND quality = \(quality) AND role = 'user' AND open IS NULL") == 1
    }

    /// When somebody gave others a new password in an entity, the oldest first. Only the entity's newest acts are looked at.
    func passwordsSet(by actor: Person.ID, in entity: Entity.ID, since: Date) throws -> [Date] {
        try rows(
            """
            SELECT n.at FROM (SELECT at, actor, code FROM acts WHERE entity = \(entity) ORDER BY position DESC LIMIT 500) n
            WHERE n.actor = \(actor) AND n.code = \(ActCode.userPasswordSet.rawValue) AND n.at > \(since) ORDER BY n.at
            """
        ) { try $0.date("at") }
    }
}
