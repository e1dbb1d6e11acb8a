import Crypto
import Foundation
import Standards
import SwiftASN1
import Testing
import X509
import _CryptoExtras

/// A private key is found in whatever form, and wherever in a file it stands.
@Suite struct PrivateKeyTests {
    private func isFound(_ bytes: [UInt8]) -> Bool {
        do throws(CertificateRefusal) {
            _ = try CertificateFile(bytes, at: CardMaker.now)
            return false
        } catch { return error == .privateKey }
    }

    /// An element of DER with that tag.
    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        precondition(content.count < 0x10000)
        return content.count < 0x80
            ? [tag, UInt8(content.count)] + content : [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
    }

    private static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap { $0 }) }

    /// Keys as programs write them, by what they are called.
    private static func keys() throws -> [(String, [UInt8])] {
        let (curve, rsa) = (P256.Signing.PrivateKey(), try _RSA.Signing.PrivateKey(keySize: .bits2048))
        let secret = [UInt8](repeating: 7, count: 200)
        let sec1 = sequence([2, 1, 1], element(4, Array(curve.rawRepresentation)), element(0xA0, [6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7]))
        let pbes2: [UInt8] = element(6, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 5, 13])
        let data: [UInt8] = element(6, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1])
        let dsa = sequence([2, 1, 0], [2, 1, 5], [2, 1, 6], [2, 1, 7], [2, 1, 8], [2, 1, 9])
        return [
            ("PKCS #8, an elliptic curve", Array(curve.derRepresentation)), ("PKCS #8, RSA", Array(rsa.pkcs8DER)),
            ("PKCS #1", Array(rsa.derRepresentation)),
            ("SEC 1", sec1), ("PKCS #8 under a password", sequence(sequence(pbes2, sequence()), element(4, secret))),
            ("PKCS #12", sequence([2, 1, 3], sequence(data, element(0xA0, element(4, secret))))),
            ("PKCS #12 of unknown length", [0x30, 0x80, 2, 1, 3, 0x30, 0x80] + data + [0xA0, 0x80, 0x24, 0x80, 4, 1, 0, 0, 0, 0, 0, 0, 0]),
            ("DSA", dsa),
            ("a Java key store", [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2] + secret), ("PEM, an elliptic curve", Array(curve.pemRepresentation.utf8)),
            ("PEM, RSA", Array(rsa.pkcs8PEMRepresentation.utf8)), ("PEM, RSA, as OpenSSL wrote it", Array(rsa.pemRepresentation.utf8)),
            ("OpenSSH", Array("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n".utf8)),
            ("PuTTY", Array("PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n".utf8)),
            ("PGP", Array("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----".utf8)),
            ("PEM in small letters, cut off", Array("-----begin private key-----\nMIIE".utf8)),
            ("base64 without lines around it", Array(curve.derRepresentation.base64EncodedString().utf8)),
            ("under the label of a certificate", Array(PEMDocument(type: "CERTIFICATE", derBytes: Array(curve.derRepresentation)).pemString.utf8)),
        ]
    }

    @Test func `alone, before, behind, twice, in UTF-16`() throws {
        let der = try CardMaker("Issuer").issue().der
        let text = Array(PEMDocument(type: "CERTIFICATE", derBytes: der).pemString.utf8) + [0x0A]
        #expect(!isFound(der) && !isFound(text))
        for (name, key) in try Self.keys() {
            #expect(isFound(key), "\(name)")
            // A key store is known by how a file begins, and base64 by there being nothing else.
            let isWhole = name == "a Java key store" || name.hasPrefix("base64") || name.hasPrefix("under the label")
            for file in [der + key, text + key, key + text, key + der] where !isWhole { #expect(isFound(file), "\(name)") }
            guard !isWhole, let written = String(validating: key, as: UTF8.self), written.uppercased().contains("KEY-") else { continue }
            #expect(isFound([0xFF, 0xFE] + written.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }), "\(name)")
            #expect(isFound([0xFE, 0xFF] + written.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }), "\(name)")
        }
    }

    @Test func `even in an extension of a certificate`() throws {
        let extensions = [
            Certificate.Extension(oid: [1, 3, 6, 1, 4, 1, 99999], critical: false, value: Array(P256.Signing.PrivateKey().derRepresentation)[...])
        ]
        #expect(isFound(try CardMaker("Issuer").issue(CardMaker.Card(further: extensions)).der))
    }

    @Test func `no certificate is taken for a key`() throws {
        let issuer = try CardMaker("Issuer", key: try CardMaker.newRSAKey())
        for _ in 0..<200 {
            #expect(!isFound(try issuer.issue().der))
        }
        for certificate in [try issuer.issue(CardMaker.Card(key: try CardMaker.newRSAKey())), issuer.certificate] {
            #expect(!isFound(try certificate.der))
        }
    }
}

extension _RSA.Signing.PrivateKey {
    fileprivate var pkcs8DER: [UInt8] { (try? PEMDocument(pemString: pkcs8PEMRepresentation).derBytes) ?? [] }
}
