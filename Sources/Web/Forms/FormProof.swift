package import Crypto
import Foundation
import HTTPTypes
package import Hummingbird

/// Whether a form came from a page of ours. Browsers say which site a form comes from (`Sec-Fetch-Site`, `Origin`), and no page can change that; and the
/// form carries a proof that we gave to a browser, as a rule to the one that sends it.
package struct FormProof {
    private enum Sender { case ours, another, unknown }

    private let request: Request
    private let port: SitePort
    /// Where people are told to come to.
    private let sites: [String]
    /// The proof that belongs to the browser's own secret.
    private let csrf: String
    private let key: SymmetricKey

    package init(_ request: Request, at port: SitePort, sites: [String], csrf: String, key: SymmetricKey) {
        (self.request, self.port, self.sites, self.csrf, self.key) = (request, port, sites, csrf, key)
    }

    /// A form of ours whose page was given to this browser. Two first pages asked for at once are given two secrets, of which the browser keeps the one
    /// that came last; so a proof of the other is believed where the browser itself says that the form is from our own pages. Without its word, as from
    /// old browsers, only the proof that belongs to the cookie counts; against it, none does: a neighbouring host may have set that cookie.
    package func holds(_ proof: String) -> Bool {
        switch sender {
        case .another: false
        case .unknown: Secret.same(proof, csrf)
        case .ours: Secret.same(proof, csrf) || Secret.isProof(proof, key: key)
        }
    }

    /// Whether the proof stands in a header field, where no other site's page can put one.
    package var isInHeader: Bool { request.headers[.formProof].map(holds) ?? false }

    /// - Parameter proof: what came with the form; that of a header field goes before it.
    /// - Throws: `ForgedForm`
    package func require(_ proof: String) throws(ForgedForm) {
        guard holds(request.headers[.formProof] ?? proof) else { throw ForgedForm() }
    }

    private var sender: Sender {
        let headers = request.headers
        switch headers[.fetchSite]?.lowercased() {
        case "same-origin": return .ours
        case "cross-site", "same-site": return .another
        default: break
        }
        // A page without an origin of its own, as in a frame without rights, says "null".
        guard let origin = headers[.origin]?.lowercased() else { return .unknown }
        return ours.contains(origin) ? .ours : .another
    }

    /// The origin that was asked, and those that people are told to come to.
    private var ours: [String] {
        let asked = request.head.authority.map { "\(port.isSecure ? "https" : "http")://\($0)" }
        return ([asked] + sites.map(origin)).compactMap { $0?.lowercased() }
    }

    private func origin(of site: String) -> String? {
        guard let url = URL(string: site), let scheme = url.scheme, let host = url.host() else { return nil }
        return "\(scheme)://\(host)\(url.port.map { ":\($0)" } ?? "")"
    }
}

extension HTTPField.Name {
    fileprivate static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .via
}
