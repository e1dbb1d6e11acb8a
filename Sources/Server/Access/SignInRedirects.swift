import Foundation
import Hummingbird
import Web

extension Visit {
    /// `path`, to come back here afterwards; what was posted here is not sent again.
    func leading(to path: String) -> String {
        guard request.method == .get else { return path }
        return "\(path)?return=\(request.uri.string.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }

    /// From any page, while somebody else's choice of password must first be changed.
    func toPasswordChange() -> Response { redirect(to: leading(to: Address.ownPassword())) }

    /// On the card port, the connection ends with this answer: what comes next must prove its card anew.
    func closingCards(_ response: Response) -> Response {
        guard port == .cards else { return response }
        var response = response
        response.headers[.connection] = "close"
        return response
    }
}
