import Foundation
import Rules
import Storage
import Web

/// One line above the list: a draft that waits for somebody to confirm it.
struct WaitingUser: Sendable {
    let id: Key<DraftRow>
    let name: String
    let author: String
    let savedAt: Date
    /// What the person is there by now, so that there is nothing left to confirm.
    let role: Role?
}

extension Transaction {
    /// A draft of this quality, open or not; any other leads nowhere.
    func userDraft(_ id: Key<DraftRow>, in quality: Quality.ID) throws -> Draft<UserDraft> {
        guard let draft = try draft(id, of: UserDraft.self, for: .managers(of: quality)) else { throw NotFound() }
        return draft
    }

    /// What is to be decided before it can be confirmed, because the person's contact data have changed since it was saved.
    func conflict(of draft: UserDraft, about person: Person?) throws -> ChangedMeanwhile? {
        try draft.conflict(about: person) { try person.flatMap { try lastChange([.personContactChanged, .userEdited], of: $0.id) } }
    }

    func userDrafts(in quality: Quality) throws -> [WaitingUser] {
        try openDrafts(of: UserDraft.self, in: quality.id).map { draft in
            let known = try draft.content.ssin.flatMap { try person($0) }
            let form = draft.content.form
            return WaitingUser(
                id: draft.id, name: known?.name ?? "\(form["givenName"]) \(form["familyName"])",
                author: try person(draft.content.savedBy)?.name ?? "", savedAt: draft.savedAt,
                role: try known.flatMap { try role(of: $0.id, in: quality) })
        }
    }

    /// What someone is in a quality: manager, co-manager or user; chief, while they manage it for want of a manager.
    func role(of person: Person.ID, in quality: Quality) throws -> Role? {
        if let held = try holding(of: person, in: quality.id) { return held.assignment.role }
        return try managing(quality) == person ? .chief : nil
    }

    /// Closes the registrations that wait for somebody who has just come into the quality by an act: nothing of theirs is left to confirm.
    func closeUserDrafts(about ssin: SSIN, in quality: Quality.ID, by act: Act.ID) throws {
        for draft in try openDrafts(of: UserDraft.self, in: quality) where draft.content.ssin == ssin {
            try close(draft, by: act, keeping: draft.content.overtaken)
        }
    }
}
