/// What a text of few different values stands for, found without making the text: rows come in millions, their codes in dozens.
struct Coded<Meaning> {
    private struct Known {
        let text: [UInt8]
        let meaning: Meaning
    }

    /// The text last met at each place; another that falls there takes it.
    private var known = [Known?](repeating: nil, count: 256)

    mutating func meaning(of text: Span<UInt8>, _ find: (String) throws -> Meaning) rethrows -> Meaning {
        let place = Self.place(text)
        if let known = known[place], Self.equal(known.text.span, text) { return known.meaning }
        let whole = text.withUnsafeBufferPointer { Array($0) }
        let meaning = try find(String(decoding: whole, as: UTF8.self))
        known[place] = Known(text: whole, meaning: meaning)
        return meaning
    }

    private static func place(_ text: Span<UInt8>) -> Int {
        guard !text.isEmpty else { return 0 }
        return (text.count &* 61 &+ Int(text[0]) &* 31 &+ Int(text[text.count / 2]) &* 7 &+ Int(text[text.count - 1])) & 255
    }

    private static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for place in left.indices where left[place] != right[place] { return false }
        return true
    }
}
