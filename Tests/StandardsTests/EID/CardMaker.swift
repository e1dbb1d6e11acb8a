import Crypto
import Foundation
import Standards
import SwiftASN1
import X509
import _CryptoExtras

/// An authority made in memory, and the cards it issues.
struct CardMaker {
    /// The fixed time of the tests, and what they reckon from.
    static let now = Date(timeIntervalSince1970: 1_790_000_000)
    static let year: TimeInterval = 365 * 86_400

    let certificate: Certificate
    let key: Certificate.PrivateKey

    static func newKey() -> Certificate.PrivateKey { Certificate.PrivateKey(P384.Signing.PrivateKey()) }
    static func newRSAKey() throws -> Certificate.PrivateKey { Certificate.PrivateKey(try _RSA.Signing.PrivateKey(keySize: .bits2048)) }

    /// An authority that `issuer` signs, or that signs itself.
    init(
        _ name: String, issuer: CardMaker? = nil, key: Certificate.PrivateKey = newKey(), isAuthority: Bool = true,
        from start: Date = now - 10 * year, to end: Date = now + 10 * year
    ) throws {
        let subject = try DistinguishedName {
            CountryName("BE"); CommonName(name)
        }
        self.key = key
        certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey, notValidBefore: start, notValidAfter: end,
            issuer: issuer?.certificate.subject ?? subject, subject: subject,
            extensions: Certificate.Extensions {
                Critical(isAuthority ? BasicConstraints.isCertificateAuthority(maxPathLength: nil) : .notCertificateAuthority)
                Critical(KeyUsage(keyCertSign: true))
            }, issuerPrivateKey: (issuer?.key ?? key))
    }

    /// What a card is to hold; as it stands, Sofie's good one.
    struct Card {
        var surname: String? = "Peeters"
        var givenNames: String? = "Sofie"
        var numbers = ["79112399848"]
        var country: String? = "BE"
        var usage: KeyUsage? = KeyUsage(digitalSignature: true)
        var purposes: [ExtendedKeyUsage.Usage]? = [.clientAuth]
        var purposesAreCritical = false
        var further: [Certificate.Extension] = []
        var version = Certificate.Version.v3
        var start = now - year
        var end = now + year
        var key = newKey()
    }

    func issue(_ card: Card = Card()) throws -> Certificate {
        var extensions = card.further
        if let usage = card.usage { extensions.append(try Certificate.Extension(usage, critical: true)) }
        if let purposes = card.purposes {
            extensions.append(try Certificate.Extension(ExtendedKeyUsage(purposes), critical: card.purposesAreCritical))
        }
        return try Certificate(
            version: card.version, serialNumber: .init(), publicKey: card.key.publicKey, notValidBefore: card.start, notValidAfter: card.end,
            issuer: certificate.subject, subject: try Self.subject(of: card),
            extensions: try Certificate.Extensions(card.version == .v1 ? [] : extensions), issuerPrivateKey: key)
    }

    private static func subject(of card: Card) throws -> DistinguishedName {
        var attributes: [RelativeDistinguishedName.Attribute] = []
        if let country = card.country { attributes.append(.init(type: [2, 5, 4, 6], value: try .init(printableString: country))) }
        let names = [card.givenNames, card.surname].compactMap(\.self).joined(separator: " ")
        attributes.append(.init(type: [2, 5, 4, 3], value: .init(utf8String: "\(names) (Authentication)")))
        if let surname = card.surname { attributes.append(.init(type: [2, 5, 4, 4], value: .init(utf8String: surname))) }
        if let givenNames = card.givenNames { attributes.append(.init(type: [2, 5, 4, 42], value: .init(utf8String: givenNames))) }
        for number in card.numbers { attributes.append(.init(type: [2, 5, 4, 5], value: try .init(printableString: number))) }
        return try DistinguishedName(attributes)
    }
}

extension Certificate {
    var der: [UInt8] {
        get throws {
            var serializer = DER.Serializer()
            try serializer.serialize(self)
            return serializer.serializedBytes
        }
    }
}
