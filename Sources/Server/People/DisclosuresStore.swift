import Foundation
import Rules
import Storage

extension Transaction {
    func record(_ disclosures: [Disclosure]) throws {
        try insert(
            into: "disclosures",
            ["id", "at", "viewer", "role", "authority_kind", "authority_key", "entity", "quality", "subject", "people", "page", "request"],
            disclosures.flatMap { disclosure in
                [
                    disclosure.id.bound, disclosure.at.bound, disclosure.viewer.bound, disclosure.role.rawValue.bound,
                    disclosure.authority.kind.bound, disclosure.authority.key.bound, disclosure.entity.bound, disclosure.quality.bound,
                    disclosure.subject.bound, Int64(disclosure.people).bound, disclosure.page.rawValue.bound, disclosure.request.bound,
                ]
            })
    }

    func forgetDisclosures(before instant: Date) throws { try run("DELETE FROM disclosures WHERE at < \(instant)") }

    /// What an auditor asks for, the oldest first, each with the number of its entity.
    func eachDisclosure(
        in entity: Entity.ID?, about person: Person.ID?, since: Date?, _ body: (Disclosure, EnterpriseNumber) throws -> Void
    ) throws {
        let place: SQL = entity.map { "d.entity = \($0)" } ?? "1 = 1"
        let people: SQL = person.map { "(d.viewer = \($0) OR d.subject = \($0))" } ?? "1 = 1"
        try each(
            """
            SELECT d.id, d.at, d.viewer, d.role, d.authority_kind, d.authority_key, d.entity, d.quality, d.subject, d.people, d.page, d.request,
                e.number
            FROM disclosures d JOIN entities e ON e.id = d.entity
            WHERE \(place) AND \(people) AND d.at >= \(since ?? Date(timeIntervalSince1970: 0)) ORDER BY d.at, d.id
            """
        ) { row in try body(Disclosure(row), EnterpriseNumber(row.text("number"))) }
    }
}

extension Disclosure {
    fileprivate init(_ row: Columns) throws {
        let (role, page) = (try row.text("role"), try row.text("page"))
        let authority = Authority(kind: try row.text("authority_kind"), key: try row.optionalInteger("authority_key"))
        guard let role = Role(rawValue: role), let page = Page(rawValue: page), let authority else { throw StorageFault.statement("unknown code") }
        self.init(
            id: try row.integer("id"), at: try row.date("at"), viewer: .init(rawValue: try row.integer("viewer")), role: role, authority: authority,
            entity: .init(rawValue: try row.integer("entity")), quality: try row.optionalInteger("quality").map(Key.init(rawValue:)),
            subject: try row.optionalInteger("subject").map(Key.init(rawValue:)), people: Int(try row.integer("people")), page: page,
            request: try row.text("request"))
    }
}
