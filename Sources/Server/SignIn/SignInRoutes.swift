import Web

/// | method | address        | gate      | what happens |
/// |--------|----------------|-----------|--------------|
/// | GET    | /sign-in       | open      | the ways to sign in: user name and password, card, demo card |
/// | POST   | /sign-in       | open      | S1: user name and password |
/// | GET    | /sign-in/eid   | open      | S2: the TLS port asked for a card; this reads it |
/// | POST   | /sign-in/demo  | open      | the demo only: "insert" a person's test card |
/// | GET    | /resume        | signed in, confined: its entity | shows a form that was typed before the session ended, to send again |
/// | POST   | /sign-out      | open      | ends the session, if there is one still |
enum SignInRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.signIn, .open, SignInPage.ask), .post(.signIn, .open, SignInPage.signIn), .get(.cardSignIn, .open, CardSignInPage.read),
            .post(.demoCard, .open, CardSignInPage.insert), .get(.resume, .signedIn(confined: .seesItsEntity), ResumePage.show),
            .post(.signOut, .open, SignInPage.signOut),
        ]
    }
}

extension Address {
    static let cardSignIn = TypedAddress("/sign-in/eid")
    static let demoCard = TypedAddress("/sign-in/demo")
    static let resume = TypedAddress("/resume")
}
