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
    package func write(_ cell: some Collection<UInt8>, to line: inout [UInt8]) {
        // Millions of cells come here: bytes that lie in a row are looked at without asking each time what kind of collection holds them.
        let isWritten: Void? = cell.withContiguousStorageIfAvailable { write($0, to: &line) }
        if isWritten == nil { Array(cell).withUnsafeBufferPointer { write($0, to: &line) } }
    }

    private func write(_ cell: UnsafeBufferPointer<UInt8>, to line: inout [UInt8]) {
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

    private func needsQuotes(_ byte: UInt8) -> Bool { byte == separator || byte == Self.quote || byte == 0x0A || byte == 0x0D }

    private static let quote = UInt8(ascii: "\"")

    /// Full-width signs (U+FF1D, U+FF0B, U+FF0D, U+FF20) are read as the narrow ones in some languages of a spreadsheet.
    private static func isFormula(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = cell.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"), 0x0D, 0x0A: return true
        case 0xEF where cell.count >= 3 && cell[1] == 0xBC: return [0x9D, 0x8B, 0x8D, 0xA0].contains(cell[2])
        default: return false
        }
    }
}
