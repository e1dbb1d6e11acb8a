import Foundation
import Rules
import Web

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

    /// When a day written `2026-01-31` begins. Only of the years in which there are entities: a slip such as 0206 is no day.
    func day(_ field: String, in zone: Zone) throws(UnreadableFile) -> Date {
        guard let day = Day(try text(field)), (1800...2200).contains(day.year) else { throw fault(field, .notADay) }
        return zone.start(day)
    }
}
