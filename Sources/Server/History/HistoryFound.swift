import Foundation
import Rules
import Storage

/// One place in a history.
enum HistoryEntry: Sendable {
    case act(Act, position: Int64)
    /// It was done, and what it says was erased.
    case erased(at: Date, position: Int64)
    /// No key of this installation proves that it was recorded there, or it is another's: nothing of it is told.
    case unproven(at: Date, position: Int64)
}

/// One page of a history, with all there is to know to tell it.
struct HistoryFound: Sendable {
    let entries: [HistoryEntry]
    let next: Cursor?
    let lookedBackTo: Date?
    var names: [Person.ID: String] = [:]
    /// What actors acted as.
    var roles: [Assignment.ID: Role] = [:]
    var qualities: [Quality.ID: Quality] = [:]
    var entities: [Entity.ID: String] = [:]
    /// What acts closed.
    var former: [Act.ID: FormerRows] = [:]
    /// By which act one was taken back, and which one another takes back.
    var undoneBy: [Act.ID: Act] = [:]
    var undoes: [Act.ID: Act] = [:]
    /// What the reader could take back now.
    var undoable: Set<Act.ID> = []
    /// The last of some that were done together, which could be taken back together.
    var lastTogether: Set<Act.ID> = []

    var acts: [Act] {
        entries.compactMap { if case .act(let act, _) = $0 { act } else { nil } }
    }
}

extension HistoryFound {
    /// Everybody who is named.
    var people: [Person.ID] {
        Array(Set(acts.flatMap { [$0.actor, $0.subject].compactMap(\.self) } + former.values.compactMap { $0.assignment?.person }))
    }
}
