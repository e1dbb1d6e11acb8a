import Foundation
import Rules
import Storage

/// Somebody was shown a person's number in full or, when no page is named, looked for the person by it.
struct PersonView: Sendable {
    let id: Int64
    let at: Date
    let viewer: Person.ID
    let role: Role?
    let entity: Entity.ID
    let quality: Quality.ID?
    let page: Disclosure.Page?
}

/// Of which time, from where on, and how many.
struct ViewSpan: Sendable {
    let from: Date?
    let below: Date?
    let start: (at: Int64, id: Int64)?
    let most: Int
}

extension Transaction {
    func shown(_ person: Person.ID, _ span: ViewSpan) throws -> [PersonView] {
        try rows(
            """
            SELECT id, at, viewer, role, entity, quality, page FROM disclosures WHERE subject = \(person) AND \(span.condition)
            ORDER BY at DESC, id DESC LIMIT \(span.most)
            """
        ) {
            try PersonView(
                $0, viewer: "viewer", role: Role(rawValue: $0.text("role")), page: Disclosure.Page(rawValue: $0.text("page")))
        }
    }

    func lookedUp(_ person: Person.ID, _ span: ViewSpan) throws -> [PersonView] {
        try rows(
            """
            SELECT id, at, actor, entity, quality FROM look_ups WHERE subject = \(person) AND \(span.condition)
            ORDER BY at DESC, id DESC LIMIT \(span.most)
            """
        ) { try PersonView($0, viewer: "actor", role: nil, page: nil) }
    }
}

extension PersonView {
    fileprivate init(_ row: Columns, viewer: String, role: Role?, page: Disclosure.Page?) throws {
        self.init(
            id: try row.integer("id"), at: try row.date("at"), viewer: .init(rawValue: try row.integer(viewer)), role: role,
            entity: .init(rawValue: try row.integer("entity")), quality: try row.optionalInteger("quality").map(Key.init(rawValue:)), page: page)
    }
}

extension ViewSpan {
    fileprivate var condition: SQL {
        var bounds: [SQL] = []
        if let from { bounds.append("at >= \(from)") }
        if let start { bounds.append("(at, id) < (\(start.at), \(start.id))") }
        if let below { bounds.append("at < \(below)") }
        return .all(bounds)
    }
}
