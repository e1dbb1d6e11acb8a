/// Why a file is not taken as somebody's certificate: "no, because…". Listed in the order in which they are looked at.
package enum CertificateRefusal: String, Error, CaseIterable, Sendable {
    /// The file holds a private key, of whatever form, in or beside a certificate.
    case privateKey
    case tooLarge
    /// No X.509 certificate in DER or PEM (RFC 5280, RFC 7468).
    case notACertificate
    case severalCertificates
    /// Before version 3, which alone can say what a certificate is for.
    case oldVersion
    /// It may issue certificates, and so is nobody's own.
    case authority
    /// Its key or its signature is too weak, or of a kind that is not known here.
    case tooWeak
    case notYetValid
    case expired
}
