/// The part of JSON that requests for decisions are written in (RFC 8259): plain texts, whole numbers, words; anything else reads as nil or false.
extension EvaluationScanner {
    /// Reads an object, asking `read` for the value of each member; false when it is none or `read` says so.
    mutating func members(_ read: (inout EvaluationScanner, Range<Int>) -> Bool) -> Bool {
        guard take("{") else { return false }
        if take("}") { return true }
        repeat {
            guard let name = quoted(), take(":"), read(&self, name) else { return false }
        } while take(",")
        return take("}")
    }

    mutating func skipMembers(depth: Int) -> Bool {
        var names: [Range<Int>] = []
        return members { scanner, name in scanner.isNew(name, among: &names) && scanner.skipValue(depth: depth + 1) }
    }

    /// False for a name that stands there already, and for one too many: looking for it among all that came before must stay cheap.
    func isNew(_ name: Range<Int>, among names: inout [Range<Int>]) -> Bool {
        guard names.count < 16, !names.contains(where: { bytes[$0].elementsEqual(bytes[name]) }) else { return false }
        names.append(name)
        return true
    }

    mutating func skipValue(depth: Int) -> Bool {
        guard depth < 8 else { return false }
        skipSpace()
        guard at < bytes.count else { return false }
        switch bytes[at] {
        case UInt8(ascii: "\""): return quoted() != nil
        case UInt8(ascii: "{"): return skipMembers(depth: depth)
        case UInt8(ascii: "["):
            at += 1
            if take("]") { return true }
            repeat {
                guard skipValue(depth: depth + 1) else { return false }
            } while take(",")
            return take("]")
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
            // A fraction or an exponent goes on here, and is no end of a value.
            return true
        default: return skip("true") || skip("false") || skip("null")
        }
    }

    mutating func skip(_ word: StaticString) -> Bool {
        guard at + word.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[at + offset] != word.utf8Start[offset] { return false }
        at += word.utf8CodeUnitCount
        return true
    }

    mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: mark) else { return false }
        at += 1
        return true
    }

    func text(_ place: Range<Int>) -> String { String(decoding: UnsafeBufferPointer(rebasing: bytes[place]), as: UTF8.self) }

    /// Where a text stands, without its quotes.
    mutating func quoted() -> Range<Int>? {
        guard take("\"") else { return nil }
        let start = at
        skipPlain()
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                defer { at += 1 }
                return start..<at
            case UInt8(ascii: "\\"), 0..<0x20, 0x7F...: return nil
            default: at += 1
            }
        }
        return nil
    }

    /// Goes over eight bytes at a time as long as none is special.
    mutating func skipPlain() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs = ones << 7
        while at + 8 <= bytes.count {
            let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let (quote, backslash) = (word ^ ones &* 0x22, word ^ ones &* 0x5C)
            // A byte below 0x20, from 0x7F up, a quote or a backslash leaves its high bit; a false alarm only means a byte at a time.
            let control = (word &- ones &* 0x20) | word | (word &+ ones)
            guard (control | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & highs == 0 else { return }
            at += 8
        }
    }

    func reads(_ place: Range<Int>, _ word: StaticString) -> Bool {
        guard place.count == word.utf8CodeUnitCount else { return false }
        for offset in 0..<place.count where bytes[place.lowerBound + offset] != word.utf8Start[offset] { return false }
        return true
    }
}
