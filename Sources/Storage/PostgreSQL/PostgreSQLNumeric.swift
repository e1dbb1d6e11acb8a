/// PostgreSQL's decimal numbers in binary form: four 16-bit words (how many digits, the power of the first, the sign, the decimals shown), then the
/// digits in base 10 000.
enum PostgreSQLNumeric {
    /// Nil when it has decimals, is no number, or does not fit.
    static func whole(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count >= 8 else { return nil }
        func word(_ index: Int) -> Int { Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))) }
        let (digits, sign, decimals) = (word(0), word(2), word(3))
        let weight = Int(Int16(truncatingIfNeeded: word(1)))
        guard bytes.count == 8 + 2 * digits, decimals == 0, sign == 0 || sign == 0x4000 else { return nil }
        guard digits > 0 else { return 0 }
        guard (0...4).contains(weight), digits <= weight + 1 else { return nil }
        var number: Int64 = 0
        for index in 0...weight {
            let digit = Int64(index < digits ? word(4 + index) : 0)
            let (tenfold, tooLong) = number.multipliedReportingOverflow(by: 10_000)
            // Below zero there is one number more.
            let (next, tooLarge) = tenfold.addingReportingOverflow(sign == 0 ? digit : -digit)
            guard !tooLong, !tooLarge else { return nil }
            number = next
        }
        return number
    }
}
