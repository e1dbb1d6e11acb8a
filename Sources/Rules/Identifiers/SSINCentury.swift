extension SSIN {
    /// The century that the check digits speak of: they are reckoned over `YYMMDDSSS` for those born before 2000, over `2YYMMDDSSS` since.
    ///
    /// The two never both fit. But one wrong digit can lead from a number of one century to one of the other, in a single way: the second digit of the
    /// year is read 6 too low or too high (2 000 000 000 ≡ 68 and 6 × 10⁷ ≡ 68, modulo 97; no other digit can), as 1926 for 2020.
    /// So that any single wrong digit is refused, only one of two such years is accepted: the one whose people are of an age to be given access.
    package enum Century: Hashable, Sendable, CaseIterable {
        case before2000, from2000

        /// The last decade in which that is the younger one: 2010–2013 and not 1916–1919, but 1926–1929 and not yet 2020–2023.
        /// To be moved to 2 when those born in 2020 come of age to work, about 2035.
        static let lastYoungerDecade: UInt64 = 1

        /// The century whose check digits eleven digits have; nil when they have neither's.
        init?(of number: UInt64) {
            guard let century = Self.allCases.first(where: { $0.check(number / 100) == number % 100 }), century.accepts(number / 1_000_000_000) else {
                return nil
            }
            self = century
        }

        private func check(_ birth: UInt64) -> UInt64 { 97 - (self == .before2000 ? birth : birth + 2_000_000_000) % 97 }

        private func accepts(_ year: UInt64) -> Bool {
            let isYoungerDecade = year / 10 <= Self.lastYoungerDecade
            return switch self {
            case .before2000: year % 10 < 6 || !isYoungerDecade
            case .from2000: year % 10 > 3 || isYoungerDecade
            }
        }
    }
}
