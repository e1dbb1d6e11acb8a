import Rules
import Web

/// Every address stands under `/entities/:entity/qualities/:quality`.
///
/// | method    | address                       | gate         | what happens |
/// |-----------|-------------------------------|--------------|--------------|
/// | GET, POST | …/users                       | search-users | M9: everyone with a role in the quality, and the drafts that wait; finds by what is typed |
/// | GET       | …/users/export                | search-users | M9: the same list, as a table for a spreadsheet |
/// | GET, POST | …/search                      | search-users | M6: everyone with a role in the quality, one line a person |
/// | GET, POST | /entities/:entity/search      | search-users | M6: the same of the whole entity |
/// | GET, POST | …/users/selection             | manage-users | M11, M12: the same for everyone ticked or found; says first what changes |
/// | GET, POST | …/users/undo/:act             | manage-users | M11, M12: takes back what was done to one or to many |
/// | GET, POST | …/users/new                   | manage-users | M10: asks the national number; a refusal says why not |
/// | GET, POST | …/users/new/:number           | manage-users | M10: the form for that person; saves a draft |
/// | GET, POST | …/users/drafts/:draft         | manage-users | M10: summary; confirms, and only then is there access |
/// | GET, POST | …/users/drafts/:draft/edit    | manage-users | M10: the same form again, filled in |
/// | GET, POST | …/users/drafts/:draft/discard | manage-users | M10: throws the draft away |
/// | GET       | …/users/:user                 | search-users | M13: who, since when, under which authority, with which applications |
/// | GET, POST | …/users/:user/edit            | manage-users | M8, M13: language and e-mail addresses; of a co-manager too, for who may appoint them |
/// | GET, POST | …/users/:user/applications    | manage-users | M11: give and take applications; says first what changes |
/// | GET, POST | …/users/:user/password        | manage-users | M13: a new password, to be changed at the next sign-in |
/// | GET, POST | …/users/:user/block           | manage-users | M12: opens nothing for now |
/// | GET, POST | …/users/:user/unblock         | manage-users | M12: gives back what the block kept |
/// | GET, POST | …/users/:user/remove          | manage-users | M12: ends the assignment and what hangs on it |
enum UsersRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.users, .power(.searchUsers), UserListPage.show), .post(.users, .power(.searchUsers), UserListPage.filter),
            .get(.entitySearch, .power(.searchUsers), EntitySearchPage.show), .post(.entitySearch, .power(.searchUsers), EntitySearchPage.search),
            .get(.qualitySearch, .power(.searchUsers), EntitySearchPage.show), .post(.qualitySearch, .power(.searchUsers), EntitySearchPage.search),
            .get(.undo, .power(.manageUsers), UndoPage.show), .post(.undo, .power(.manageUsers), UndoPage.submit),
            .get(.userSelection, .power(.manageUsers), SelectionPage.show), .post(.userSelection, .power(.manageUsers), SelectionPage.begin),
            .get(.usersExport, .power(.searchUsers), UserExport.send),
            .get(.newUser, .power(.manageUsers), NewUserPage(role: .user).ask), .post(.newUser, .power(.manageUsers), AddingModel.check),
            .get(.newUserForm, .power(.manageUsers), UserFormPage(role: .user).ask),
            .post(.newUserForm, .power(.manageUsers), UserFormPage(role: .user).save),
            .get(.userDraft, .power(.manageUsers), UserDraftPage(role: .user).show),
            .post(.userDraft, .power(.manageUsers), UserDraftPage(role: .user).confirm),
            .get(.userDraftForm, .power(.manageUsers), UserFormPage(role: .user).resume),
            .post(.userDraftForm, .power(.manageUsers), UserFormPage(role: .user).saveAgain),
            .get(.discardUserDraft, .power(.manageUsers), DiscardUserDraftPage(role: .user).ask),
            .post(.discardUserDraft, .power(.manageUsers), DiscardUserDraftPage(role: .user).discard),
            .get(.user, .power(.searchUsers), UserPage.show),
            .get(.editUser, .power(.manageUsers), EditUserPage.ask), .post(.editUser, .power(.manageUsers), EditUserPage.save),
            .get(.userApplications, .power(.manageUsers), UserApplicationsPage.ask),
            .post(.userApplications, .power(.manageUsers), UserApplicationsPage.submit),
            .get(.userPassword, .power(.manageUsers), UserPasswordPage.ask), .post(.userPassword, .power(.manageUsers), UserPasswordPage.set),
            .get(.blockUser, .power(.manageUsers), BlockUserPage.ask), .post(.blockUser, .power(.manageUsers), BlockUserPage.block),
            .get(.unblockUser, .power(.manageUsers), UnblockUserPage.ask), .post(.unblockUser, .power(.manageUsers), UnblockUserPage.unblock),
            .get(.removeUser, .power(.manageUsers), RemoveUserPage.ask), .post(.removeUser, .power(.manageUsers), RemoveUserPage.remove),
        ]
    }

    static func menu(_ visit: Visit) -> [MenuEntry] {
        [
            visit.quality == nil
                ? visit.entry(.entity, .searchUsers, "users.search.heading") { number, _ in Address.entitySearch(number) } : nil,
            visit.entry(.quality, .searchUsers, "users.title") { number, quality in quality.map { Address.users(number, $0.id) } },
            visit.entry(.quality, .searchUsers, "users.search.heading") { number, quality in quality.map { Address.qualitySearch(number, $0.id) } },
        ].compactMap(\.self)
    }

    /// What was just done to users of a selection can be taken back.
    static func followUp(of notice: Notice, in visit: Visit) -> Link? {
        guard SelectionChange.Kind.allCases.contains(where: { $0.notice == notice.code }), let act = notice.subject, visit.may(.manageUsers),
            let address = try? visit.here(.undo, Act.ID(rawValue: act))
        else { return nil }
        return Link(visit.say("users.undo.action"), address)
    }

    /// The entry of the user whom the refusal is about; where they are blocked, and may be unblocked, that.
    static func remedy(for refusal: Refusal, in visit: Visit) async throws -> Link? {
        let ofUsers: [Refusal] = [.alreadyUser, .alreadyUserBlocked, .alreadyCoManager, .alreadyBlocked, .notBlocked]
        guard ofUsers.contains(refusal), let user = try await visit.userMeant() else { return nil }
        if refusal == .alreadyUserBlocked, visit.may(.manageUsers) {
            return Link(visit.say("users.unblock.action"), try visit.here(.unblockUser, user))
        }
        return visit.page(.searchUsers) { digits, quality in quality.map { Link(visit.say("users.toEntry"), Address.user(digits, $0.id, user)) } }
    }

}

/// Of a page about one user.
typealias UserAddress = TypedAddress<EnterpriseNumber, Quality.ID, Assignment.ID>

extension Address {
    static let users = TypedAddress("/entities/:entity/qualities/:quality/users", EnterpriseNumber.self, Quality.ID.self)
    static let userSelection = TypedAddress("/entities/:entity/qualities/:quality/users/selection", EnterpriseNumber.self, Quality.ID.self)
    static let entitySearch = TypedAddress("/entities/:entity/search", EnterpriseNumber.self)
    static let qualitySearch = TypedAddress("/entities/:entity/qualities/:quality/search", EnterpriseNumber.self, Quality.ID.self)
    static let undo = TypedAddress("/entities/:entity/qualities/:quality/users/undo/:act", EnterpriseNumber.self, Quality.ID.self, Act.ID.self)
    static let usersExport = TypedAddress("/entities/:entity/qualities/:quality/users/export", EnterpriseNumber.self, Quality.ID.self)
    static let newUser = TypedAddress("/entities/:entity/qualities/:quality/users/new", EnterpriseNumber.self, Quality.ID.self)
    static let newUserForm = TypedAddress(
        "/entities/:entity/qualities/:quality/users/new/:number", EnterpriseNumber.self, Quality.ID.self, SealedTicket.self)
    static let userDraft = TypedAddress(
        "/entities/:entity/qualities/:quality/users/drafts/:draft", EnterpriseNumber.self, Quality.ID.self, Key<DraftRow>.self)
    static let userDraftForm = TypedAddress(
        "/entities/:entity/qualities/:quality/users/drafts/:draft/edit", EnterpriseNumber.self, Quality.ID.self, Key<DraftRow>.self)
    static let discardUserDraft = TypedAddress(
        "/entities/:entity/qualities/:quality/users/drafts/:draft/discard", EnterpriseNumber.self, Quality.ID.self, Key<DraftRow>.self)
    static let user = TypedAddress("/entities/:entity/qualities/:quality/users/:user", EnterpriseNumber.self, Quality.ID.self, Assignment.ID.self)
    static let editUser = TypedAddress(
        "/entities/:entity/qualities/:quality/users/:user/edit", EnterpriseNumber.self, Quality.ID.self, Assignment.ID.self)
    static let userApplications = TypedAddress(
        "/entities/:entity/qualities/:quality/users/:user/applications", EnterpriseNumber.self, Quality.ID.self, Assignment.ID.self)
    static let userPassword = TypedAddress(
        "/entities/:entity/qualities/:quality/users/:user/password", EnterpriseNumber.self, Quality.ID.self, Assignment.ID.self)
    static let blockUser = TypedAddress(
        "/entities/:entity/qualities/:quality/users/:user/block", EnterpriseNumber.self, Quality.ID.self, Assignment.ID.self)
    static let unblockUser = TypedAddress(
        "/entities/:entity/qualities/:quality/users/:user/unblock", EnterpriseNumber.self, Quality.ID.self, Assignment.ID.self)
    static let removeUser = TypedAddress(
        "/entities/:entity/qualities/:quality/users/:user/remove", EnterpriseNumber.self, Quality.ID.self, Assignment.ID.self)
}

extension Visit {
    /// The way back from the list of users.
    func userCrumbs() throws -> [Crumb] { crumbs([Crumb(say("users.title"))]) }

    /// An address of this feature, in the entity and quality of this visit.
    func here(_ address: TypedAddress<EnterpriseNumber, Quality.ID>) throws -> String { address(try thisEntity().number, try thisQuality().id) }

    func here<Last: AddressPart>(_ address: TypedAddress<EnterpriseNumber, Quality.ID, Last>, _ last: Last) throws -> String {
        address(try thisEntity().number, try thisQuality().id, last)
    }

    /// The quality's name and its identifier there: `NSSO employer 1999990-61`.
    func qualityName() throws -> String {
        let quality = try thisQuality()
        return "\(label(of: quality.domain)) – \(identifier(of: quality))"
    }
}
