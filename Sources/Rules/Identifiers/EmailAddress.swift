/// An e-mail address, kept as typed: one `@`, a domain with a dot, no spaces, at most 254 bytes (RFC 5321 §4.5.3.1).
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    package static let longest = 254
    package let text: String

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        let line = try PlainText.line(text, most: Self.longest)
        guard line.utf8.count <= Self.longest else { throw .tooLong(most: Self.longest) }
        let halves = line.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, (1...64).contains(halves[0].utf8.count), Self.isDomain(halves[1]),
            !halves[0].contains(where: { $0.isWhitespace || "<>()[],;:\\\"".contains($0) }), !halves[0].hasPrefix("."), !halves[0].hasSuffix("."),
            !halves[0].contains("..")
        else { throw .emailShape }
        self.text = line
    }

    package var description: String { text }

    private static func isDomain(_ domain: Substring) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && (labels.last?.count ?? 0) >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            }
    }
}
