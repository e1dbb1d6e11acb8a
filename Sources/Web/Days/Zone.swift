package import Foundation

/// A time zone: which day it is there at an instant, when a day begins, and what a clock shows. The only place that turns days into instants and back;
/// by arithmetic, since a list shows thousands of dates.
package struct Zone: Sendable {
    package static let standard = "Europe/Brussels"
    package static let brussels = Zone(TimeZone(identifier: standard) ?? .gmt, standard)
    package static let gmt = Zone(.gmt, "GMT")

    package let name: String
    private let zone: TimeZone
    /// From when to when the changes of the clock are known.
    private let known: ClosedRange<TimeInterval>
    /// When the clock changes, in seconds since 1970, and to how many seconds before GMT; the first holds from the beginning.
    private let changes: [(from: TimeInterval, offset: Int)]

    /// A zone of the tz database, such as `Europe/Brussels`; nil for a name that it does not have.
    package init?(named name: String) {
        // Abbreviations such as CEST mean different things to different people.
        guard name.contains("/") || ["GMT", "UTC"].contains(name), let zone = TimeZone(identifier: name) else { return nil }
        self.init(zone, name)
    }

    private init(_ zone: TimeZone, _ name: String) {
        (self.zone, self.name) = (zone, name)
        let (first, last) = (Date(timeIntervalSince1970: 315_532_800), Date(timeIntervalSince1970: 4_102_444_800))
        var (changes, date) = ([(from: first.timeIntervalSince1970, offset: zone.secondsFromGMT(for: first))], first)
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date, next < last {
            changes.append((next.timeIntervalSince1970, zone.secondsFromGMT(for: next)))
            date = next
        }
        (self.changes, known) = (changes, first.timeIntervalSince1970...last.timeIntervalSince1970)
    }

    /// The day there, and the second of that day.
    package func clock(_ date: Date) -> (day: Day, second: Int) {
        let (number, second) = reading(date)
        return (Day(number: number), second)
    }

    /// The day of an instant.
    package func day(_ date: Date) -> Day { clock(date).day }

    /// When a day begins: at midnight, or where the clock skips midnight, when it does.
    package func start(_ day: Day) -> Date {
        let midnight = TimeInterval(day.number * 86_400)
        let (before, after) = (offset(at: midnight - 86_400), offset(at: midnight + 86_400))
        // Of two midnights of one day, the first.
        for offset in [max(before, after), min(before, after)] {
            let instant = midnight - TimeInterval(offset)
            if self.offset(at: instant) == offset { return Date(timeIntervalSince1970: instant) }
        }
        // The day begins somewhere between the two: after the last second that belongs to the day before.
        var (low, high) = (Int(midnight) - max(before, after), Int(midnight) - min(before, after))
        while high - low > 1 {
            let middle = (low + high) / 2
            if reading(Date(timeIntervalSince1970: TimeInterval(middle))).number < day.number { low = middle } else { high = middle }
        }
        return Date(timeIntervalSince1970: TimeInterval(high))
    }

    /// When a day ends, and the next begins.
    package func end(_ day: Day) -> Date { start(Day(number: day.number + 1)) }

    private func reading(_ date: Date) -> (number: Int, second: Int) {
        // What no calendar has, such as an instant that somebody made up, is read as the nearest that one has.
        let instant = min(max(date.timeIntervalSince1970, -1e11), 1e12)
        let seconds = Int(instant.rounded(.down)) + offset(at: instant)
        let second = (seconds % 86_400 + 86_400) % 86_400
        return ((seconds - second) / 86_400, second)
    }

    private func offset(at instant: TimeInterval) -> Int {
        guard known.contains(instant) else { return zone.secondsFromGMT(for: Date(timeIntervalSince1970: instant)) }
        var (low, high) = (0, changes.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].from <= instant { low = middle } else { high = middle }
        }
        return changes[low].offset
    }
}
