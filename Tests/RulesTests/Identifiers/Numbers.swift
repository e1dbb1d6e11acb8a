import Rules

/// Numbers with right check digits, reckoned here anew so that the rules are not their own witness.
enum Numbers {
    static func ssin(date: UInt64, sequence: UInt64, _ century: SSIN.Century) -> String {
        let birth = date * 1000 + sequence
        return padded(birth * 100 + 97 - (birth + (century == .from2000 ? 2_000_000_000 : 0)) % 97, 11)
    }

    static func checked(_ first: UInt64, length: Int) -> String { padded(first * 100 + 97 - first % 97, length) }

    static func nsso(_ first: UInt64, length: Int) -> String {
        let check = (96 + 97 - first * 100 % 97) % 97
        return padded(first * 100 + (check == 0 ? 97 : check), length)
    }

    static func padded(_ number: UInt64, _ length: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: length - digits.count) + digits
    }
}
