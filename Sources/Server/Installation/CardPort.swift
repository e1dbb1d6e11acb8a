package import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOSSL
package import Rules
import Standards
import Web

/// The TLS port: it asks the browser for a certificate and takes any, or none, so that the page can say in plain words what is wrong with a
/// card (MISSION S2). Whether a card is good is decided by `CardSignInPage`, never here.
package struct CardPort: Sendable {
    package let port: Int
    /// The authorities whose cards are accepted, as PEM.
    package let authorities: String
    package let demoCards: [DemoCard]
    private let certificates: [NIOSSLCertificate]
    private let privateKey: NIOSSLPrivateKey
    /// The same authorities, as the port asks browsers for.
    private let roots: [NIOSSLCertificate]

    /// Nil when no TLS port is configured. The demo makes its own authority, cards and server certificate, even for port 0, which stays closed.
    package init?(_ options: Options, people: [Person], at now: Date) throws {
        guard options.isDemo || options.tlsPort > 0 else { return nil }
        port = options.tlsPort
        if options.isDemo {
            let demo = try DemoCards.open(
                in: options.data, people: people.map { ($0.ssin.digits, $0.givenName?.text ?? "", $0.familyName.text, Self.slug($0)) }, at: now)
            authorities = try String(contentsOf: demo.authority, encoding: .utf8)
            certificates = try NIOSSLCertificate.fromPEMFile(demo.serverCertificate.path)
            privateKey = try NIOSSLPrivateKey(file: demo.serverKey.path, format: .pem)
            roots = try NIOSSLCertificate.fromPEMBytes(Array(authorities.utf8))
            demoCards = try demo.cards.map { DemoCard(slug: $0.slug, name: $0.name, ssin: try SSIN($0.ssin), certificate: $0.certificate) }
            return
        }
        guard let certificate = options.certificate, let privateKey = options.privateKey, let file = options.cardAuthorities else {
            throw WrongOption(name: "tls.certificate, tls.key, card.authorities", expected: "the three files that the TLS port needs")
        }
        demoCards = []
        certificates = try PEMFile.read("tls.certificate", certificate, holding: "a certificate") { try Self.certificates($0) }
        self.privateKey = try PEMFile.read("tls.key", privateKey, holding: "a private key") {
            try NIOSSLPrivateKey(bytes: Array($0.utf8), format: .pem)
        }
        (authorities, roots) = try PEMFile.read("card.authorities", file, holding: "certificates of authorities") { text in
            _ = try EIDTrust(pem: text)
            return (text, try Self.certificates(text))
        }
    }

    package var isOpen: Bool { port > 0 }

    /// Where people reach this port; nil while it is closed.
    package func site(_ options: Options) -> String? { isOpen ? options.cardSite ?? "https://\(options.host):\(port)" : nil }

    /// None in the text is as wrong as one that cannot be read.
    private static func certificates(_ text: String) throws -> [NIOSSLCertificate] {
        let certificates = try NIOSSLCertificate.fromPEMBytes(Array(text.utf8))
        guard !certificates.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
        return certificates
    }

    func application(
        _ house: House, _ connections: Connections, host: String, logger: Logger, onServerRunning: @escaping @Sendable () async -> Void
    ) throws -> some ApplicationProtocol {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .optionalVerification
        configuration.trustRoots = .certificates(roots)
        configuration.sendCANameList = true
        return Application(
            router: Site.router(house, at: .cards), server: try Self.server(house, connections, configuration),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in
                await house.pauseWhenNoneIsAccepted(channel)
                await onServerRunning()
            }, logger: logger)
    }

    private static func server(_ house: House, _ connections: Connections, _ configuration: TLSConfiguration) throws -> HTTPServerBuilder {
        // A mistake in the files is found at start, not by the first visitor.
        _ = try NIOSSLContext(configuration: configuration)
        let channel = try Site.channel(house, at: .cards, connections)
        return HTTPServerBuilder { CardChannel(base: channel($0), configuration: configuration) }
    }

    /// A file name for a person's demo card.
    private static func slug(_ person: Person) -> String {
        String(person.folded.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
