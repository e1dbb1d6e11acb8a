/// A given or family name, as the register or a card says it: 1 to 200 characters, at least one of them a letter. No signs that are in nobody's name,
/// among them those that mark up text, open a formula in a spreadsheet or draw a picture. Described masked, so that no log can hold it.
package struct PersonName: Hashable, Sendable, CustomStringConvertible {
    package static let longest = 200
    /// In UTF-8: both names of a person fit into an entry of an index (PostgreSQL holds no more than 2 704 bytes in one).
    static let mostBytes = 600
    package let text: String

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        let line = try PlainText.line(text, most: Self.longest)
        guard line.utf8.count <= Self.mostBytes else { throw .tooLong(most: Self.longest) }
        guard Self.isName(line) else { throw .nameShape }
        self.text = line
    }

    package var description: String { "\(text.prefix(1))***" }

    private static func isName(_ line: String) -> Bool {
        // Most names: without asking Unicode about each letter.
        if line.utf8.allSatisfy({ $0 < 0x80 }) {
            return line.utf8.contains { letters[Int($0)] } && !line.utf8.contains { signs[Int($0)] }
        }
        return line.contains(where: \.isLetter) && !line.unicodeScalars.contains(where: isSign)
    }

    // Of ASCII.
    private static let letters = (0..<0x80).map { Character(Unicode.Scalar(UInt8($0))).isLetter }
    private static let signs = (0..<0x80).map { isSign(Unicode.Scalar(UInt8($0))) }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .mathSymbol, .currencySymbol, .otherSymbol, .enclosingMark: true
        default: scalar.properties.isVariationSelector || "{}[]\\^#%&*@;:\"?!/_".unicodeScalars.contains(scalar)
        }
    }
}
