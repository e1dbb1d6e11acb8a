package import Foundation
package import Hummingbird
import HummingbirdTLS
package import Logging
import NIOSSL
package import Rules
import Standards

/// The TLS port: it asks the browser for a certificate and takes any, or none, so that the page can say in plain words what is wrong with a
/// card (MISSION S2). Whether a card is good is decided by `CardSignInPage`, never here.
package struct CardPort: Sendable {
    package let port: Int
    /// The authorities whose cards are accepted, as PEM.
    package let authorities: String
    package let demoCards: [DemoCard]
    private let certificate: String
    private let privateKey: String

    /// Nil when no TLS port is configured. The demo makes its own authority, cards and server certificate, even for port 0, which stays closed.
    package init?(_ options: Options, people: [Person], at now: Date) throws {
        guard options.isDemo || options.tlsPort > 0 else { return nil }
        port = options.tlsPort
        if options.isDemo {
            let demo = try DemoCards.open(
                in: options.data, people: people.map { ($0.ssin.digits, $0.givenName?.text ?? "", $0.familyName.text, Self.slug($0)) }, at: now)
            (certificate, privateKey, authorities) = (
                demo.serverCertificate.path, demo.serverKey.path, try String(contentsOf: demo.authority, encoding: .utf8)
            )
            demoCards = demo.cards.map { DemoCard(slug: $0.slug, name: $0.name, certificate: $0.certificate) }
            return
        }
        guard let certificate = options.certificate, let privateKey = options.privateKey, let file = options.cardAuthorities else {
            throw WrongOption(name: "tls.certificate, tls.key, card.authorities", expected: "the three files that the TLS port needs")
        }
        (self.certificate, self.privateKey, demoCards) = (certificate, privateKey, [])
        authorities = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    }

    package var isOpen: Bool { port > 0 }

    /// Where people reach this port; nil while it is closed.
    package func site(_ options: Options) -> String? { isOpen ? options.cardSite ?? "https://\(options.host):\(port)" : nil }

    func application(_ house: House, host: String, logger: Logger) throws -> some ApplicationProtocol {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: privateKey, format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .optionalVerification
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authorities.utf8)))
        configuration.sendCANameList = true
        let tls = TLSChannelConfiguration(tlsConfiguration: configuration, customAsyncVerificationCallback: { _ in .certificateVerified })
        return Application(
            router: Site.router(house, at: .cards), server: try .tls(Site.http(house, at: .cards), configuration: tls),
            configuration: .init(address: .hostname(host, port: port), serverName: nil), logger: logger)
    }

    /// A file name for a person's demo card.
    private static func slug(_ person: Person) -> String {
        String(person.folded.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
