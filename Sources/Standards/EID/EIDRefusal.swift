/// Why a certificate does not show who someone is: "no, because…". Listed in the order in which they are looked at.
///
/// First what the holder can mend by choosing another certificate, then whether to believe it at all, then its dates.
package enum EIDRefusal: String, Error, CaseIterable, Sendable {
    /// Not an X.509 version 3 certificate in DER or PEM, or longer than any card's.
    case notACertificate
    /// The subject is an authority or a machine, not a person: no name or no country.
    case notAPersonCard
    /// The subject has no serial number of eleven digits, or several.
    case noNationalNumber
    /// The key may not make digital signatures: often the card's other certificate, meant for signing documents.
    case wrongKeyUsage
    /// The certificate is not issued for client authentication.
    case notForAuthentication
    /// A critical extension that is not known here, which RFC 5280 §4.2 forbids to overlook.
    case unknownRestriction
    /// No trusted authority has the issuer's name.
    case unknownIssuer
    /// A trusted authority has the issuer's name, but has not signed this; or signed it with SHA-1, which can be forged.
    case badSignature
    case notYetValid
    case expired
    /// The issuer has signed it, but does not itself lead to a trusted root at that time.
    case issuerNotTrusted
}
