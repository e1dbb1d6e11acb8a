package import Crypto
package import Foundation
package import Rules
package import Standards

/// What an operator decides, read once at start.
package struct Settings: Sendable {
    package var isDemo = false
    /// Where people reach the site over plain http or behind a proxy; used in letters.
    package var site = "http://127.0.0.1:8080"
    /// The addresses of our own proxies, which are believed when they say whom they speak for.
    package var proxies: Set<String> = []
    /// Where people reach the TLS port that asks for a card; nil when there is none.
    package var cardSite: String?
    /// Signs what forms prove. Kept with the other keys.
    package var formKey = SymmetricKey(size: .bits256)
    package var decisionKeys: Set<[UInt8]> = []
    /// The digest of the key to `/metrics`; nil shows it to this machine alone.
    package var operationsKey: [UInt8]?
    package var sessionLimits = SessionLimits(idle: 30 * 60, absolute: 10 * 3600)
    package var passwordPreset = "modern"
    /// How many people one act on a selection changes at most, in one transaction; of more, the rest follows in parts.
    package var mostOfSelection = 1000
    package var contact = Contact()
    /// The demo's test cards, offered on its sign-in page; empty outside the demo.
    package var demoCards: [DemoCard] = []
    /// Cosigns the checkpoints of other installations; nil when none is configured.
    package var witness: Witness?
    /// The authorities whose cards are accepted; nil when signing in with a card is not offered.
    package var cardTrust: EIDTrust?

    package init() {}

    /// The contact centre, shown on every page that could need it (MISSION P3). What is not said is not shown.
    package struct Contact: Sendable {
        package var name: [Language: String] = [:]
        package var phone = ""
        package var hours: [Language: String] = [:]
        package init() {}

        /// Whether pages may say to call it.
        package var isReachable: Bool { !phone.isEmpty }
    }
}

/// A test card that the demo lets a visitor "insert".
package struct DemoCard: Hashable, Sendable {
    package let slug: String
    package let name: String
    /// Whose it is.
    package let ssin: SSIN
    /// The authentication certificate, in DER.
    package let certificate: [UInt8]

    package init(slug: String, name: String, ssin: SSIN, certificate: [UInt8]) {
        self.slug = slug
        self.name = name
        self.ssin = ssin
        self.certificate = certificate
    }
}
