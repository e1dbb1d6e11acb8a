/// Chance that repeats itself (SplitMix64), and reckons nothing that another machine or library might reckon otherwise.
struct Dice {
    private var state: UInt64

    /// - Parameter stream: what the chance is for, so that two uses of one seed do not go together.
    init(_ seed: UInt64, _ stream: Int) {
        state = seed &+ UInt64(bitPattern: Int64(stream)) &* 0xD134_2543_DE82_EF95
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to one less than `bound`.
    mutating func below(_ bound: Int) -> Int { bound < 2 ? 0 : Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

    /// True so many times in a thousand.
    mutating func chance(_ perMille: Int) -> Bool { below(1000) < perMille }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
