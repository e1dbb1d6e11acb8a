import Crypto
import SwiftASN1
import X509

extension CertificateFile {
    /// 2048 bits of RSA, or an elliptic curve (NIST SP 800-57 part 1, table 2: 112 bits of strength at least); and no SHA-1, which can be forged.
    var isStrong: Bool {
        guard certificate.signatureAlgorithm != .sha1WithRSAEncryption else { return false }
        let key = certificate.publicKey
        let isOnCurve =
            P256.Signing.PublicKey(key) != nil || P384.Signing.PublicKey(key) != nil || P521.Signing.PublicKey(key) != nil
            || Curve25519.Signing.PublicKey(key) != nil
        return isOnCurve || Self.modulusBits(key.subjectPublicKeyInfoBytes) >= 2048
    }

    /// Of an RSA key (RFC 8017 §A.1.1); 0 for what is none.
    private static func modulusBits(_ key: ArraySlice<UInt8>) -> Int {
        guard let root = try? DER.parse(Array(key)), case .constructed(let numbers) = root.content, let first = Array(numbers).first,
            case .primitive(let bytes) = first.content, let highest = bytes.drop(while: { $0 == 0 }).first
        else { return 0 }
        return bytes.drop { $0 == 0 }.count * 8 - highest.leadingZeroBitCount
    }
}
