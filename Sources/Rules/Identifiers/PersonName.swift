/// A given or family name: 1 to 48 characters, at least one of them a letter (lengths as in the register, DOMAIN §5.1).
package struct PersonName: Hashable, Sendable, CustomStringConvertible {
    package static let longest = 48
    package let text: String

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        let line = try PlainText.line(text, most: Self.longest)
        guard line.contains(where: \.isLetter), !line.contains(where: { "<>{}[]\\|^~=#%&*+@;:\"?!$/_".contains($0) }) else { throw .nameShape }
        self.text = line
    }

    package var description: String { text }
}

/// How someone is addressed.
package enum PersonTitle: String, CaseIterable, Hashable, Sendable, Codable {
    case mr, mrs
}
