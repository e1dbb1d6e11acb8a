package import Crypto
import Hummingbird
import Web

/// A browser that has signed in to an account before, as its cookie proves: a random name for the browser, and for each of its last accounts a proof
/// that only this installation can make. It holds nothing about anybody and opens nothing; failures elsewhere do not slow it (`Throttle`).
package struct KnownBrowser: Sendable {
    /// A family, or the desk at a reception.
    static let mostAccounts = 8

    let id: String
    private let proofs: [String]

    /// Nil for what is no such cookie.
    package init?(_ cookie: String) {
        guard cookie.utf8.count <= (Self.mostAccounts + 1) * (Secret.length + 1) else { return nil }
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, parts.allSatisfy({ $0.utf8.count == Secret.length }) else { return nil }
        self.init(id: parts[0], proofs: Array(parts.dropFirst()))
    }

    private init(id: String, proofs: [String]) { (self.id, self.proofs) = (id, proofs) }

    package var cookie: String { ([id] + proofs).joined(separator: ".") }

    package func knows(_ userName: String, _ key: SymmetricKey) -> Bool {
        let proof = Self.proof(id, userName, key)
        return proofs.contains { Secret.same($0, proof) }
    }

    /// This browser, or a new one, once it has signed in to the account.
    package static func signedIn(_ former: KnownBrowser?, to userName: String, _ key: SymmetricKey) -> KnownBrowser {
        let id = former?.id ?? Secret.random()
        let proof = proof(id, userName, key)
        let others = (former?.proofs ?? []).filter { $0 != proof }
        return KnownBrowser(id: id, proofs: [proof] + others.prefix(mostAccounts - 1))
    }

    private static func proof(_ id: String, _ userName: String, _ key: SymmetricKey) -> String {
        Secret.proof("known browser", id, userName, key: key)
    }
}

extension CookieJar {
    func known(of request: Request) -> String? { value("known", of: request) }
    func known(_ browser: KnownBrowser) -> String { cookie("known", browser.cookie, maxAge: 365 * 86_400) }
}

extension Visit {
    /// What this browser proves about itself, whatever account is meant.
    var knownBrowser: KnownBrowser? { cookies.known(of: request).flatMap(KnownBrowser.init) }

    /// Who is slowed when a password given for this account is wrong. The first counts the account.
    func throttles(for userName: String, isSignedIn: Bool) -> [Throttle] {
        if isSignedIn { return [.ownAccount(userName)] }
        if let browser = knownBrowser, browser.knows(userName, house.settings.formKey) {
            return [.account(userName, from: browser), .knownBrowsers(userName)]
        }
        return [.account(userName), .address(address)]
    }
}
