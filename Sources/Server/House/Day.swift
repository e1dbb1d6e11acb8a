import Foundation

/// A day of the calendar, by arithmetic: a list shows thousands of them, and Foundation's calendar takes microseconds for each.
struct Day: Hashable, Sendable {
    let year: Int
    let month: Int
    let day: Int

    /// - Parameter number: days since 1970-01-01.
    init(number: Int) {
        // Years that begin in March, counted from 1 March of year 0, in eras of 400 years: the leap day is the last of its year.
        let days = number + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let ofEra = days - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        (self.month, day) = (month < 10 ? month + 3 : month - 9, ofYear - (153 * month + 2) / 5 + 1)
        self.year = era * 400 + year + (self.month <= 2 ? 1 : 0)
    }

    /// As a date field writes it: `2026-03-02`.
    var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)" }

    /// When the day that a date field wrote begins in Brussels; nil for what is no day.
    static func start(_ text: String) -> Date? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = Formats.brussels
        let components = DateComponents(year: year, month: month, day: day)
        guard let date = calendar.date(from: components), calendar.dateComponents([.year, .month, .day], from: date) == components else { return nil }
        return date
    }

    /// The day of an instant in Brussels, as a date field writes it.
    static func text(_ date: Date) -> String { Zone.brussels.clock(date).day.text }
}
