import DecisionIndex
import Rules

/// A row that acts alone write, as somebody sees it on a page.
enum PowerRow: Hashable, Sendable {
    case role(Acting)
    case quality(Quality)
    case application(SecuredApplication.Code, on: Assignment.ID)

    /// Of a list, where only the assignment is shown.
    init(_ assignment: Assignment, isBlocked: Bool) { self = .role(Acting(assignment, isBlocked: isBlocked)) }

    func isConfirmed(by index: borrowing DecisionIndex) -> Bool {
        switch self {
        case .role(let acting): index.confirms(acting)
        case .quality(let quality): index.confirms(quality)
        case .application(let code, let assignment): index.confirms(code, on: assignment)
        }
    }

    /// Its table, and what a log calls it.
    var place: (table: String, row: String) {
        switch self {
        case .role(let acting): ("assignments", "assignments/\(acting.authority.key.map(String.init) ?? "")")
        case .quality(let quality): ("qualities", "qualities/\(quality.id)")
        case .application(let code, let assignment): ("grants", "grants of assignments/\(assignment), \(code)")
        }
    }
}
