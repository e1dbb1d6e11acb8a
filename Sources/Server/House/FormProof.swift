import Foundation
import HTTPTypes
import Hummingbird

/// Whether a form came from a page of ours. Browsers say which site a form comes from (`Sec-Fetch-Site`, `Origin`), and no page can change that; and the
/// form carries a proof that we gave to a browser, as a rule to the one that sends it.
enum FormProof {
    private enum Sender { case ours, another, unknown }

    /// A form of ours whose page was given to this browser. Two first pages asked for at once are given two secrets, of which the browser keeps the one
    /// that came last; so a proof of the other is believed where the browser itself says that the form is from our own pages. Without its word, as from
    /// old browsers, only the proof that belongs to the cookie counts; against it, none does: a neighbouring host may have set that cookie.
    static func holds(_ proof: String, in visit: Visit) -> Bool {
        switch sender(of: visit) {
        case .another: false
        case .unknown: Secret.same(proof, visit.csrf)
        case .ours: Secret.same(proof, visit.csrf) || Secret.isProof(proof, key: visit.house.settings.formKey)
        }
    }

    private static func sender(of visit: Visit) -> Sender {
        let headers = visit.request.headers
        switch headers[.fetchSite]?.lowercased() {
        case "same-origin": return .ours
        case "cross-site", "same-site": return .another
        default: break
        }
        // A page without an origin of its own, as in a frame without rights, says "null".
        guard let origin = headers[.origin]?.lowercased() else { return .unknown }
        return ours(visit).contains(origin) ? .ours : .another
    }

    /// The origin that was asked, and those that people are told to come to.
    private static func ours(_ visit: Visit) -> [String] {
        let settings = visit.house.settings
        let asked = visit.request.head.authority.map { "\(visit.port.isSecure ? "https" : "http")://\($0)" }
        return [asked, origin(of: settings.site), settings.cardSite.flatMap(origin)].compactMap { $0?.lowercased() }
    }

    private static func origin(of site: String) -> String? {
        guard let url = URL(string: site), let scheme = url.scheme, let host = url.host() else { return nil }
        return "\(scheme)://\(host)\(url.port.map { ":\($0)" } ?? "")"
    }
}

extension HTTPField.Name {
    fileprivate static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .via
}
