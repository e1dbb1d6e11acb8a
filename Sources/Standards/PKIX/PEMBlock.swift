import Foundation

/// One textual encoding (RFC 7468 §2) of a file that may hold any text around it. Lines may have any length.
struct PEMBlock {
    let label: String
    private let text: ArraySlice<UInt8>

    /// RFC 7468 §5.1, and what some programs wrote before.
    var isCertificate: Bool { ["CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"].contains(label) }

    /// Nil for what is no base64.
    var bytes: [UInt8]? {
        let letters = text.filter { !Self.spaces.contains($0) }
        guard !letters.isEmpty, let data = Data(base64Encoded: Data(letters)) else { return nil }
        return Array(data)
    }

    private static let spaces: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20]
    private static let (begin, end, dashes) = (Array("-----BEGIN ".utf8), Array("-----END ".utf8), Array("-----".utf8))

    /// In their order; what begins and does not end is none.
    static func all(in bytes: [UInt8]) -> [PEMBlock] {
        var (blocks, rest): ([PEMBlock], ArraySlice<UInt8>) = ([], bytes[...])
        while let start = rest.after(begin), let close = rest[start...].before(dashes) {
            let label = rest[start..<close]
            let body = close + dashes.count
            guard let last = rest[body...].before(end + label + dashes) else {
                rest = rest[body...]
                continue
            }
            blocks.append(PEMBlock(label: String(decoding: label, as: UTF8.self), text: rest[body..<last]))
            rest = rest[(last + end.count + label.count + dashes.count)...]
        }
        return blocks
    }
}

extension ArraySlice<UInt8> {
    /// Where the first of these begins.
    func before(_ sought: [UInt8]) -> Int? {
        guard let first = sought.first, count >= sought.count else { return nil }
        return indices.dropLast(sought.count - 1).first { self[$0] == first && self[$0..<($0 + sought.count)].elementsEqual(sought) }
    }

    /// Where the first of these ends.
    func after(_ sought: [UInt8]) -> Int? { before(sought).map { $0 + sought.count } }
}
