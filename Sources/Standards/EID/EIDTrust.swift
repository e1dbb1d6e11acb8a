package import FoundationEssentials
import SwiftASN1
@_spi(FixedExpiryValidationTime) package import X509

/// The authorities whose cards are believed: roots, and the intermediates through which they sign.
package struct EIDTrust: Sendable {
    package let roots: [Certificate]
    package let intermediates: [Certificate]

    package init(roots: [Certificate], intermediates: [Certificate] = []) {
        self.roots = roots
        self.intermediates = intermediates
    }

    /// Reads a file of PEM certificates (RFC 7468 §5): those issued to themselves are roots, the others intermediates.
    package init(pem: String) throws {
        let certificates = try PEMDocument.parseMultiple(pemString: pem).map(Certificate.init(pemDocument:))
        self.init(roots: certificates.filter { $0.subject == $0.issuer }, intermediates: certificates.filter { $0.subject != $0.issuer })
    }

    /// Whom the certificate names, if it is a card for signing in, signed by a trusted authority and valid at `instant`.
    ///
    /// Whether the card has been revoked is not asked here.
    package func identity(in card: EIDCertificate, at instant: Date) async throws(EIDRefusal) -> EIDIdentity {
        let identity = try card.claimedIdentity()
        try card.checkUsage()
        try checkIssuer(of: card.certificate)
        if instant < card.certificate.notValidBefore { throw .notYetValid }
        if instant > card.certificate.notValidAfter { throw .expired }
        try await checkChain(of: card.certificate, at: instant)
        return identity
    }

    /// Tells an unknown issuer from a known one that did not sign; the chain as a whole is looked at later.
    private func checkIssuer(of certificate: Certificate) throws(EIDRefusal) {
        let issuers = (intermediates + roots).filter { $0.subject == certificate.issuer }
        guard !issuers.isEmpty else { throw .unknownIssuer }
        guard certificate.signatureAlgorithm != .sha1WithRSAEncryption,
            issuers.contains(where: { $0.publicKey.isValidSignature(certificate.signature, for: certificate) })
        else { throw .badSignature }
    }

    /// RFC 5280 §6: from the card to a root, each valid at `instant` and allowed to issue the one before.
    private func checkChain(of certificate: Certificate, at instant: Date) async throws(EIDRefusal) {
        var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
            RFC5280Policy(fixedExpiryValidationTime: instant)
            EIDUsagePolicy()
        }
        let result = await verifier.validate(leaf: certificate, intermediates: CertificateStore(intermediates))
        guard case .validCertificate = result else { throw .issuerNotTrusted }
    }
}
