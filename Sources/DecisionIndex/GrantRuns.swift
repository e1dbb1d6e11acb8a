/// The grants of each assignment, one after the other: there are millions, so one takes four bytes, and four more if another act opened it than its
/// assignment.
struct GrantRuns: Sendable {
    private var words = Runs<UInt32>()
    /// The bit of a grant's word that says that its opening act follows.
    private static let isOpenedApart: UInt32 = 1 << 31

    var bytes: Int { words.bytes }

    /// - Parameter count: of grants.
    mutating func reserve(_ count: Int) { words.reserve(count) }

    /// The grant at a place that `first` gave.
    subscript(_ place: Int) -> GrantRow {
        let word = words[place]
        return GrantRow(
            application: UInt16(truncatingIfNeeded: word), distance: UInt8(truncatingIfNeeded: word >> 16),
            openingAct: word & Self.isOpenedApart == 0 ? nil : words[place + 1])
    }

    /// The place of the first grant that is wanted.
    func first(in run: Run, where isWanted: (GrantRow) -> Bool) -> Int? { place(in: run) { isWanted(self[$0]) } }

    /// The place of the grant of an application: what every decision asks, so nothing but its word is looked at.
    func place(of application: UInt16, in run: Run) -> Int? { place(in: run) { UInt16(truncatingIfNeeded: words[$0]) == application } }

    @inline(__always)
    private func place(in run: Run, where isWanted: (Int) -> Bool) -> Int? {
        var place = run.range.lowerBound
        while place < run.range.upperBound {
            if isWanted(place) { return place }
            place += width(at: place)
        }
        return nil
    }

    func each(in run: Run, _ body: (GrantRow) -> Void) {
        _ = first(in: run) {
            body($0)
            return false
        }
    }

    func count(in run: Run) -> Int {
        var count = 0
        each(in: run) { _ in count += 1 }
        return count
    }

    mutating func append(_ grant: GrantRow, to run: inout Run) throws(IndexFault) {
        let word = UInt32(grant.application) | UInt32(grant.distance) << 16
        guard let act = grant.openingAct else { return try words.append(word, to: &run) }
        try words.append(word | Self.isOpenedApart, to: &run)
        try words.append(act, to: &run)
    }

    mutating func remove(at place: Int, from run: inout Run) { words.remove(width(at: place), at: place, from: &run) }

    private func width(at place: Int) -> Int { words[place] & Self.isOpenedApart == 0 ? 1 : 2 }

    // What `IndexBatch` has fetched.
    func prefetch(_ run: Run) -> UInt32 { run.count == 0 ? 0 : words[Int(run.start)] }
}
