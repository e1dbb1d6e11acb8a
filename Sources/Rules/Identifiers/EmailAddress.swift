private import FoundationEssentials

/// An e-mail address, kept as typed: one `@`, a domain with a dot, no spaces, at most 254 bytes (RFC 5321 §4.5.3.1). The domain may be written in
/// letters of any script, what stands before the `@` in ASCII only: mail servers that take more (RFC 6531) are too few to rely on.
/// Whether it works, only a mail will tell. Described masked, so that no log can hold it.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    package static let longest = 254
    package let text: String

    /// What somebody has typed: mail must be able to go there.
    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        self = try Self.stored(text)
        guard self.text.utf8.prefix(while: { $0 != UInt8(ascii: "@") }).allSatisfy({ $0 < 0x80 }) else { throw .emailLetters }
        guard let mailable else { throw .emailShape }
        guard mailable.utf8.count <= Self.longest else { throw .tooLong(most: Self.longest) }
    }

    /// What was taken earlier. It may be an address that is refused today, and its owner's row must be read all the same.
    package static func stored(_ text: some StringProtocol) throws(InvalidIdentifier) -> EmailAddress {
        let line = try PlainText.line(text, most: Self.longest)
        guard line.utf8.count <= Self.longest else { throw .tooLong(most: Self.longest) }
        if line.utf8.allSatisfy({ $0 < 0x80 }) { return try Self.plain(line) }
        let halves = line.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, Self.isLocalPart(halves[0]), Self.isDomain(halves[1]) else { throw .emailShape }
        return EmailAddress(shaped: line)
    }

    private init(shaped text: String) { self.text = text }

    /// An address in ASCII, as most are: by its bytes.
    private static func plain(_ line: String) throws(InvalidIdentifier) -> EmailAddress {
        let halves = line.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard halves.count == 2, halves[0].count <= 64 else { throw .emailShape }
        let atoms = halves[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let labels = halves[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy { inAtom[Int($0)] } }), labels.count >= 2, let last = labels.last, last.count >= 2,
            last.contains(where: { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            labels.allSatisfy({ label in
                (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen && label.allSatisfy { inLabel[Int($0)] }
            })
        else { throw .emailShape }
        return EmailAddress(shaped: line)
    }

    // Of ASCII.
    private static let inLabel = (0..<0x80).map { isInLabel(Unicode.Scalar(UInt8($0))) }
    private static let inAtom = (0..<0x80).map { inLabel[$0] || "!#$%&'*+/=?^_`{|}~".utf8.contains(UInt8($0)) }
    private static let hyphen = UInt8(ascii: "-")

    /// As mail servers are told it: the domain in A-labels (RFC 5890 §2.3.2.1), `info@xn--mller-kva.example` for `info@müller.example`.
    /// Nil when the domain cannot be written so.
    package var mailable: String? {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }), let at = text.firstIndex(of: "@") else { return text }
        // The host of an address on the web is converted by the rules for mail's domains too (UTS #46).
        guard let host = URLComponents(string: "https://\(text[text.index(after: at)...])")?.encodedHost, host.utf8.allSatisfy({ $0 < 0x80 }),
            Self.isDomain(Substring(host).unicodeScalars)
        else { return nil }
        return "\(text[...at])\(host)"
    }

    package var description: String { "\(text.prefix(1))***@***" }

    private static func isLocalPart(_ local: Substring.UnicodeScalarView) -> Bool {
        Substring(local).utf8.count <= 64
            && local.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
                !atom.isEmpty && atom.allSatisfy { isInLabel($0) || "!#$%&'*+/=?^_`{|}~".unicodeScalars.contains($0) }
            }
    }

    private static func isDomain(_ domain: Substring.UnicodeScalarView) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, last.count >= 2, !last.allSatisfy({ "0"..."9" ~= $0 }) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(Substring(label).utf8.count) && label.first != "-" && label.last != "-" && label.allSatisfy(isInLabel)
        }
    }

    private static func isInLabel(_ scalar: Unicode.Scalar) -> Bool { "0"..."9" ~= scalar || scalar == "-" || PlainText.isLetterOrMark(scalar) }
}
