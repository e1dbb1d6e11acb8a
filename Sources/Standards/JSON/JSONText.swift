package import FoundationEssentials

/// Writes values as JSON text (RFC 8259) that is the same every time: members sorted by name, slashes left alone.
package enum JSONText {
    /// The UTF-8 text of `value`. Fails only on a number JSON has no text for (RFC 8259 §6: no infinity, no NaN).
    package static func data(of value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}
