import Foundation

/// What a clock shows somewhere.
struct Zone: Sendable {
    static let brussels = Zone(Formats.brussels)

    private let zone: TimeZone
    /// From when to when the changes of the clock are known.
    private let known: ClosedRange<TimeInterval>
    /// When the clock changes, in seconds since 1970, and to how many seconds before GMT; the first holds from the beginning.
    private let changes: [(from: TimeInterval, offset: Int)]

    private init(_ zone: TimeZone) {
        self.zone = zone
        let (first, last) = (Date(timeIntervalSince1970: 315_532_800), Date(timeIntervalSince1970: 4_102_444_800))
        var (changes, date) = ([(from: first.timeIntervalSince1970, offset: zone.secondsFromGMT(for: first))], first)
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date, next < last {
            changes.append((next.timeIntervalSince1970, zone.secondsFromGMT(for: next)))
            date = next
        }
        (self.changes, known) = (changes, first.timeIntervalSince1970...last.timeIntervalSince1970)
    }

    /// The day there, and the second of that day.
    func clock(_ date: Date) -> (day: Day, second: Int) {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + offset(at: date)
        let second = (seconds % 86_400 + 86_400) % 86_400
        return (Day(number: (seconds - second) / 86_400), second)
    }

    private func offset(at date: Date) -> Int {
        let instant = date.timeIntervalSince1970
        guard known.contains(instant) else { return zone.secondsFromGMT(for: date) }
        var (low, high) = (0, changes.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].from <= instant { low = middle } else { high = middle }
        }
        return changes[low].offset
    }
}
