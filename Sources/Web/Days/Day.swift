/// A day of the calendar, by arithmetic: a list shows thousands of them, and Foundation's calendar takes microseconds for each.
package struct Day: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

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

    /// As date fields and files write it: `2026-03-02`; nil for what is no day of the calendar.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        (year, month, day) = (numbers[0], numbers[1], numbers[2])
        guard (1...12).contains(month), Day(number: number) == self else { return nil }
    }

    /// Days since 1970-01-01.
    var number: Int {
        let year = month <= 2 ? self.year - 1 : self.year
        let era = (year >= 0 ? year : year - 399) / 400
        let ofEra = year - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    /// As a date field writes it: `2026-03-02`.
    package var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)" }
}
