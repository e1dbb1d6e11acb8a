import Foundation
import Rules
import Storage
import Web

extension Transaction {
    /// Whether answering it tells something that the actor has not been told lately, of somebody who has no role in the entity.
    func isNew(_ lookUp: LookUp) throws -> Bool {
        if let person = try personID(of: lookUp.ssin), try !roles(of: person, in: lookUp.entity, at: lookUp.at).isEmpty { return false }
        let since = lookUp.at.addingTimeInterval(-LookUp.timeout)
        return try row(
            """
            SELECT id FROM look_ups
            WHERE actor = \(lookUp.actor) AND at > \(since) AND entity = \(lookUp.entity) AND sought = \(try lookUp.sought(sealer)) LIMIT 1
            """
        ) { try $0.integer("id") } == nil
    }

    /// Writes it down, unless there were too many: then nil is not what it gives.
    func record(_ lookUp: LookUp, id: Int64) throws -> TooOften? {
        let counted: [(bounds: [LookUpBound], whose: SQL)] = [
            (LookUpBound.ofPerson, "actor = \(lookUp.actor)"), (LookUpBound.ofEntity, "entity = \(lookUp.entity)"),
        ]
        for (bounds, whose) in counted {
            for bound in bounds.reversed() {
                if let next = try next(after: bound, at: lookUp.at, whose) { return TooOften(bound.kind, until: next) }
            }
        }
        try run(
            """
            INSERT INTO look_ups (id, at, actor, entity, quality, sought, subject)
            VALUES (\(id), \(lookUp.at), \(lookUp.actor), \(lookUp.entity), \(lookUp.quality), \(lookUp.sought(sealer)),
                    \(try personID(of: lookUp.ssin)))
            """)
        return nil
    }

    /// When the oldest look-up that counts is forgotten; nil while there are fewer than the bound.
    private func next(after bound: LookUpBound, at now: Date, _ whose: SQL) throws -> Date? {
        let found = try row("SELECT COUNT(*) AS made, MIN(at) AS oldest FROM look_ups WHERE \(whose) AND at > \(now.addingTimeInterval(-bound.span))")
        {
            (Int(try $0.integer("made")), try $0.optionalDate("oldest"))
        }
        guard let (made, oldest) = found, made >= bound.most else { return nil }
        // What a clock that was ahead left counts as now.
        return oldest.map { min($0, now).addingTimeInterval(bound.span) }
    }
}

extension LookUp {
    /// Tells the same number again, and tells it to nobody who has not the sealing key. Made with another purpose than the one in a person's row, so that
    /// the rows alone do not say who is who.
    fileprivate func sought(_ sealer: Sealer) -> [UInt8] { sealer.lookup(ssin.digits, purpose: "look-up") }
}
