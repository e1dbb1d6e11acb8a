/// Why a text is not read as JSON.
package enum JSONFault: Error, Hashable, Sendable {
    case notJSON
    /// Two members of one object have the same name; the place names it, such as `evaluations[2].subject`.
    case doubledMember(place: String)
    /// A name or text there has a letter under more marks than any writing has (`isStreamSafe`).
    case tooManyMarks(place: String)
}

extension JSONValue {
    /// Reads JSON text (RFC 8259) and refuses what readers understand differently (§4, RFC 7493 §2.3): two members of one name, however they are
    /// spelt, are refused where other readers take the first or the last of them. Numbers may have any size: what no `Double` holds becomes infinite.
    package init(json text: some Sequence<UInt8>) throws(JSONFault) {
        var reader = JSONReader(text)
        self = try reader.whole()
    }
}

private struct JSONReader {
    private let bytes: [UInt8]
    private var at = 0
    /// Where the reader is, for naming it.
    private var trail: [String] = []

    /// Deeper than any request is meant to be, and far from the end of a thread's stack.
    private static let deepest = 128

    init(_ text: some Sequence<UInt8>) { bytes = Array(text) }

    mutating func whole() throws(JSONFault) -> JSONValue {
        let value = try value()
        skipSpace()
        guard at == bytes.count else { throw .notJSON }
        return value
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        guard trail.count <= Self.deepest else { throw .notJSON }
        skipSpace()
        guard at < bytes.count else { throw .notJSON }
        switch bytes[at] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try members())
        case UInt8(ascii: "["): return .array(try elements())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func members() throws(JSONFault) -> [String: JSONValue] {
        at += 1
        var members: [String: JSONValue] = [:]
        if take("}") { return members }
        repeat {
            skipSpace()
            let name = try string()
            guard take(":") else { throw .notJSON }
            trail.append(trail.isEmpty ? name : ".\(name)")
            guard members[name] == nil else { throw .doubledMember(place: trail.joined()) }
            members[name] = try value()
            trail.removeLast()
        } while take(",")
        guard take("}") else { throw .notJSON }
        return members
    }

    private mutating func elements() throws(JSONFault) -> [JSONValue] {
        at += 1
        var elements: [JSONValue] = []
        if take("]") { return elements }
        repeat {
            trail.append("[\(elements.count)]")
            elements.append(try value())
            trail.removeLast()
        } while take(",")
        guard take("]") else { throw .notJSON }
        return elements
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let end = at + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes[at..<end].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)) else {
            throw .notJSON
        }
        at = end
        return value
    }

    private mutating func skipSpace() {
        while at < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: mark) else { return false }
        at += 1
        return true
    }

    // MARK: Strings

    private mutating func string() throws(JSONFault) -> String {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw .notJSON }
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else { throw .notJSON }
                // Names are compared here, and texts by whoever asked for them.
                guard text.isStreamSafe else { throw .tooManyMarks(place: trail.joined()) }
                return text
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw .notJSON
            default: text.append(byte)
            }
        }
        throw .notJSON
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        guard at < bytes.count else { throw .notJSON }
        let mark = bytes[at]
        at += 1
        switch mark {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(mark)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try scalar())).utf8)
        default: throw .notJSON
        }
    }

    /// One scalar, which takes two escapes where it has a surrogate pair; half of one is none.
    private mutating func scalar() throws(JSONFault) -> Unicode.Scalar {
        let high = try unit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
            throw .notJSON
        }
        at += 2
        let low = try unit()
        guard (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) else { throw .notJSON }
        return scalar
    }

    private mutating func unit() throws(JSONFault) -> UInt32 {
        guard at + 4 <= bytes.count else { throw .notJSON }
        let digits = bytes[at..<at + 4]
        // Without a sign, which the initialiser would take.
        guard let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), digits.allSatisfy({ $0 != UInt8(ascii: "+") }) else {
            throw .notJSON
        }
        at += 4
        return unit
    }

    // MARK: Numbers

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = at
        if bytes[at] == UInt8(ascii: "-") { at += 1 }
        let first = at
        guard skipDigits() > 0, at - first == 1 || bytes[first] != UInt8(ascii: "0") else { throw .notJSON }
        var isWhole = true
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            (at, isWhole) = (at + 1, false)
            guard skipDigits() > 0 else { throw .notJSON }
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            (at, isWhole) = (at + 1, false)
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            guard skipDigits() > 0 else { throw .notJSON }
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let whole = Int64(text) { return .integer(whole) }
        guard let number = Double(text) else { throw .notJSON }
        // 1.0 and 1e3 are whole numbers too, as long as a Double holds every one of that size.
        if number.magnitude < 0x1p53, let whole = Int64(exactly: number) { return .integer(whole) }
        return .number(number)
    }

    private mutating func skipDigits() -> Int {
        let start = at
        while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
        return at - start
    }
}
