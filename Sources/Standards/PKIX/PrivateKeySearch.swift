import Foundation

/// Looks for private keys anywhere in a file, whatever else it is: nobody's key is to be kept by anybody else, and whoever sends one by mistake is to hear
/// of it. Also of keys that are locked by a password, and of containers that are made to hold one.
enum PrivateKeySearch {
    static func finds(in bytes: [UInt8]) -> Bool {
        if isNamed(in: bytes) || isKeyStore(bytes) || isEncoded(in: bytes) { return true }
        return PEMBlock.all(in: bytes).contains { isEncoded(in: $0.bytes ?? []) } || isEncoded(in: base64(bytes))
    }

    /// By the labels of RFC 7468 §10, OpenSSL and OpenSSH (`… PRIVATE KEY`), and by PuTTY's; also in UTF-16.
    private static func isNamed(in bytes: [UInt8]) -> Bool {
        let letters = bytes.compactMap { $0 == 0 ? nil : 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 }[...]
        return names.contains { letters.before($0) != nil }
    }

    private static let names = ["PRIVATE KEY--", "PRIVATE KEY BLOCK--", "PUTTY-USER-KEY-FILE", "AGE-SECRET-KEY-"].map { Array($0.utf8) }

    /// Java's own containers, by how they begin.
    private static func isKeyStore(_ bytes: [UInt8]) -> Bool {
        [[0xFE, 0xED, 0xFE, 0xED], [0xCE, 0xCE, 0xCE, 0xCE]].contains { bytes.starts(with: $0) }
    }

    /// A file of nothing but base64, without the lines around it.
    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let letters = bytes.filter { $0 > 0x20 }
        guard letters.count >= 64, let data = Data(base64Encoded: Data(letters)) else { return [] }
        return Array(data)
    }

    /// Wherever an element could begin, in a certificate's own extensions too.
    private static func isEncoded(in bytes: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0] == DERElement.sequence && isKey(bytes, at: $0) }
    }

    private static func isKey(_ bytes: [UInt8], at place: Int) -> Bool {
        guard let element = DERElement(bytes, at: place) else { return false }
        let parts = element.parts(of: bytes, atMost: 6)
        guard parts.count >= 2 else { return false }
        let (tags, first) = (parts.map(\.tag), Array(parts[0].content(of: bytes)))
        switch (tags[0], first) {
        case (DERElement.integer, [0]) where tags.allSatisfy { $0 == DERElement.integer } && parts.count == 6:
            // RSA (RFC 8017 §A.1.2) and DSA: a row of numbers.
            return true
        case (DERElement.integer, [0]), (DERElement.integer, [1]):
            // PKCS #8 (RFC 5958 §2): an algorithm, then the key.
            let isWrapped = parts.count >= 3 && tags[1] == DERElement.sequence && tags[2] == DERElement.octetString
            if isWrapped { return !identifier(parts[1], bytes).isEmpty }
            // An elliptic curve's (RFC 5915 §3).
            return first == [1] && tags[1] == DERElement.octetString && 16...72 ~= parts[1].end - parts[1].start
        case (DERElement.integer, [3]) where tags[1] == DERElement.sequence:
            // PKCS #12 (RFC 7292 §4): what it holds is a PKCS #7 content.
            return identifier(parts[1], bytes).starts(with: pkcs7)
        case (DERElement.sequence, _) where tags[1] == DERElement.octetString:
            // PKCS #8 under a password (RFC 5958 §3).
            let algorithm = identifier(parts[0], bytes)
            return algorithm.starts(with: pkcs5) || algorithm.starts(with: pkcs12)
        default: return false
        }
    }

    /// The object identifier with which a sequence begins; empty when it does not.
    private static func identifier(_ element: DERElement, _ bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard let first = element.parts(of: bytes, atMost: 1).first, first.tag == DERElement.identifier else { return [] }
        return first.content(of: bytes)
    }

    /// 1.2.840.113549.1.5, .1.7 and .1.12.1 (RFC 8018, RFC 2315, RFC 7292).
    private static let pkcs5: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05]
    private static let pkcs7: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]
    private static let pkcs12: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x01]
}
