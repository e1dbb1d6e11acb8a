/// The check digits most registers use: the last two are 97 less the number before them modulo 97, so 01 to 97 (DOMAIN §2.2, §2.3, §2.5).
enum CheckDigits {
    static func check(_ number: UInt64) throws(InvalidIdentifier) {
        let checked = number / 100
        guard number % 100 == 97 - checked % 97 else { throw .wrongCheckDigits }
        guard checked > 0 else { throw .impossibleSequence }
    }
}
