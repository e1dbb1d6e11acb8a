/// Bytes written one after the other into room of their own. A `ByteBuffer` asks at every piece who else holds it, and an answer has a hundred pieces.
struct EvaluationText: ~Copyable {
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
        // A sign, and eight digits more than are kept.
        reserve(32)
        if number < 0 { write("-") }
        let (rest, last) = number.magnitude.quotientAndRemainder(dividingBy: Self.eight)
        guard rest > 0 else { return write(leading: UInt32(truncatingIfNeeded: last)) }
        let (first, middle) = rest.quotientAndRemainder(dividingBy: Self.eight)
        if first > 0 {
            write(leading: UInt32(truncatingIfNeeded: first))
            write(eight: UInt32(truncatingIfNeeded: middle))
        } else {
            write(leading: UInt32(truncatingIfNeeded: middle))
        }
        write(eight: UInt32(truncatingIfNeeded: last))
    }

    private static let eight: UInt64 = 100_000_000

    /// At most eight digits, without zeros before them.
    private mutating func write(leading number: UInt32) {
        var (digits, bound) = (1, UInt32(10))
        while digits < 8, number >= bound {
            digits += 1
            bound = bound &* 10
        }
        let begin = count
        write(eight: number)
        if digits == 8 { return }
        // All eight were written: those that count move to the front.
        let first = start + begin
        for place in 0..<digits { first[place] = first[8 - digits + place] }
        count = begin + digits
    }

    /// Eight digits: two at a time, which do not wait for each other, as the digits of one long number would.
    private mutating func write(eight number: UInt32) {
        let (high, low, to) = (number / 10_000, number % 10_000, start + count)
        Self.write(pair: high / 100, to: to)
        Self.write(pair: high % 100, to: to + 2)
        Self.write(pair: low / 100, to: to + 4)
        Self.write(pair: low % 100, to: to + 6)
        count += 8
    }

    @inline(__always)
    private static func write(pair: UInt32, to place: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(place).storeBytes(
            of: UnsafeRawPointer(pairs.utf8Start).loadUnaligned(fromByteOffset: 2 * Int(pair), as: UInt16.self), as: UInt16.self)
    }

    private static let pairs: StaticString = """
        00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869\
        707172737475767778798081828384858687888990919293949596979899
        """

    @inline(__always)
    private mutating func reserve(_ more: Int) { if count + more > room { grow(more) } }

    private mutating func grow(_ more: Int) {
        room = max(2 * room, count + more)
        let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
        wider.update(from: start, count: count)
        start.deallocate()
        start = wider
    }
}
