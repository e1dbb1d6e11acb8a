import Rules
import Web

/// | method    | address                | gate                            | what happens |
/// |-----------|------------------------|---------------------------------|--------------|
/// | GET       | /me                    | signed in, confined: its entity | U1: who I am; language, e-mail addresses and telephone |
/// | POST      | /me                    | signed in, confined: refused    | saves them |
/// | GET       | /me/sessions           | signed in, confined: refused    | where I am signed in |
/// | POST      | /me/sessions           | signed in, confined: refused    | ends one session of mine, every other or all |
/// | GET, POST | /me/password           | before password change          | U2: changes my password or, signed in with an eID, opens my account |
/// | GET       | /me/certificate        | signed in, confined: refused    | U3: my certificate, and a form to load one |
/// | POST      | /me/certificate        | signed in, confined: refused    | an upload: registers it or, where there is one, shows both first |
/// | GET, POST | /me/certificate/remove | signed in, confined: refused    | removes it, after a confirmation |
/// | GET       | /me/accesses           | signed in, confined: its entity | U4: everything I can do, where, and through whom |
enum OwnDataRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.ownData, .signedIn(confined: .seesItsEntity), OwnDataPage.show),
            .post(.ownData, .signedIn(confined: .refused), OwnDataPage.save),
            .get(.ownSessions, .signedIn(confined: .refused), OwnSessionsPage.show),
            .post(.ownSessions, .signedIn(confined: .refused), OwnSessionsPage.end),
            .get(.ownPassword, .beforePasswordChange, OwnPasswordPage.ask), .post(.ownPassword, .beforePasswordChange, OwnPasswordPage.change),
            .get(.ownCertificate, .signedIn(confined: .refused), OwnCertificatePage.show),
            .post(.ownCertificate, .signedIn(confined: .refused), takes: .upload(CertificateUpload.limits), OwnCertificatePage.register),
            .get(.removeOwnCertificate, .signedIn(confined: .refused), OwnCertificatePage.askRemoval),
            .post(.removeOwnCertificate, .signedIn(confined: .refused), OwnCertificatePage.remove),
            .get(.ownAccesses, .signedIn(confined: .seesItsEntity), OwnAccessesPage.show),
        ]
    }

    static func menu(_ visit: Visit) -> [MenuEntry] {
        let always = [
            MenuEntry(group: .ownData, label: "ownData.menu.data", href: Address.ownData()),
            MenuEntry(group: .ownData, label: "ownData.menu.password", href: Address.ownPassword()),
        ]
        // Not shown to whoever else may know the password.
        guard visit.session?.confinedTo == nil else { return always }
        return always + [
            MenuEntry(group: .ownData, label: "ownData.certificate.title", href: Address.ownCertificate()),
            MenuEntry(group: .ownData, label: "ownData.sessions.title", href: Address.ownSessions()),
        ]
    }
}

extension Address {
    static let ownSessions = TypedAddress("/me/sessions")
    static let ownCertificate = TypedAddress("/me/certificate")
    static let removeOwnCertificate = TypedAddress("/me/certificate/remove")
}
