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
        var (rest, digits) = (number.magnitude, 1)
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        rest = number.magnitude
        for place in stride(from: count + digits - 1, through: count, by: -1) {
            start[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += digits
    }

    private mutating func reserve(_ more: Int) {
        guard count + more > room else { return }
        room = max(2 * room, count + more)
        let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
        wider.update(from: start, count: count)
        start.deallocate()
        start = wider
    }
}
