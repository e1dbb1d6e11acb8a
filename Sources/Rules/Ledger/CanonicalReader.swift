/// Reads what `CanonicalWriter` writes most often, field after field in their sorted order; nil for anything else, which is then read with care.
struct CanonicalReader {
    let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func takes(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[place + offset] != text.utf8Start[offset] { return false }
        place += count
        return true
    }

    /// The text of a field written as `"name":"…`; nil when the next field is another one.
    mutating func text(after opening: StaticString) -> String? {
        guard takes(opening), let text = plain() else { return nil }
        return String(decoding: bytes[text], as: UTF8.self)
    }

    /// An object of texts alone.
    mutating func takes(_ fields: inout CanonicalFields) -> Bool {
        guard takes("{") else { return false }
        fields.removeAll()
        repeat {
            guard takes("\""), let name = plain(), takes(":\""), let text = plain() else { return false }
            fields.add(name, text)
        } while takes(",")
        return takes("}")
    }

    /// Texts by their names, perhaps none, up to the closing brace.
    mutating func texts(after opening: StaticString) -> [String: String]? {
        guard takes(opening) else { return nil }
        var texts: [String: String] = [:]
        while !takes("}") {
            guard texts.isEmpty || takes(","), takes("\""), let name = plain(), takes(":\""), let text = plain() else { return nil }
            texts[String(decoding: bytes[name], as: UTF8.self)] = String(decoding: bytes[text], as: UTF8.self)
        }
        return texts
    }

    /// What stands before the next quotation mark, which is taken too; nil when it holds an escape.
    private mutating func plain() -> Range<Int>? {
        let start = place
        while place < bytes.count, CanonicalWriter.isPlain(bytes[place]) { place += 1 }
        let end = place
        return takes("\"") ? start..<end : nil
    }

    mutating func key(after opening: StaticString) -> Int64? {
        guard takes(opening), let number = digits(), number > 0, takes("\"") else { return nil }
        return number
    }

    mutating func number(after opening: StaticString) -> Int64? { takes(opening) ? digits() : nil }

    /// A positive number, or zero.
    private mutating func digits() -> Int64? {
        let start = place
        var number: Int64 = 0
        while place < bytes.count, let next = Self.appending(bytes[place], to: number) {
            number = next
            place += 1
        }
        return place > start ? number : nil
    }

    /// The number with one digit more; nil when the byte is no digit, or the number too large.
    static func appending(_ byte: UInt8, to number: Int64) -> Int64? {
        let digit = Int64(byte) - 48
        let (tenfold, beyond) = number.multipliedReportingOverflow(by: 10)
        let (next, above) = tenfold.addingReportingOverflow(digit)
        return (0...9).contains(digit) && !beyond && !above ? next : nil
    }
}
