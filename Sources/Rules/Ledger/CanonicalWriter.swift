import FoundationEssentials

/// Writes acts as `JSONEncoder` does with sorted keys and no white space, but many times faster: a ledger has millions, and each is written
/// again to be verified. The caller names fields in their sorted order; what is not there is left out.
package struct CanonicalWriter {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(512) }

    mutating func open(_ bracket: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: bracket))
    }

    mutating func close(_ bracket: Unicode.Scalar) { bytes.append(UInt8(ascii: bracket)) }

    mutating func name(_ name: StaticString) {
        separate()
        quote { $0.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)) }
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func number(_ name: StaticString, _ number: Int64) {
        self.name(name)
        Self.append(number, to: &bytes)
    }

    /// A key of a row, as decimal text.
    mutating func key(_ name: StaticString, _ key: Int64?) {
        guard let key else { return }
        self.name(name)
        quote { Self.append(key, to: &$0) }
    }

    mutating func text(_ name: StaticString, _ text: String?) throws {
        guard let text else { return }
        self.name(name)
        guard text.utf8.allSatisfy(Self.isPlain) else { return bytes.append(contentsOf: try Self.encoder.encode(text)) }
        quote { $0.append(contentsOf: text.utf8) }
    }

    mutating func texts(_ name: StaticString, _ texts: [String: String]) throws {
        self.name(name)
        bytes.append(contentsOf: texts.isEmpty ? Array("{}".utf8) : Array(try Self.encoder.encode(texts)))
    }

    /// What stands for itself between quotation marks.
    static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") }

    /// For what needs escapes: how they are written is this encoder's to say.
    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    private mutating func separate() {
        guard let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "["), last != UInt8(ascii: ":") else { return }
        bytes.append(UInt8(ascii: ","))
    }

    private mutating func quote(_ body: (inout [UInt8]) -> Void) {
        bytes.append(UInt8(ascii: "\""))
        body(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    private static func append(_ number: Int64, to bytes: inout [UInt8]) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (rest, start) = (number.magnitude, digits.count)
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: digits[start...])
        }
    }
}
