import SwiftASN1
import X509

extension EIDCertificate {
    /// Refuses a certificate that is not made for signing in: DOMAIN §4.1, RFC 5280 §4.2.1.3 and §4.2.1.12.
    package func checkUsage() throws(EIDRefusal) {
        guard let usage = try? certificate.extensions.keyUsage, usage.digitalSignature else { throw .wrongKeyUsage }
        guard let purposes = try? certificate.extensions.extendedKeyUsage, purposes.contains(.clientAuth) else { throw .notForAuthentication }
        guard certificate.extensions.allSatisfy({ !$0.critical || Self.knownExtensions.contains($0.oid) }) else { throw .unknownRestriction }
    }

    /// Those looked at here or by the chain's policy.
    static let knownExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.keyUsage, .X509ExtensionID.extendedKeyUsage, .X509ExtensionID.basicConstraints, .X509ExtensionID.nameConstraints,
    ]
}

/// Tells the verifier that a critical extended key usage has been looked at, which its own policy does not do.
struct EIDUsagePolicy: VerifierPolicy, Sendable {
    var verifyingCriticalExtensions: [ASN1ObjectIdentifier] { [.X509ExtensionID.extendedKeyUsage] }

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) async -> PolicyEvaluationResult { .meetsPolicy }
}
