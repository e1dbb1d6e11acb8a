package import Crypto
import Foundation
package import Hummingbird
import Standards

/// The cookies: the session, the browser (for forms before signing in), the language and the notice for the next page; a feature may add its own.
/// Over TLS they carry the `__Host-` prefix, which binds them to this host, to TLS and to `/`; on the demo's loopback http a plain name (DESIGN §9).
package struct CookieJar: Sendable {
    package let isSecure: Bool

    package init(isSecure: Bool) { self.isSecure = isSecure }

    private func name(_ plain: String) -> String { isSecure ? "__Host-\(plain)" : "chatelaine-\(plain)" }

    /// What this browser keeps under a name.
    package func value(_ plain: String, of request: Request) -> String? { request.cookies[name(plain)]?.value }

    package func session(of request: Request) -> String? { value("session", of: request)?.ifSecret }
    package func browser(of request: Request) -> String? { value("browser", of: request) }
    package func language(of request: Request) -> String? { value("language", of: request) }
    package func notice(of request: Request) -> String? { value("notice", of: request) }

    package func session(_ secret: String) -> String { cookie("session", secret) }
    package func browser(_ secret: String) -> String { cookie("browser", secret) }
    package func language(_ code: String) -> String { cookie("language", code, maxAge: 365 * 86_400) }
    package func notice(_ code: String) -> String { cookie("notice", code, maxAge: 60) }
    package func noSession() -> String { cookie("session", "", maxAge: 0) }
    package func noNotice() -> String { cookie("notice", "", maxAge: 0) }

    /// As `Set-Cookie` writes it. Without an age it ends with the browser.
    package func cookie(_ plain: String, _ value: String, maxAge: Int? = nil) -> String {
        "\(name(plain))=\(value); Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "") + (maxAge.map { "; Max-Age=\($0)" } ?? "")
    }
}

/// Random secrets, and what is kept of them.
package enum Secret {
    /// How many letters a secret has.
    package static let length = 43

    /// 256 random bits, in the letters of base64url.
    package static func random() -> String { SymmetricKey(size: .bits256).withUnsafeBytes { Base64URL.text(of: $0) } }

    /// What the database keeps of a secret: it finds the row, and opens nothing if read.
    package static func digest(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Data(secret.utf8))) }

    /// The proof that a form came from a page given to this browser: what belongs to the browser's secret, and a mark by which any proof of ours is known.
    package static func csrf(for cookie: String, key: SymmetricKey) -> String {
        let bound = proof("csrf", cookie, key: key)
        return "\(bound).\(proof("proof", bound, key: key))"
    }

    /// Whether this is a proof that we gave to some browser.
    static func isProof(_ given: String, key: SymmetricKey) -> Bool {
        guard given.utf8.count == 87, let dot = given.lastIndex(of: ".") else { return false }
        return same(String(given[given.index(after: dot)...]), proof("proof", String(given[..<dot]), key: key))
    }

    /// What only this installation can make of these texts, as long as a secret. The first says what is proven.
    package static func proof(_ texts: String..., key: SymmetricKey) -> String {
        Base64URL.text(of: HMAC<SHA256>.authenticationCode(for: Data(joined(texts).utf8), using: key))
    }

    /// What stands for these texts; the first says what they are.
    package static func digest(of texts: [String]) -> [UInt8] { digest(joined(texts)) }

    /// Each is preceded by its length: whoever may choose one of them, such as a name or a cookie, cannot make of it what others read like.
    private static func joined(_ texts: [String]) -> String { texts.map { "\($0.utf8.count):\($0)" }.joined() }

    /// Compared in constant time.
    package static func same(_ one: String, _ other: String) -> Bool {
        let (left, right) = (Array(one.utf8), Array(other.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension String {
    /// The text, if it can be a secret at all: what is longer or shorter is not looked at.
    fileprivate var ifSecret: String? { utf8.count == Secret.length ? self : nil }
}
