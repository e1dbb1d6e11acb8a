/// Numbers for texts of which there are few, found without making the text: rows come in millions, their codes in dozens.
package struct Codes {
    /// The text last met at a place; another that falls there takes it.
    private struct Known {
        var number = 0
        var start = 0
        var count = -1
    }

    private var texts: [String] = []
    private var numbers: [String: Int] = [:]
    private var known = [Known](repeating: Known(), count: 256)
    /// The bytes of every text that took a place, end to end.
    private var bytes: [UInt8] = []

    /// The text of a number.
    package subscript(_ number: Int64) -> String { texts[Int(number)] }

    mutating func number(of text: Span<UInt8>) -> Int {
        let place = Self.place(text)
        if isKnown(text, known[place]) { return known[place].number }
        let whole = text.withUnsafeBufferPointer { Array($0) }
        let number = number(of: String(decoding: whole, as: UTF8.self))
        // Texts that take each other's places again and again must not fill the memory.
        if bytes.count > 1 << 20 {
            bytes = []
            known = known.map { _ in Known() }
        }
        known[place] = Known(number: number, start: bytes.count, count: whole.count)
        bytes += whole
        return number
    }

    private mutating func number(of text: String) -> Int {
        if let number = numbers[text] { return number }
        numbers[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    private static func place(_ text: Span<UInt8>) -> Int {
        guard !text.isEmpty else { return 0 }
        return (text.count &* 61 &+ Int(text[0]) &* 31 &+ Int(text[text.count / 2]) &* 7 &+ Int(text[text.count - 1])) & 255
    }

    private func isKnown(_ text: Span<UInt8>, _ known: Known) -> Bool {
        guard text.count == known.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            text.withUnsafeBufferPointer { $0.elementsEqual(bytes[known.start..<known.start + known.count]) }
        }
    }
}
