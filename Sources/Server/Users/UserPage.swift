import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// One user: who, since when, under which authority, with which applications, and what can be done about it (MISSION M13).
enum UserPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (id, quality, now): (Assignment.ID, Quality, Date) = (try visit.part(), try visit.thisQuality(), visit.now)
        let (user, history) = try await visit.confirmed { tx in
            let user = try tx.registered(id, in: quality, at: now)
            return (user, try tx.history(of: user))
        } user: {
            $0.0
        }
        return try visit.page(
            model(user, history, visit), title: user.person.name, crumbs: try visit.userCrumbs(Crumb(user.person.name)),
            naming: [user.id.rawValue: user.person.name])
    }

    private static func model(_ user: RegisteredUser, _ history: UserHistory, _ visit: Visit) throws -> UserModel {
        let (may, isUser) = (try UserPowers(user, visit), user.role == .user)
        return UserModel(
            quality: try visit.qualityName(), type: visit.badge(user.role), status: visit.badge(blocked: user.holding.isBlocked),
            acts: isUser ? try acts(user, may, visit) : [], note: isUser ? may.note(visit) : visit.say("users.readOnly"),
            facts: try facts(user, history, visit), allNote: isUser ? nil : visit.say("users.everyApplication"),
            noApplications: isUser && user.holding.grants.isEmpty,
            applications: isUser ? applications(user, history, visit) : try everyApplication(visit), chain: visit.model(of: history.chain),
            back: try visit.here(.users))
    }

    private static func facts(_ user: RegisteredUser, _ history: UserHistory, _ visit: Visit) throws -> [Fact] {
        let number = visit.fact("users.ssin", visit.number(user.person.ssin, of: user.person.id, as: user.role, on: .user), mono: true)
        var facts =
            visit.nameFacts(user.person) + [number, visit.fact("users.userName", user.account?.userName ?? visit.say("users.draft.withoutAccount"))]
        facts += visit.contactFacts(user.person)
        if let opened = history.opened { facts.append(visit.fact("users.since", visit.said(opened, history.names))) }
        if let blocked = history.blocked, let block = user.holding.block {
            facts.append(visit.fact("users.blockedSince", visit.said(blocked, history.names)))
            facts.append(visit.fact("users.block.reason", visit.say("blockReasons.\(block.reason.rawValue)")))
        }
        return facts
    }

    private static func applications(_ user: RegisteredUser, _ history: UserHistory, _ visit: Visit) -> [UserModel.Application] {
        user.holding.grants.map { grant in
            UserModel.Application(
                label: visit.label(of: grant.application, in: (try? visit.thisQuality().domain) ?? ""),
                given: history.grants[grant.application].map { visit.said($0, history.names) })
        }
    }

    private static func everyApplication(_ visit: Visit) throws -> [UserModel.Application] {
        try visit.thisDomain().applications.map { UserModel.Application(label: visit.label($0), given: nil) }
    }

    private static func acts(_ user: RegisteredUser, _ may: UserPowers, _ visit: Visit) throws -> [UserModel.ActLink] {
        func act(_ allowed: Bool, _ label: String, _ address: UserAddress, danger: Bool = false) throws -> UserModel.ActLink? {
            guard allowed else { return nil }
            return UserModel.ActLink(label: visit.say(label), href: try visit.here(address, user.id), danger: danger)
        }
        let isBlocked = user.holding.isBlocked
        return try [
            act(may.change, "users.apps.action", .userApplications), act(may.edit, "users.edit.action", .editUser),
            act(may.setPassword, "users.password.action", .userPassword), act(may.unblock && isBlocked, "users.unblock.action", .unblockUser),
            act(may.change && !isBlocked, "users.block.action", .blockUser),
            act(may.change, "users.remove.action", .removeUser, danger: true),
        ].compactMap(\.self)
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
    }

    let quality: String
    let type: Badge
    let status: Badge
    let acts: [ActLink]
    /// Why there is less to do than usual.
    let note: String?
    let facts: [Fact]
    /// For whoever opens every application without a grant.
    let allNote: String?
    let noApplications: Bool
    let applications: [Application]
    let chain: [ChainLink]
    let back: String
}

/// What the visitor may do with one user: `Powers` and the rules themselves are asked, so that no button leads to a refusal.
struct UserPowers {
    /// Change applications, block, remove.
    let change: Bool
    let unblock: Bool
    let edit: Bool
    let setPassword: Bool
    private let higher: Bool

    init(_ user: RegisteredUser, _ visit: Visit) throws {
        let (person, occasion) = (user.person.id, try visit.occasion())
        change = visit.may(.manageUsers, on: Target(person, as: user.role, raises: false))
        unblock = visit.may(.manageUsers, on: Target(person, as: user.role, raises: true))
        edit = (try? user.holding.edited(user.otherHoldings, on: occasion)) != nil
        setPassword = (try? user.holding.passwordSet(user.otherHoldings, hasAccount: user.account != nil, on: occasion)) != nil
        higher = !visit.may(.manageUsers, on: Target(person, as: max(user.otherHoldings.highestRole, user.role), raises: false))
    }

    /// Why fewer buttons than usual: the person stands higher, or elsewhere.
    func note(_ visit: Visit) -> String? { change && !edit ? visit.say(higher ? "users.higher" : "users.elsewhere") : nil }
}

/// When and by whom each thing about a user was done.
struct UserHistory: Sendable {
    let chain: Chain
    let opened: Provenance?
    let blocked: Provenance?
    let grants: [SecuredApplication.Code: Provenance]
    let names: [Person.ID: String]
}

extension Transaction {
    func history(of user: RegisteredUser) throws -> UserHistory {
        let (opened, grants) = (try opening(of: user.id), try openings(ofGrantsOn: user.id))
        let blocked = try user.holding.block.flatMap { try opening(of: $0.id) }
        let actors = Set(([opened, blocked].compactMap(\.self) + grants.values).compactMap(\.actor))
        return UserHistory(
            chain: try chain(to: user.holding.assignment), opened: opened, blocked: blocked, grants: grants,
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
