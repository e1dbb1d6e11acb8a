import FoundationEssentials
import SwiftASN1
package import X509

/// The authentication certificate of a Belgian identity card (DOMAIN §4.1): X.509 (RFC 5280), signed by a numbered citizen or foreigner authority.
package struct EIDCertificate: Hashable, Sendable {
    package let certificate: Certificate

    /// Cards' certificates take less than 2 kB; nothing much longer is worth parsing.
    static let maximumLength = 10_000

    /// Reads the DER form (RFC 5280 §4.1), with nothing after it.
    package init(der: some Collection<UInt8>) throws(EIDRefusal) {
        guard der.count <= Self.maximumLength, let certificate = try? Certificate(derEncoded: Array(der)), Self.hasWholeSignature(Array(der)) else {
            throw .notACertificate
        }
        try self.init(certificate)
    }

    /// RFC 5280 §4.1.1.3: a signature fills its octets. How many of its last bits are unused stands outside what is signed, and when those bits happen
    /// to be 0, another count would be read as the same signature.
    private static func hasWholeSignature(_ der: [UInt8]) -> Bool {
        guard let root = try? DER.parse(der), case .constructed(let parts) = root.content, let last = Array(parts).last,
            let signature = try? ASN1BitString(derEncoded: last)
        else { return false }
        return signature.paddingBits == 0
    }

    /// Reads the PEM form (RFC 7468 §5).
    package init(pem: String) throws(EIDRefusal) {
        // The text is a third longer than what it holds, and has line ends.
        guard pem.utf8.count <= 2 * Self.maximumLength, let certificate = try? Certificate(pemEncoded: pem) else { throw .notACertificate }
        try self.init(certificate)
    }

    /// RFC 5280 §4.1.2.1: only version 3 can say what a key is for. Anybody makes a certificate of any names, and before its signature is checked they
    /// are compared with the authorities'.
    package init(_ certificate: Certificate) throws(EIDRefusal) {
        let names = [certificate.issuer, certificate.subject].flatMap { $0 }.flatMap { $0 }
        guard certificate.version == .v3, names.allSatisfy({ String($0.value)?.isStreamSafe ?? true }) else { throw .notACertificate }
        self.certificate = certificate
    }
}

extension EIDCertificate {
    /// Whom the subject names. This is only what the certificate claims; ``EIDTrust`` says whether to believe it.
    package func claimedIdentity() throws(EIDRefusal) -> EIDIdentity {
        let subject = EIDSubject(certificate.subject)
        guard let names = subject.names, let country = subject.single(.country), country.utf8.count == 2, !isAuthority else {
            throw .notAPersonCard
        }
        guard let number = subject.single(.serialNumber), number.utf8.count == 11, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .noNationalNumber
        }
        return EIDIdentity(surname: names.surname, givenNames: names.given, serialNumber: number, country: country)
    }

    /// RFC 5280 §4.2.1.9. An extension that cannot be read is no better than one that says yes.
    private var isAuthority: Bool {
        do {
            if case .isCertificateAuthority = try certificate.extensions.basicConstraints { return true }
            return false
        } catch {
            return true
        }
    }
}
