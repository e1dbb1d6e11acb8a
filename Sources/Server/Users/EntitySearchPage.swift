import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// *Rechercher utilisateurs*: everyone with a role in the entity, by what is known of them; one line a person with all their roles (MISSION M6). Whoever
/// manages one quality searches that one.
enum EntitySearchPage {
    static func show(_ visit: Visit) async throws -> Response {
        try await page(visit, FilteredNumber.query(visit))
    }

    /// The form, answered by an address that can be kept; a number stands there sealed.
    static func search(_ visit: Visit) async throws -> Response {
        let form = visit.form
        var reader = FormReader(form)
        _ = reader.optional("ssin", SSIN.init)
        guard reader.invalid.isEmpty, !form.isShownAgain else { return try await page(visit, form, reader.invalid.isEmpty ? nil : reader.invalid) }
        return visit.redirect(to: UserListPage.link(try address(visit), try EntitySearchForm(form, [], visit).query(visit)))
    }

    private static func address(_ visit: Visit) throws -> String {
        let number = try visit.thisEntity().number
        return visit.quality.map { Address.qualitySearch(number, $0.id) } ?? Address.entitySearch(number)
    }

    private static func page(_ visit: Visit, _ query: Form, _ invalid: Invalid? = nil) async throws -> Response {
        let (entity, here, cursor, path) = (try visit.thisEntity(), visit.quality, try visit.cursor("at"), try address(visit))
        let all = try await visit.house.read { tx in try tx.qualities(of: entity.id) }
        let form = try EntitySearchForm(query, here.map { [$0] } ?? all, visit)
        let isAsked = invalid == nil && query.isTicked("asked")
        let (found, others) = try await visit.house.readConfirmed(isList: true) { tx in
            isAsked
                ? try tx.found(form.filter, in: form.searched, of: entity.id, chiefs: here == nil && form.quality == nil, at: cursor)
                : FoundPeople(people: [], next: nil)
        } shown: {
            $0.rows
        }
        let shown = found.without(others)
        let (title, kept) = (visit.say("users.search.heading"), try form.query(visit))
        let model = EntitySearchModel(
            entity: here == nil ? entity.name : try visit.qualityName(), errors: Fields(visit, form.form, invalid, texts: "users.search").errors,
            action: path, fields: form.fields(visit, invalid), selects: form.selects(visit),
            searched: isAsked ? visit.say("users.search.searched", ["criteria": form.said(visit)]) : nil,
            count: isAsked ? count(shown, cursor, visit) : "", people: shown.people.map { line($0, all, visit) },
            pager: shown.next == nil && cursor == nil ? nil : pager(shown, path, kept, cursor, visit),
            empty: isAsked && shown.people.isEmpty ? try empty(here, visit) : nil)
        let crumbs = here == nil ? visit.crumbs([Crumb(title)]) : try visit.personCrumbs(Crumb(title))
        return try visit.page(model, title: title, crumbs: crumbs, status: invalid == nil ? .ok : .unprocessableContent)
    }

    private static func count(_ found: FoundPeople, _ cursor: Cursor?, _ visit: Visit) -> String {
        found.next == nil && cursor == nil
            ? visit.say(count: found.people.count, "users.found") : visit.say(count: found.people.count, "users.onThisPage")
    }

    private static func pager(_ found: FoundPeople, _ path: String, _ kept: String, _ cursor: Cursor?, _ visit: Visit) -> Pager {
        Pager(
            text: visit.say(count: found.people.count, "users.onThisPage"), previous: cursor == nil ? nil : UserListPage.link(path, kept),
            next: found.next.map { UserListPage.link(path, kept, "at=\($0.encoded)") })
    }

    private static func line(_ person: FoundPerson, _ qualities: [Quality], _ visit: Visit) -> EntitySearchModel.Line {
        let highest = person.held.first?.assignment.role ?? .user
        let entity = visit.entity?.number
        let roles = person.held.map { held -> EntitySearchModel.Role in
            let quality = held.assignment.quality.flatMap { id in qualities.first { $0.id == id } }
            let whole = entity.map { held.assignment.role == .coChief ? Address.coChief($0, held.assignment.id) : Address.entity($0) }
            let href = quality.flatMap { quality in entity.map { Address.user($0, quality.id, held.assignment.id) } } ?? whole
            return EntitySearchModel.Role(
                label: visit.say("roles.\(held.assignment.role.rawValue)"),
                quality: quality.map { "\(visit.label(of: $0.domain)) \(visit.identifier(of: $0))" },
                href: href ?? Address.mine(), blocked: held.isBlocked ? visit.badge(blocked: true) : nil)
        }
        return EntitySearchModel.Line(
            familyName: person.familyName, givenName: person.givenName, userName: person.userName,
            ssin: visit.number(person.ssin, of: person.id, as: highest, on: .entitySearch), roles: roles)
    }

    /// What to do when nobody is found: to add them, where one may.
    private static func empty(_ quality: Quality?, _ visit: Visit) throws -> EmptyList {
        let add = quality != nil && visit.may(.manageUsers) ? Link(visit.say("users.add"), try visit.here(.users)) : nil
        return EmptyList(title: visit.say("users.noneFound.title"), text: visit.say("users.search.none"), action: add)
    }
}

struct EntitySearchModel: PageModel {
    static let template = "users/search"

    struct Line: Codable, Sendable {
        let familyName: String
        let givenName: String
        let userName: String?
        let ssin: String
        let roles: [Role]
    }

    struct Role: Codable, Sendable {
        let label: String
        let quality: String?
        let href: String
        let blocked: Badge?
    }

    /// Where is searched.
    let entity: String
    let errors: [FieldError]
    let action: String
    let fields: [Field]
    let selects: [Select]
    /// What was searched for; nil before anything was.
    let searched: String?
    let count: String
    let people: [Line]
    let pager: Pager?
    let empty: EmptyList?
}
