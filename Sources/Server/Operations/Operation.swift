import Foundation
import Rules
import Storage

/// Something that is asked, as typed values. Pages, APIs and imports make operations; nothing else makes acts.
///
/// It loads what it needs, asks the rule, and says what would follow. It knows no request and no form, and writes nothing: a preview asks it on a
/// read-only snapshot.
protocol Operation<Setting>: Sendable {
    /// Under what it is done: a role in an entity or, for what people do with their own data, themselves.
    associatedtype Setting: Sendable = Occasion

    var reach: Reach { get }

    /// Keeps other writers from what the plan depends on, beyond its reach; asked in the write transaction, just before the plan.
    func lock(_ tx: borrowing Transaction, on occasion: Setting) throws

    /// What it would do now.
    /// - Throws: `Refusal`, when a rule says no; `NotFound`, when what it is about is not there for whoever acts.
    func plan(in tx: borrowing Transaction, on occasion: Setting) throws -> Plan
}

extension Operation {
    var reach: Reach { .everything }
    func lock(_ tx: borrowing Transaction, on occasion: Setting) throws {}
}

/// How far an act reaches.
enum Reach: Sendable {
    /// The entity it is done for: what a user holds there, and drafts. Of others it reads and writes only what belongs to a person whom it has
    /// locked (`lock(about:)`).
    case entity
    case everything

    func lock(for entity: Entity.ID) -> WriteLock { self == .entity ? .about(entity.rawValue) : .alone }
}
