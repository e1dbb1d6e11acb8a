import NIOCore
import Rules

/// A table for spreadsheets: RFC 4180 with CR LF, UTF-8 with the mark by which Excel knows it, and the separator that a spreadsheet of the reader's
/// language expects: a comma in English, a semicolon where the comma is in numbers (docs/decisions/0012).
struct CSV {
    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private let separator: UInt8

    init(_ language: Language) { separator = language == .en ? UInt8(ascii: ",") : UInt8(ascii: ";") }

    func write(_ cells: [String], to buffer: inout ByteBuffer) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { buffer.writeInteger(separator) }
            write(cell, to: &buffer)
        }
        buffer.writeStaticString("\r\n")
    }

    /// What a spreadsheet would read as a formula gets an apostrophe before it (OWASP, CSV injection).
    private func write(_ cell: String, to buffer: inout ByteBuffer) {
        let bytes = cell.utf8
        let isFormula = bytes.first.map { Self.formulas.contains($0) } ?? false
        guard isFormula || bytes.contains(where: { $0 == separator || $0 == Self.quote || $0 == 0x0A || $0 == 0x0D }) else {
            buffer.writeString(cell)
            return
        }
        buffer.writeInteger(Self.quote)
        if isFormula { buffer.writeInteger(UInt8(ascii: "'")) }
        for byte in bytes {
            if byte == Self.quote { buffer.writeInteger(byte) }
            buffer.writeInteger(byte)
        }
        buffer.writeInteger(Self.quote)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let formulas: [UInt8] = ["=", "+", "-", "@", "\t", "\r"].map { UInt8(ascii: $0) }
}
