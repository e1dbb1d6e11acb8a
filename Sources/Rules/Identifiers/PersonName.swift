/// A given or family name: 1 to 48 characters, at least one of them a letter (lengths as in the register, DOMAIN §5.1). No signs that are in
/// nobody's name, among them those that mark up text, open a formula in a spreadsheet or draw a picture. Described masked, so that no log can hold it.
package struct PersonName: Hashable, Sendable, CustomStringConvertible {
    package static let longest = 48
    package let text: String

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        let line = try PlainText.line(text, most: Self.longest)
        guard line.contains(where: \.isLetter), !line.unicodeScalars.contains(where: Self.isSign) else { throw .nameShape }
        self.text = line
    }

    package var description: String { "\(text.prefix(1))***" }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .mathSymbol, .currencySymbol, .otherSymbol, .enclosingMark: true
        default: "{}[]\\^#%&*@;:\"?!/_".unicodeScalars.contains(scalar)
        }
    }
}
