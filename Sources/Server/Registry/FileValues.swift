import Foundation
import Rules

/// Values of the field, read out of a file's texts.
extension FilePart {
    func value<Value>(_ field: String, _ read: (String) throws(InvalidIdentifier) -> Value) throws(UnreadableFile) -> Value {
        let text = try text(field)
        do throws(InvalidIdentifier) { return try read(text) } catch { throw fault(field, .invalid(error)) }
    }

    func choice<Choice>(_ field: String, _ kind: Choice.Type) throws(UnreadableFile) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        let text = try text(field)
        guard let choice = Choice(rawValue: text) else { throw fault(field, .unknownChoice(text, known: kind.allCases.map(\.rawValue))) }
        return choice
    }

    /// A day written `2026-01-31`, at 00:00 UTC.
    func day(_ field: String) throws(UnreadableFile) -> Date {
        guard let day = Self.day(try text(field)) else { throw fault(field, .notADay) }
        return day
    }

    /// Only real days, and only of the years in which there are entities: a slip such as 20206 is no day.
    private static func day(_ text: String) -> Date? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let asked = DateComponents(year: numbers[0], month: numbers[1], day: numbers[2])
        guard (1800...2200).contains(numbers[0]), let day = calendar.date(from: asked) else { return nil }
        return calendar.dateComponents([.year, .month, .day], from: day) == asked ? day : nil
    }
}
