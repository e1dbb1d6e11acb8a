import Crypto
import Foundation
import SwiftASN1
import X509

/// The authority of the demo's cards: it signs certificates that browsers and OpenSSL accept once they trust it.
struct DemoAuthority {
    /// What a certificate is for, which decides its subject, its extensions and its life.
    enum Purpose {
        case server
        case card(ssin: String, givenNames: String, surname: String, slug: String)
    }

    static let day: TimeInterval = 86_400

    let pair: PEMPair

    /// The authority in `folder`; a new one when there is none, or when it ends sooner than the cards it would issue.
    static func open(in folder: URL, at now: Date) throws -> DemoAuthority {
        let files = (certificate: folder.appending(path: "ca.pem"), key: folder.appending(path: "ca.key.pem"))
        if let pair = PEMPair(files), pair.isGood(for: 6 * 365 * day, at: now), pair.isSigned(by: pair.certificate.publicKey) {
            return DemoAuthority(pair: pair)
        }
        let key = Certificate.PrivateKey(P384.Signing.PrivateKey())
        let subject = try DistinguishedName {
            CountryName("BE")
            OrganizationName("Chatelaine demo")
            CommonName("Chatelaine demo Citizen CA")
        }
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey, notValidBefore: now - day, notValidAfter: now + 15 * 365 * day,
            issuer: subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA384,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            }, issuerPrivateKey: key)
        let pair = PEMPair(certificate: certificate, key: key)
        try pair.write(to: files)
        return DemoAuthority(pair: pair)
    }

    /// The certificate and key for `purpose` in `folder`: those there, if still good for a month, or else new ones.
    func pair(_ purpose: Purpose, in folder: URL, at now: Date) throws -> PEMPair {
        let files = PEMPair.files(purpose.slug, in: folder)
        let subject = try purpose.subject
        if let pair = PEMPair(files), pair.isGood(for: 30 * Self.day, at: now), pair.isSigned(by: self.pair.certificate.publicKey),
            pair.certificate.subject == subject
        {
            return pair
        }
        let key = purpose.newKey()
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey, notValidBefore: now - Self.day, notValidAfter: now + purpose.life,
            issuer: self.pair.certificate.subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA384,
            extensions: try purpose.extensions(for: key.publicKey, by: self.pair.certificate.publicKey), issuerPrivateKey: self.pair.key)
        let pair = PEMPair(certificate: certificate, key: key)
        try pair.write(to: files)
        return pair
    }
}

extension DemoAuthority.Purpose {
    var slug: String {
        switch self {
        case .server: "server"
        case .card(_, _, _, let slug): slug
        }
    }

    /// Some clients accept no server certificate that lives longer than 825 days.
    var life: TimeInterval {
        switch self {
        case .server: 800 * DemoAuthority.day
        case .card: 5 * 365 * DemoAuthority.day
        }
    }

    /// Cards have P-384 keys (DOMAIN §4.1); for servers, P-256 is what every client knows.
    func newKey() -> Certificate.PrivateKey {
        switch self {
        case .server: Certificate.PrivateKey(P256.Signing.PrivateKey())
        case .card: Certificate.PrivateKey(P384.Signing.PrivateKey())
        }
    }

    var subject: DistinguishedName {
        get throws {
            switch self {
            case .server:
                try DistinguishedName {
                    OrganizationName("Chatelaine demo")
                    CommonName("localhost")
                }
            case .card(let ssin, let givenNames, let surname, _):
                // The attribute types of X.520: country, common name, surname, given name, serial number.
                try DistinguishedName([
                    .init(type: [2, 5, 4, 6], value: .init(printableString: "BE")),
                    .init(type: [2, 5, 4, 3], value: .init(utf8String: "\(givenNames) \(surname) (Authentication)")),
                    .init(type: [2, 5, 4, 4], value: .init(utf8String: surname)),
                    .init(type: [2, 5, 4, 42], value: .init(utf8String: givenNames)),
                    .init(type: [2, 5, 4, 5], value: .init(printableString: ssin)),
                ])
            }
        }
    }

    func extensions(for key: Certificate.PublicKey, by authority: Certificate.PublicKey) throws -> Certificate.Extensions {
        try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            SubjectKeyIdentifier(hash: key)
            AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: authority).keyIdentifier)
            switch self {
            case .card:
                try ExtendedKeyUsage([.clientAuth])
            case .server:
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([
                    .dnsName("localhost"), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                    .ipAddress(ASN1OctetString(contentBytes: ArraySlice([UInt8](repeating: 0, count: 15) + [1]))),
                ])
            }
        }
    }
}
