import Crypto
import Foundation
import Standards
import SwiftASN1
import Testing
import X509
import _CryptoExtras

@Suite struct CertificateFileTests {
    private func refusal(of bytes: [UInt8], at instant: Date = CardMaker.now) -> CertificateRefusal? {
        do throws(CertificateRefusal) {
            _ = try CertificateFile(bytes, at: instant)
            return nil
        } catch { return error }
    }

    private func pem(_ der: [UInt8], _ label: String = "CERTIFICATE") -> [UInt8] {
        Array(PEMDocument(type: label, derBytes: der).pemString.utf8) + [0x0A]
    }

    private func issued(_ card: CardMaker.Card = CardMaker.Card()) throws -> Certificate { try CardMaker("Issuer").issue(card) }

    @Test func `a certificate is read from DER and from PEM, with any text around it and in lines of any length`() throws {
        let der = try issued().der
        let lines = stride(from: 0, to: der.count, by: 57).map { Data(der[$0..<min($0 + 57, der.count)]).base64EncodedString() }
        let long = "-----BEGIN CERTIFICATE-----\r\n\(lines.joined(separator: "\r\n"))\r\n-----END CERTIFICATE-----"
        for bytes in [
            der, pem(der), Array("Subject: somebody\n".utf8) + pem(der) + Array("\nthe end".utf8), Array(long.utf8), pem(der, "X509 CERTIFICATE"),
        ] {
            #expect(try CertificateFile(bytes, at: CardMaker.now).der == der)
        }
    }

    @Test func `what it says of itself is shown on one line, the serial number twice`() throws {
        let key = CardMaker.newKey()
        let name = try DistinguishedName {
            CommonName("Sofie\u{202E}\nPeeters"); OrganizationName("Zorghuis De Linde")
        }
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(bytes: [0x01, 0x00, 0xFF]), publicKey: key.publicKey, notValidBefore: CardMaker.now,
            notValidAfter: CardMaker.now + CardMaker.year, issuer: name, subject: name, extensions: Certificate.Extensions {}, issuerPrivateKey: key)
        let facts = try CertificateFile(certificate.der, at: CardMaker.now).facts
        #expect(facts.owner == "Sofie\u{FFFD}\u{FFFD}Peeters" && facts.company == "Zorghuis De Linde")
        #expect(facts.issuer == "Sofie\u{FFFD}\u{FFFD}Peeters, Zorghuis De Linde")
        #expect(facts.serialDecimal == "65791" && facts.serialHexadecimal == "01:00:FF")
        #expect(facts.validUntil == CardMaker.now + CardMaker.year)
    }

    private static let serials: [([UInt8], String, String)] = [
        ([0x00], "0", "00"), ([0x7F], "127", "7F"), ([0x00, 0x80], "128", "80"), ([0x80], "128", "80"), ([0x01, 0x00, 0x00], "65536", "01:00:00"),
        (
            [UInt8](repeating: 0x7F, count: 20), "727885129180488904360266563744972327436484050815",
            Array(repeating: "7F", count: 20).joined(separator: ":")
        ),
    ]

    @Test(arguments: serials)
    func `a serial number is the same in decimal and hexadecimal`(_ bytes: [UInt8], _ decimal: String, _ hexadecimal: String) throws {
        let key = CardMaker.newKey()
        let name = try DistinguishedName { CommonName("x") }
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(bytes: bytes[...]), publicKey: key.publicKey, notValidBefore: CardMaker.now - 1,
            notValidAfter: CardMaker.now + 1, issuer: name, subject: name, extensions: Certificate.Extensions {}, issuerPrivateKey: key)
        let facts = try CertificateFile(certificate.der, at: CardMaker.now).facts
        #expect(facts.serialDecimal == decimal && facts.serialHexadecimal == hexadecimal)
    }

    @Test func `no certificate before its time or after it`() throws {
        let der = try issued().der
        #expect(refusal(of: der, at: CardMaker.now - 2 * CardMaker.year) == .notYetValid)
        #expect(refusal(of: der, at: CardMaker.now + 2 * CardMaker.year) == .expired)
    }

    @Test func `nobody's own is an authority's, of an old version, or one with a weak key or signature`() throws {
        #expect(refusal(of: try CardMaker("Authority").certificate.der) == .authority)
        #expect(refusal(of: try CardMaker("Signer", isAuthority: false).certificate.der) == .authority)
        #expect(refusal(of: try issued(CardMaker.Card(version: .v1)).der) == .oldVersion)
        let weak = Certificate.PrivateKey(try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024)))
        #expect(refusal(of: try issued(CardMaker.Card(key: weak)).der) == .tooWeak)
        let rsa = try CardMaker.newRSAKey()
        #expect(refusal(of: try issued(CardMaker.Card(key: rsa)).der) == nil)
        let name = try DistinguishedName { CommonName("x") }
        let sha1 = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: rsa.publicKey, notValidBefore: CardMaker.now - 1, notValidAfter: CardMaker.now + 1,
            issuer: name, subject: name, signatureAlgorithm: .sha1WithRSAEncryption, extensions: Certificate.Extensions {}, issuerPrivateKey: rsa)
        #expect(refusal(of: try sha1.der) == .tooWeak)
    }

    @Test func `several certificates are one too many, whatever the form`() throws {
        let (one, other) = (try issued().der, try issued().der)
        #expect(refusal(of: one + other) == .severalCertificates)
        #expect(refusal(of: pem(one) + pem(other)) == .severalCertificates)
    }

    @Test func `a file that is too large is, whatever it begins with`() throws {
        let der = try issued().der
        let most = CertificateFile.maximumLength
        let text = pem(der)
        let filled = Array(repeating: UInt8(ascii: "\n"), count: most - text.count) + text
        #expect(filled.count == most && refusal(of: filled) == nil)
        #expect(refusal(of: filled + [0x0A]) == .tooLarge)
        #expect(refusal(of: [UInt8](repeating: 0x30, count: most + 1)) == .tooLarge)
    }

    @Test func `whatever is cut off, has impossible lengths or is garbage is no certificate`() throws {
        let der = try issued().der
        for length in stride(from: 0, to: der.count, by: 7) { #expect(refusal(of: Array(der[..<length])) == .notACertificate, "\(length)") }
        let text = Array("Zorghuis De Linde vzw".utf8)
        let lengths: [[UInt8]] = [
            [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 0x80, 0x00, 0x00], [0x30],
            [0x30, 0x82],
            [UInt8](repeating: 0x30, count: 5000), Array(repeating: [0x30, 0x80], count: 4000).flatMap { $0 },
        ]
        for bytes in [[], [0], text, der + [0], Array(der.dropFirst()), pem(text)] + lengths { #expect(refusal(of: bytes) == .notACertificate) }
        let broken = [
            "-----BEGIN CERTIFICATE-----\n\(Data(der).base64EncodedString())\n", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\n<script>\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\n-----END CERTIFICATE-----",
            String(repeating: "-----BEGIN A-----", count: 900), "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
        ]
        for text in broken { #expect(refusal(of: Array(text.utf8)) == .notACertificate, "\(text.prefix(60))") }
        // As Windows' editor saves it: nobody is made to guess.
        let wide = String(decoding: pem(der), as: UTF8.self).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(refusal(of: [0xFF, 0xFE] + wide) == .notACertificate)
    }

    @Test func `any single byte that differs is another certificate or none, and never a fault`() throws {
        let der = try issued().der
        for place in der.indices {
            var changed = der
            changed[place] ^= 0xFF
            if let file = try? CertificateFile(changed, at: CardMaker.now) { #expect(file.der == changed) }
        }
    }
}
