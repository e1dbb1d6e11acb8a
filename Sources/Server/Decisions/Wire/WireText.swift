/// Bytes written one after the other into room of their own. A `ByteBuffer` asks at every piece who else holds it, and an answer has a hundred pieces.
struct WireText: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var room: Int
    private(set) var count = 0

    init(room: Int) {
        self.room = max(room, 64)
        start = .allocate(capacity: self.room)
    }

    deinit { start.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    mutating func clear() { count = 0 }

    mutating func write(_ text: StaticString) { write(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)) }

    mutating func write(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { write($0) } }

    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.baseAddress else { return }
        reserve(bytes.count)
        (start + count).update(from: first, count: bytes.count)
        count += bytes.count
    }

    /// The digits of a number.
    mutating func write(decimal number: Int64) {
        reserve(20)
        if number < 0 { write("-") }
        var (rest, place) = (number.magnitude, count + Self.digits(number.magnitude))
        count = place
        let pairs = Self.pairs.utf8Start
        // Two at a time: a division takes longer than all else here.
        while rest >= 100 {
            let pair = Int(truncatingIfNeeded: rest % 100) * 2
            rest /= 100
            place -= 2
            (start[place], start[place + 1]) = (pairs[pair], pairs[pair + 1])
        }
        if rest >= 10 {
            let pair = Int(truncatingIfNeeded: rest) * 2
            (start[place - 2], start[place - 1]) = (pairs[pair], pairs[pair + 1])
        } else {
            start[place - 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)
        }
    }

    private static func digits(_ number: UInt64) -> Int {
        var (digits, bound) = (1, UInt64(10))
        while digits < 20, number >= bound {
            digits += 1
            bound = bound &* 10
        }
        return digits
    }

    private static let pairs: StaticString = """
        00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869\
        707172737475767778798081828384858687888990919293949596979899
        """

    private mutating func reserve(_ more: Int) {
        guard count + more > room else { return }
        room = max(2 * room, count + more)
        let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
        wider.update(from: start, count: count)
        start.deallocate()
        start = wider
    }
}
