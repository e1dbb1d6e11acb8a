package import Foundation
import SwiftASN1
import X509

/// The one certificate that a file holds, in DER (RFC 5280 §4.1) or PEM (RFC 7468 §5), as its owner gives it to be known by: of a person or a machine,
/// not of an authority, with a key that is worth something. Whether its issuer is trusted is not asked here, nor whether it was revoked; and whoever
/// gives it need not hold its key.
package struct CertificateFile: Sendable {
    let certificate: Certificate
    /// Nothing but the certificate, whatever stood beside it.
    package let der: [UInt8]

    package var expiresAt: Date { certificate.notValidAfter }

    /// Certificates take a few kB; nothing much longer is worth parsing.
    package static let maximumLength = 16 * 1024

    /// What was taken before, and what has expired since.
    package init(_ bytes: [UInt8]) throws(CertificateRefusal) {
        guard !PrivateKeySearch.finds(in: bytes) else { throw .privateKey }
        guard bytes.count <= Self.maximumLength else { throw .tooLarge }
        let der = try Self.der(in: bytes)
        guard let certificate = try? Certificate(derEncoded: der) else { throw Self.reason(der) }
        (self.certificate, self.der) = (certificate, der)
    }

    /// What is to be taken now.
    package init(_ bytes: [UInt8], at instant: Date) throws(CertificateRefusal) {
        try self.init(bytes)
        guard certificate.version == .v3 else { throw .oldVersion }
        guard hasPlainNames, certificate.serialNumber.bytes.drop { $0 == 0 }.count <= 20 else { throw .notACertificate }
        guard !isAuthority else { throw .authority }
        guard isStrong else { throw .tooWeak }
        guard certificate.notValidBefore <= certificate.notValidAfter else { throw .notACertificate }
        guard instant >= certificate.notValidBefore else { throw .notYetValid }
        guard instant <= certificate.notValidAfter else { throw .expired }
    }

    /// The bytes of the only certificate. Text around a PEM certificate is allowed (RFC 7468 §2), and so are other objects beside it.
    private static func der(in bytes: [UInt8]) throws(CertificateRefusal) -> [UInt8] {
        let blocks = PEMBlock.all(in: bytes).filter(\.isCertificate)
        guard blocks.count <= 1 else { throw .severalCertificates }
        guard let block = blocks.first else { return bytes }
        guard let der = block.bytes else { throw .notACertificate }
        return der
    }

    /// Why what should be a certificate could not be read.
    private static func reason(_ der: [UInt8]) -> CertificateRefusal {
        if let first = DERElement(der, at: 0), first.tag == DERElement.sequence, first.end < der.count {
            // One after the other.
            let (one, other) = (Array(der[..<first.end]), Array(der[first.end...]))
            if isShapedAsCertificate(one), let next = DERElement(other, at: 0), isShapedAsCertificate(Array(other[..<next.end])) {
                return .severalCertificates
            }
        }
        return isShapedAsCertificate(der) ? .tooWeak : .notACertificate
    }

    /// RFC 5280 §4.1, as far as it tells a certificate from other things: what is one, and cannot be read, has a key or a signature that is not known.
    private static func isShapedAsCertificate(_ der: [UInt8]) -> Bool {
        guard let root = try? DER.parse(der), case .constructed(let parts) = root.content else { return false }
        let outer = Array(parts)
        guard outer.map(\.identifier) == [.sequence, .sequence, .bitString], case .constructed(let fields) = outer[0].content else { return false }
        var inner = Array(fields)[...]
        if inner.first?.identifier == ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific) { inner = inner.dropFirst() }
        return inner.prefix(6).map(\.identifier) == [.integer] + Array(repeating: .sequence, count: 5)
    }

    /// What cannot be read, or an extension that says so: RFC 5280 §4.2.1.9 and §4.2.1.3.
    private var isAuthority: Bool {
        do {
            if case .isCertificateAuthority = try certificate.extensions.basicConstraints { return true }
            return try certificate.extensions.keyUsage?.keyCertSign == true
        } catch {
            return true
        }
    }

    private var hasPlainNames: Bool {
        [certificate.issuer, certificate.subject].flatMap { $0 }.flatMap { $0 }.allSatisfy { String($0.value)?.isStreamSafe ?? true }
    }
}
