import Foundation
import Rules
import Storage
import Web

/// One line above a list: a draft that waits for somebody to confirm it.
struct WaitingUser: Sendable {
    let id: Key<DraftRow>
    /// What they are to become.
    let wanted: Role
    let name: String
    let author: String
    let savedAt: Date
    /// What the person is there by now, when that leaves nothing to confirm.
    let role: Role?
}

extension Transaction {
    /// A registration in that role, open or not, that its reader may open; any other leads nowhere.
    func userDraft(_ id: Key<DraftRow>, as role: Role, for readers: DraftReaders) throws -> Draft<UserDraft> {
        guard let draft = try draft(id, of: UserDraft.self, for: readers), draft.content.role == role else { throw NotFound() }
        return draft
    }

    /// What is to be decided before it can be confirmed, because the person's contact data have changed since it was saved.
    func conflict(of draft: UserDraft, about person: Person?) throws -> ChangedMeanwhile? {
        try draft.conflict(about: person) { try person.flatMap { try lastChange(ActCode.editing + [.personContactChanged], of: $0.id) } }
    }

    /// The registrations that wait in a quality for one of these roles, the newest first.
    func userDrafts(in quality: Quality, as roles: Set<Role> = [.user]) throws -> [WaitingUser] {
        try waiting(openDrafts(of: UserDraft.self, in: quality.id), as: roles, in: Place(quality))
    }

    /// Those of co-chiefs that this author saved.
    func coChiefDrafts(of entity: Entity.ID, by author: Person.ID) throws -> [WaitingUser] {
        try waiting(openDrafts(of: UserDraft.self, by: author, for: entity), as: [.coChief], in: Place(entity: entity))
    }

    private func waiting(_ drafts: [Draft<UserDraft>], as roles: Set<Role>, in place: Place) throws -> [WaitingUser] {
        try drafts.filter { roles.contains($0.content.role) }.map { draft in
            let known = try draft.content.ssin.flatMap { try person($0) }
            let form = draft.content.form
            let held = try known.flatMap { try role(of: $0.id, in: place) }
            return WaitingUser(
                id: draft.id, wanted: draft.content.role, name: known?.name ?? "\(form["givenName"]) \(form["familyName"])",
                author: try person(draft.content.savedBy)?.name ?? "", savedAt: draft.savedAt,
                role: held.flatMap { $0 >= draft.content.role ? $0 : nil })
        }
    }

    /// Closes the registrations that wait for somebody who has just got a role in the quality by an act: of no higher one is anything left to confirm.
    func closeUserDrafts(about ssin: SSIN, in quality: Quality.ID, upTo role: Role, by act: Act.ID) throws {
        for draft in try openDrafts(of: UserDraft.self, in: quality) where draft.content.ssin == ssin && draft.content.role <= role {
            try close(draft, by: act, keeping: draft.content.overtaken)
        }
    }
}
