import Foundation
import Testing

@testable import Server

@Suite struct DayTests {
    /// From 1950 to 2110, at every hour of the day, around the days on which clocks change too.
    @Test(arguments: [("Europe/Brussels", Zone.brussels), ("GMT", Zone.gmt)])
    func `a clock shows what the calendar says`(name: String, zone: Zone) throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: name))
        for step in 0..<8000 {
            let date = Date(timeIntervalSince1970: -631_152_000 + Double(step) * 631_789.5)
            let (day, second) = zone.clock(date)
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
            #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day], "\(date)")
            #expect([second / 3600, second / 60 % 60, second % 60] == [parts.hour, parts.minute, parts.second], "\(date)")
        }
    }
}
