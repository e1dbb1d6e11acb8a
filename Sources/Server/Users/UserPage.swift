import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// One user, manager or co-chief: who, since when, under which authority, with which applications, and what can be done about it (MISSION M5, M8, M13).
enum UserPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (id, place, now): (Assignment.ID, Place, Date) = (try visit.part(), try visit.place(), visit.now)
        let (user, history) = try await visit.confirmed { tx in
            let user = try tx.registered(id, in: place, at: now)
            return (user, try tx.history(of: user))
        } user: {
            $0.0
        }
        return try visit.page(
            model(user, history, visit), title: user.person.name, crumbs: try visit.personCrumbs(Crumb(user.person.name)),
            naming: [user.id.rawValue: user.person.name])
    }

    private static func model(_ user: RegisteredUser, _ history: UserHistory, _ visit: Visit) throws -> UserModel {
        let may = try UserPowers(user, visit)
        return UserModel(
            place: try visit.placeName(), type: visit.badge(user.role), status: visit.badge(blocked: user.holding.isBlocked),
            acts: try acts(user, may, visit), note: may.note(user, visit), facts: try facts(user, history, visit),
            opens: visit.quality == nil ? nil : try opens(user, history, visit), chain: visit.model(of: history.chain),
            history: Link(visit.say("history.title"), try visit.here(.history, user.id)),
            back: Link(visit.say(visit.quality == nil ? "staff.co-chief.backToList" : "users.backToList"), try visit.listOfPeople()))
    }

    private static func opens(_ user: RegisteredUser, _ history: UserHistory, _ visit: Visit) throws -> UserModel.Opens {
        let isUser = user.role == .user
        return UserModel.Opens(
            note: isUser ? nil : visit.say("users.everyApplication"), nothing: isUser && user.holding.grants.isEmpty,
            applications: isUser ? try applications(user, history, visit) : try everyApplication(user, visit))
    }

    private static func facts(_ user: RegisteredUser, _ history: UserHistory, _ visit: Visit) throws -> [Fact] {
        let number = visit.fact(
            "users.ssin", visit.number(user.person.ssin, of: user.person.id, as: user.role, on: user.role == .coChief ? .coChief : .user), mono: true)
        var facts =
            visit.nameFacts(user.person) + [number, visit.fact("users.userName", user.account?.userName ?? visit.say("users.draft.withoutAccount"))]
        facts += visit.contactFacts(user.person)
        if let opened = history.opened {
            facts.append(visit.fact("users.created", visit.said(opened, history.names)))
        }
        facts.append(visit.fact("users.modified", history.modified.map { visit.said($0, history.names) } ?? visit.say("users.never")))
        facts.append(visit.fact("users.status", visit.badge(blocked: user.holding.isBlocked).label))
        if let blocked = history.blocked, let block = user.holding.block {
            facts.append(visit.fact("users.blockedSince", visit.said(blocked, history.names)))
            facts.append(visit.fact("users.block.reason", visit.say("blockReasons.\(block.reason.rawValue)")))
        }
        return facts
    }

    private static func applications(_ user: RegisteredUser, _ history: UserHistory, _ visit: Visit) throws -> [UserModel.Application] {
        let (number, quality) = (try visit.thisEntity().number, try visit.thisQuality())
        return user.holding.grants.map { grant in
            UserModel.Application(
                label: visit.label(of: grant.application, in: quality.domain),
                given: history.grants[grant.application].map { visit.said($0, history.names) },
                why: Address.why(number, quality.id, user.id, grant.application))
        }
    }

    private static func everyApplication(_ user: RegisteredUser, _ visit: Visit) throws -> [UserModel.Application] {
        let (number, quality) = (try visit.thisEntity().number, try visit.thisQuality())
        return try visit.thisDomain().applications.map {
            UserModel.Application(label: visit.label($0), given: nil, why: Address.why(number, quality.id, user.id, $0.code))
        }
    }

    private static func acts(_ user: RegisteredUser, _ may: UserPowers, _ visit: Visit) throws -> [UserModel.ActLink] {
        func act(_ allowed: Bool, _ label: String, _ address: PersonAddress, danger: Bool = false) throws -> UserModel.ActLink? {
            guard allowed else { return nil }
            return UserModel.ActLink(label: visit.say(label), href: try visit.here(address, user.id), danger: danger)
        }
        let isBlocked = user.holding.isBlocked
        let applications = try may.change && user.role == .user ? visit.here(.userApplications, user.id) : nil
        return try [
            applications.map { UserModel.ActLink(label: visit.say("users.apps.action"), href: $0, danger: false) },
            like(user, visit), act(may.edit, "users.edit.action", .edit), act(may.setPassword, "users.password.action", .password),
            act(may.unblock && isBlocked, "users.unblock.action", .unblock), act(may.change && !isBlocked, "users.block.action", .block),
            act(may.change, "users.remove.action", .remove, danger: true),
        ].compactMap(\.self)
    }

    /// Registering somebody else with the same applications.
    private static func like(_ user: RegisteredUser, _ visit: Visit) throws -> UserModel.ActLink? {
        guard visit.may(.manageUsers), user.role == .user, !user.holding.grants.isEmpty else { return nil }
        return UserModel.ActLink(label: visit.say("users.like"), href: Colleague.address(try visit.here(.newUser), user.id), danger: false)
    }
}

struct UserModel: PageModel {
    static let template = "users/user"

    /// What can be done about a user.
    struct ActLink: Codable, Sendable {
        let label: String
        let href: String
        /// It takes something away.
        let danger: Bool
    }

    struct Application: Codable, Sendable {
        let label: String
        /// When, and by whom.
        let given: String?
        let why: String
    }

    /// What the quality's applications are to them.
    struct Opens: Codable, Sendable {
        /// For whoever opens every application without a grant.
        let note: String?
        let nothing: Bool
        let applications: [Application]
    }

    /// The quality or the entity.
    let place: String
    let type: Badge
    let status: Badge
    let acts: [ActLink]
    /// Why there is less to do than usual.
    let note: String?
    let facts: [Fact]
    /// Nil of those who stand outside of a quality.
    let opens: Opens?
    let chain: [ChainLink]
    let history: Link
    let back: Link
}

/// What the visitor may do with somebody: `Powers` and the rules themselves are asked, so that no button leads to a refusal.
struct UserPowers {
    /// Change applications, block, remove.
    let change: Bool
    let unblock: Bool
    let edit: Bool
    let setPassword: Bool
    private let higher: Bool

    init(_ user: RegisteredUser, _ visit: Visit) throws {
        let (person, occasion) = (user.person.id, try visit.occasion())
        func may(as role: Role, raises: Bool) -> Bool { user.power.map { visit.may($0, on: Target(person, as: role, raises: raises)) } ?? false }
        change = may(as: user.role, raises: false)
        unblock = may(as: user.role, raises: true)
        edit = (try? user.holding.edited(user.otherHoldings, on: occasion)) != nil
        setPassword = (try? user.holding.passwordSet(user.otherHoldings, hasAccount: user.account != nil, on: occasion)) != nil
        higher = !may(as: max(user.otherHoldings.highestRole, user.role), raises: false)
    }

    /// Why fewer buttons than usual: the reader has no power over such a role, or the person stands higher, or elsewhere.
    func note(_ user: RegisteredUser, _ visit: Visit) -> String? {
        if change { return edit ? nil : visit.say(higher ? "users.higher" : "users.elsewhere") }
        return switch user.role {
        case .user: nil
        case .coManager, .coChief: visit.say("readOnly", of: user.role)
        case .manager, .chief, .representative: visit.say("users.readOnly")
        }
    }
}

/// When and by whom each thing about a user was done.
struct UserHistory: Sendable {
    let chain: Chain
    let opened: Provenance?
    /// The last act about them here since; nil when there was none.
    let modified: Provenance?
    let blocked: Provenance?
    let grants: [SecuredApplication.Code: Provenance]
    let names: [Person.ID: String]
}

extension Transaction {
    func history(of user: RegisteredUser) throws -> UserHistory {
        let (opened, grants) = (try opening(of: user.id), try openings(ofGrantsOn: user.id))
        let blocked = try user.holding.block.flatMap { try opening(of: $0.id) }
        let modified = try lastAct(about: user.holding.assignment).flatMap { last in opened.map { last.at > $0.at } == true ? last : nil }
        let actors = Set(([opened, modified, blocked].compactMap(\.self) + grants.values).compactMap(\.actor))
        return UserHistory(
            chain: try chain(to: user.holding.assignment), opened: opened, modified: modified, blocked: blocked, grants: grants,
            names: try people(Array(actors)).mapValues(\.name))
    }
}

extension Visit {
    /// `2 March 2026, 10:00, by Sofie Peeters (Chief Access Manager)`
    func said(_ provenance: Provenance, _ names: [Person.ID: String]) -> String {
        guard let name = provenance.actor.flatMap({ names[$0] }) else { return instant(provenance.at) }
        let role = provenance.role.map { say("roles.\($0.rawValue)") } ?? ""
        return say(role.isEmpty ? "users.doneBy" : "users.doneByRole", ["date": instant(provenance.at), "name": name, "role": role])
    }
}
