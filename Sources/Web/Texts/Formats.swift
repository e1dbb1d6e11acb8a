package import Foundation
package import Rules

/// Dates and numbers as each language writes them.
package enum Formats {
    /// 12 345 in French, 12.345 in Dutch and German, 12,345 in English.
    package static func number(_ number: Int, in language: Language) -> String {
        let separator =
            switch language {
            case .fr: "\u{202F}"
            case .nl, .de: "."
            case .en: ","
            }
        let digits = Array(String(number.magnitude))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += separator }
            text.append(digit)
        }
        return number < 0 ? "-\(text)" : text
    }

    /// `14 mars 2026`: the day of an instant in the installation's time zone.
    package static func day(_ date: Date, in language: Language, _ texts: Texts) -> String {
        let day = texts.zone.day(date)
        let month = texts.say("formats.month.m\(day.month)", in: language)
        return texts.say("formats.day", ["day": ordinal(day.day, in: language), "month": month, "year": String(day.year)], in: language)
    }

    /// `14/03/2026`: where many stand below each other.
    package static func shortDay(_ date: Date, in language: Language, _ texts: Texts) -> String {
        let day = texts.zone.day(date)
        return texts.say("formats.shortDay", ["day": padded(day.day), "month": padded(day.month), "year": String(day.year)], in: language)
    }

    /// The day and time of an instant, as a clock in the installation's time zone shows it.
    package static func instant(_ date: Date, in language: Language, _ texts: Texts) -> String {
        let minutes = texts.zone.clock(date).second / 60
        return "\(day(date, in: language, texts)), \(padded(minutes / 60)):\(padded(minutes % 60))"
    }

    /// The first of a month is `1er` in French.
    private static func ordinal(_ day: Int, in language: Language) -> String { day == 1 && language == .fr ? "1er" : String(day) }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
