/// What a sequence repeats of itself, found in one walk (the failure function of Knuth, Morris and Pratt): elements are compared at most twice as often
/// as there are.
enum Borders {
    /// For each place, how long the longest beginning is that also ends there, without being all of it.
    static func lengths<Element: Equatable>(of elements: [Element]) -> [Int] {
        var lengths = [Int](repeating: 0, count: elements.count)
        var length = 0
        for place in elements.indices.dropFirst() {
            while elements[place] != elements[length] {
                guard length > 0 else {
                    length = -1
                    break
                }
                length = lengths[length - 1]
            }
            length += 1
            lengths[place] = length
        }
        return lengths
    }

    /// How long the unit is that a sequence repeats whole; its own length when it repeats none.
    static func period<Element: Equatable>(of elements: [Element]) -> Int {
        let period = elements.count - (lengths(of: elements).last ?? 0)
        return period > 0 && elements.count.isMultiple(of: period) ? period : elements.count
    }

    static func contains<Element: Equatable>(_ elements: [Element], _ sought: [Element]) -> Bool {
        // The gap equals no element, so that no beginning reaches over it.
        lengths(of: sought.map(Optional.some) + [nil] + elements.map(Optional.some)).contains(sought.count)
    }
}
