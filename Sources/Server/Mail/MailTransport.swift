/// How letters leave the house.
package protocol MailTransport: Sendable {
    /// Returns once the next one has taken the message over.
    ///
    /// - Throws: `MailFailure`.
    func send(_ message: MailMessage) async throws
}

/// Why a message did not leave. Holds numbers only: what it is logged with must not name anyone.
package enum MailFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Trying again may help: the SMTP reply, 0 when there was none, and libcurl's code.
    case temporary(reply: Int, code: Int)
    /// The receiver will never take this message (RFC 5321 §4.2.1: 5yz).
    case permanent(reply: Int)

    package var description: String {
        switch self {
        case .temporary(0, let code): "the mail server was not reached, or broke off: \(Curl.words(for: code))"
        case .temporary(let reply, 0): "the mail server answered \(reply)"
        case .temporary(let reply, let code): "the mail server answered \(reply): \(Curl.words(for: code))"
        case .permanent(let reply): "the mail server answered \(reply): it will never take this letter"
        }
    }
}
