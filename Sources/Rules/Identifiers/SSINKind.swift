extension SSIN {
    package enum Kind: Hashable, Sendable {
        case national
        /// Given to someone outside the national register; the sequence tells the sex only when it was known.
        case bis(sexKnown: Bool)

        /// By the month: 20 higher in a BIS number, or 40 when the sex was known. Nil when it is no month at all; 00 is an unknown one.
        init?(month: UInt64) {
            switch month {
            case 0...12: self = .national
            case 20...32: self = .bis(sexKnown: false)
            case 40...52: self = .bis(sexKnown: true)
            default: return nil
            }
        }
    }
}
