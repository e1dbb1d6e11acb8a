package import Rules

/// A table for spreadsheets: RFC 4180 with CR LF, UTF-8 with the mark by which Excel knows it, and the separator that a spreadsheet of the reader's
/// language expects: a comma in English, a semicolon where the comma is in numbers (docs/decisions/0012).
package struct CSV: Sendable {
    package static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    package static let end: [UInt8] = [0x0D, 0x0A]
    package let separator: UInt8

    package init(_ language: Language) { separator = language == .en ? UInt8(ascii: ",") : UInt8(ascii: ";") }

    /// A cell as it stands in the file.
    package func cell(_ text: String) -> [UInt8] {
        var cell: [UInt8] = []
        write(text.utf8, to: &cell)
        return cell
    }

    /// What a spreadsheet would read as a formula gets an apostrophe before it (OWASP, CSV injection).
    @inlinable
    package func write(_ cell: some Collection<UInt8>, to line: inout [UInt8]) {
        let isFormula = Self.isFormula(cell)
        guard isFormula || cell.contains(where: needsQuotes) else {
            line.append(contentsOf: cell)
            return
        }
        line.append(Self.quote)
        if isFormula { line.append(UInt8(ascii: "'")) }
        for byte in cell {
            if byte == Self.quote { line.append(byte) }
            line.append(byte)
        }
        line.append(Self.quote)
    }

    @inlinable
    package func needsQuotes(_ byte: UInt8) -> Bool { byte == separator || byte == Self.quote || byte == 0x0A || byte == 0x0D }

    @usableFromInline static let quote = UInt8(ascii: "\"")

    /// Full-width signs are read as the narrow ones in some languages of a spreadsheet.
    @usableFromInline static let signs = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"].map { Array($0.utf8) }

    @inlinable
    package static func isFormula(_ cell: some Collection<UInt8>) -> Bool { signs.contains { cell.starts(with: $0) } }
}
