import Foundation
import Web

/// Hands messages to a mail server: `smtp://HOST:PORT` (STARTTLS where it is offered or required) or `smtps://HOST:PORT`; a user and password may
/// stand before the host, percent-encoded: `smtps://USER:PASSWORD@HOST`.
package struct SMTPTransport: MailTransport {
    package struct Settings: Sendable {
        package var url: String
        package var user: String?
        package var password: String?
        /// Refuse to send when the connection cannot be encrypted: unless the server is on this machine, or an operator insists.
        package var requiresTLS: Bool
        /// Certificates to trust instead of the system's, in PEM.
        package var certificates: String?
        /// Seconds for a whole message.
        package var timeout = 60

        package init(url: String) {
            self.url = url
            requiresTLS = !["127.0.0.1", "[::1]", "::1", "localhost"].contains(URL(string: url)?.host ?? "")
        }
    }

    private let settings: Settings
    private let workers = Workers(1)

    /// - Throws: `UnknownScheme` unless the URL is `smtp://` or `smtps://` and names a host.
    package init(_ settings: Settings) throws {
        guard let url = URL(string: settings.url), ["smtp", "smtps"].contains(url.scheme?.lowercased()), url.host?.isEmpty == false else {
            throw UnknownScheme()
        }
        self.settings = settings
    }

    package func send(_ message: MailMessage) async throws {
        try await workers.run { [settings] in try SMTPSession(settings).send(message) }
    }

    /// The mail server's address must be `smtp://HOST[:PORT]` or `smtps://HOST[:PORT]`.
    package struct UnknownScheme: Error {}
}
