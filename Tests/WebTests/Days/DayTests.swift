import Foundation
import Rules
import Testing

@testable import Web

@Suite struct DayTests {
    private static func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    /// From 1950 to 2110, at every hour of the day, around the days on which clocks change too.
    @Test func `a clock in Brussels shows what the calendar says`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Europe/Brussels"))
        for step in 0..<8000 {
            let date = Date(timeIntervalSince1970: -631_152_000 + Double(step) * 631_789.5)
            let (day, second) = Zone.brussels.clock(date)
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
            #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day], "\(date)")
            #expect([second / 3600, second / 60 % 60, second % 60] == [parts.hour, parts.minute, parts.second], "\(date)")
        }
    }

    /// 1 March 2026, 23:30 UTC; a function that the register says was held from 1 March 2026.
    @Test func `a day is the one in Brussels, and the register's own day`() throws {
        let texts = try ProductTexts.read()
        #expect(Formats.day(Date(timeIntervalSince1970: 1_772_407_800), in: .en, texts) == "2 March 2026")
        #expect(Formats.day(Date(timeIntervalSince1970: 1_772_323_200), in: .fr, texts) == "1er mars 2026")
    }

    /// In winter, in summer, on the days on which clocks change and the days after them; before there was summer time.
    @Test(arguments: [
        ("2026-12-01", "2026-11-30T23:00:00Z"), ("2026-07-01", "2026-06-30T22:00:00Z"), ("2026-03-29", "2026-03-28T23:00:00Z"),
        ("2026-03-30", "2026-03-29T22:00:00Z"), ("2026-10-25", "2026-10-24T22:00:00Z"), ("2026-10-26", "2026-10-25T23:00:00Z"),
        ("1972-05-17", "1972-05-16T23:00:00Z"), ("2028-02-29", "2028-02-28T23:00:00Z"),
    ])
    func `a day begins at midnight in Brussels`(day: String, instant: String) throws {
        let (day, instant) = (try #require(Day(day)), try Self.instant(instant))
        #expect(Zone.brussels.start(day) == instant)
        #expect(Zone.brussels.day(instant) == day)
        #expect(Zone.brussels.day(instant.addingTimeInterval(-0.001)) != day)
    }

    /// In Havana clocks skip midnight in March, and show it twice in November.
    @Test(arguments: [
        ("America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"), ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"),
        ("Asia/Kolkata", "2026-01-01", "2025-12-31T18:30:00Z"), ("GMT", "2026-01-01", "2026-01-01T00:00:00Z"),
    ])
    func `a day begins with its first instant, whatever the clock shows`(zone: String, day: String, instant: String) throws {
        let (zone, day, instant) = (try #require(Zone(named: zone)), try #require(Day(day)), try Self.instant(instant))
        #expect(zone.start(day) == instant)
        #expect(zone.day(instant) == day && zone.day(instant.addingTimeInterval(-1)) != day)
    }

    @Test func `every day of four centuries is read as it is written, and nothing else is a day`() {
        for number in stride(from: -62_091, to: 84_370, by: 1) {
            let day = Day(number: number)
            #expect(day.number == number && Day(day.text) == day, "\(day.text)")
        }
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-10", "2026-01-32", "+026-01-01", "2026-01-01 ", "٢٠٢٦-01-01", ""] {
            #expect(Day(text) == nil, "\(text)")
        }
    }

    @Test(arguments: ["Europe/Bruxelles", "brussels", "CEST+2", "", "../etc/passwd"]) func `a zone that nobody knows is none`(name: String) {
        #expect(Zone(named: name) == nil)
    }
}
