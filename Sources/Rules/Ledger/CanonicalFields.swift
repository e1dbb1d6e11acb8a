/// The fields of a change as they were read: names and texts without escapes, in any order.
struct CanonicalFields {
    private struct Field {
        let name: Range<Int>
        let text: Range<Int>
    }

    private var bytes: [UInt8]
    private var fields: [Field] = []

    /// Of ranges of these bytes, to be added.
    init(in bytes: [UInt8]) { self.bytes = bytes }

    init(_ texts: [String: String]) {
        bytes = []
        for (name, text) in texts {
            let (start, middle) = (bytes.count, bytes.count + name.utf8.count)
            bytes += Array(name.utf8) + Array(text.utf8)
            fields.append(Field(name: start..<middle, text: middle..<bytes.count))
        }
    }

    mutating func add(_ name: Range<Int>, _ text: Range<Int>) { fields.append(Field(name: name, text: text)) }

    mutating func removeAll() { fields.removeAll(keepingCapacity: true) }

    /// Nil when there is none of that name.
    subscript(name: StaticString) -> FieldText? { range(of: name).map { FieldText(bytes: bytes[$0]) } }

    /// Whether the field has that text.
    func has(_ text: [UInt8], in name: StaticString) -> Bool {
        guard let range = range(of: name), range.count == text.count else { return false }
        for offset in text.indices where bytes[range.lowerBound + offset] != text[offset] { return false }
        return true
    }

    private func range(of name: StaticString) -> Range<Int>? {
        for field in fields where field.name.count == name.utf8CodeUnitCount && begins(name, at: field.name.lowerBound) { return field.text }
        return nil
    }

    private func begins(_ name: StaticString, at start: Int) -> Bool {
        for offset in 0..<name.utf8CodeUnitCount where bytes[start + offset] != name.utf8Start[offset] { return false }
        return true
    }
}

/// The text of a field as it was read.
package struct FieldText {
    let bytes: ArraySlice<UInt8>

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A key of a row: a positive number. Whether it stands in its one canonical form is seen when the act is written again.
    package var number: Int64? {
        var number: Int64 = 0
        for byte in bytes {
            guard let next = CanonicalReader.appending(byte, to: number) else { return nil }
            number = next
        }
        return number > 0 ? number : nil
    }
}
