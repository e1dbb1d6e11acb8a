/// Reads what `CanonicalWriter` writes most often, field after field in their sorted order; nil for anything else, which is then read with care.
struct CanonicalReader {
    private let bytes: [UInt8]
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
        guard takes(opening) else { return nil }
        let start = place
        while place < bytes.count, CanonicalWriter.isPlain(bytes[place]) { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        return takes("\"") ? text : nil
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
        while place < bytes.count, case let digit = Int64(bytes[place]) - 48, (0...9).contains(digit) {
            let (tenfold, beyond) = number.multipliedReportingOverflow(by: 10)
            let (next, above) = tenfold.addingReportingOverflow(digit)
            guard !beyond, !above else { return nil }
            number = next
            place += 1
        }
        return place > start ? number : nil
    }
}
