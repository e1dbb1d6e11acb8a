import Foundation
import Rules
import Testing

@testable import Server

@Suite struct DayTests {
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
    @Test func `a day is the one in Brussels, and the register's own day`() async throws {
        let texts = try await TestHouse.Shared.pages.value.texts
        #expect(Formats.day(Date(timeIntervalSince1970: 1_772_407_800), in: .en, texts) == "2 March 2026")
        #expect(Formats.day(Date(timeIntervalSince1970: 1_772_323_200), in: .fr, texts) == "1er mars 2026")
    }
}
