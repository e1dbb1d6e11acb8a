import Rules
import Web

/// | method    | address      | gate                            | what happens |
/// |-----------|--------------|---------------------------------|--------------|
/// | GET       | /me          | signed in, confined: its entity | U1: who I am; language, e-mail addresses and telephone; where I am signed in |
/// | POST      | /me          | signed in, confined: refused    | saves them |
/// | GET       | /me/sessions | signed in, confined: its entity | leads to /me, where they are listed |
/// | POST      | /me/sessions | signed in, confined: refused    | ends every session of mine but this one |
/// | GET, POST | /me/password | before password change          | U2: changes my password or, signed in with an eID, opens my account |
/// | GET       | /me/accesses | signed in, confined: its entity | U4: everything I can do, where, and through whom |
enum OwnDataRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.ownData, .signedIn(confined: .seesItsEntity), OwnDataPage.show),
            .post(.ownData, .signedIn(confined: .refused), OwnDataPage.save),
            .get(.ownSessions, .signedIn(confined: .seesItsEntity)) { $0.redirect(to: Address.ownData()) },
            .post(.ownSessions, .signedIn(confined: .refused), OwnDataPage.endOtherSessions),
            .get(.ownPassword, .beforePasswordChange, OwnPasswordPage.ask), .post(.ownPassword, .beforePasswordChange, OwnPasswordPage.change),
            .get(.ownAccesses, .signedIn(confined: .seesItsEntity), OwnAccessesPage.show),
        ]
    }

    static func menu(_ visit: Visit) -> [MenuEntry] {
        [
            MenuEntry(group: .ownData, label: "ownData.menu.data", href: Address.ownData()),
            MenuEntry(group: .ownData, label: "ownData.menu.password", href: Address.ownPassword()),
        ]
    }
}

extension Address {
    static let ownSessions = TypedAddress("/me/sessions")
}
