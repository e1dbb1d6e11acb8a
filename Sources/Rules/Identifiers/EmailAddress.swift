/// An e-mail address, kept as typed: one `@`, a domain with a dot, no spaces, at most 254 bytes (RFC 5321 §4.5.3.1). Letters of any script.
/// Whether it works, only a mail will tell. Described masked, so that no log can hold it.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    package static let longest = 254
    package let text: String

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        let line = try PlainText.line(text, most: Self.longest)
        guard line.utf8.count <= Self.longest else { throw .tooLong(most: Self.longest) }
        let halves = line.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, Self.isLocalPart(halves[0]), Self.isDomain(halves[1]) else { throw .emailShape }
        self.text = line
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
