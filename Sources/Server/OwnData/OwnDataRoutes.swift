import Rules

/// | method    | address      | gate                   | what happens |
/// |-----------|--------------|------------------------|--------------|
/// | GET, POST | /me          | signed in              | U1: who I am; language, e-mail addresses and telephone; where I am signed in |
/// | GET       | /me/sessions | signed in              | leads to /me, where they are listed |
/// | POST      | /me/sessions | signed in              | ends every session of mine but this one |
/// | GET, POST | /me/password | before password change | U2: changes my password or, signed in with an eID, opens my account |
/// | GET       | /me/accesses | signed in              | U4: everything I can do, where, and through whom |
enum OwnDataRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.ownData, .signedIn, OwnDataPage.show), .post(.ownData, .signedIn, OwnDataPage.save),
            .get(.ownSessions, .signedIn) { $0.redirect(to: Address.ownData()) }, .post(.ownSessions, .signedIn, OwnDataPage.endOtherSessions),
            .get(.ownPassword, .beforePasswordChange, OwnPasswordPage.ask), .post(.ownPassword, .beforePasswordChange, OwnPasswordPage.change),
            .get(.ownAccesses, .signedIn, OwnAccessesPage.show),
        ]
    }
}

extension Address {
    static let ownSessions: Address = "/me/sessions"
}
