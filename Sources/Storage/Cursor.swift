import Foundation
import Standards

/// A place in a sorted list: the sort values of the row it lies next to, and on which side the page lies.
///
/// Travels in an address as opaque base64url. What a visitor changed in it can only move the place or make it unreadable: the values are bound like any other.
/// It shows its sort values to whoever decodes it, so sort lists of people by a column that the page shows anyway, and keep queries out of logs.
package struct Cursor: Hashable, Sendable {
    package enum Side: UInt8, Sendable {
        case after = 0
        case before = 1
    }

    package let side: Side
    package let values: [Value]

    package init(_ side: Side, _ values: [Value]) {
        self.side = side
        self.values = values
    }

    /// Nil for anything that `encoded` has not written.
    package init?(_ encoded: String) {
        guard encoded.utf8.count <= Cursor.longest, let bytes = Base64URL.bytes(in: encoded) else { return nil }
        var reader = Reader(bytes: bytes[...])
        guard reader.byte() == Cursor.version, let side = reader.byte().flatMap(Side.init), let count = reader.byte() else { return nil }
        var values: [Value] = []
        for _ in 0..<count {
            guard let value = reader.value() else { return nil }
            values.append(value)
        }
        guard reader.bytes.isEmpty else { return nil }
        self.init(side, values)
    }

    package var encoded: String {
        var bytes: [UInt8] = [Cursor.version, side.rawValue, UInt8(clamping: values.count)]
        for value in values.prefix(Int(UInt8.max)) { Cursor.write(value, to: &bytes) }
        return Base64URL.text(of: bytes)
    }

    private static let version: UInt8 = 1
    private static let longest = 8192

    private static func write(_ value: Value, to bytes: inout [UInt8]) {
        switch value {
        case .null:
            bytes.append(0)
        case .integer(let integer):
            bytes.append(1)
            bytes += bigEndian(UInt64(bitPattern: integer))
        case .text(let text):
            bytes.append(2)
            bytes += bigEndian(UInt64(text.utf8.count)) + Array(text.utf8)
        case .bytes(let content):
            bytes.append(3)
            bytes += bigEndian(UInt64(content.count)) + content
        }
    }

    private static func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}

/// Takes bytes from the front as long as there are enough.
private struct Reader {
    var bytes: ArraySlice<UInt8>

    mutating func byte() -> UInt8? { bytes.popFirst() }

    mutating func number() -> UInt64? {
        guard bytes.count >= 8 else { return nil }
        defer { bytes.removeFirst(8) }
        return bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func content() -> [UInt8]? {
        guard let count = number(), count <= UInt64(bytes.count) else { return nil }
        defer { bytes.removeFirst(Int(count)) }
        return Array(bytes.prefix(Int(count)))
    }

    mutating func value() -> Value? {
        switch byte() {
        case 0: .null
        case 1: number().map { .integer(Int64(bitPattern: $0)) }
        // No list sorts by what a database refuses, U+0000.
        case 2: content().flatMap { $0.contains(0) ? nil : String(validating: $0, as: UTF8.self) }.map(Value.text)
        case 3: content().map(Value.bytes)
        default: nil
        }
    }
}
