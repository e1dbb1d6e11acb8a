import Foundation
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// A long list, page by page (issue 3, point 5).
@Suite struct UserPagesTests {
    private func crowd(_ count: Int = 1100) async throws -> Crowd {
        let crowd = Crowd(walk: try await UsersWalk.demo(Town.meuse, "approved-social-secretariat"))
        try await crowd.settle(0..<count)
        return crowd
    }

    @Test func `the pages together are the list in each order, nobody twice, nobody missing`() async throws {
        let crowd = try await crowd()
        for order in UserFilter.Order.allCases {
            var filter = UserFilter()
            filter.order = order
            let found = try await crowd.walkThrough(filter)
            #expect(found.count == 1100 + 61)
            #expect(Set(found.map(\.id)).count == found.count)
            let listed = found.dropFirst().map { row in
                switch order {
                case .name: row.folded
                case .userName: row.userName ?? ""
                case .since: String(9_999_999_999 - Int(row.since.timeIntervalSince1970))
                }
            }
            #expect(
                zip(listed, listed.dropFirst()).allSatisfy { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) || $0 == $1 }, "\(order)")
        }
    }

    @Test func `the way back shows the same pages as the way on`() async throws {
        let crowd = try await crowd(300)
        var pages = [try await crowd.read(UserFilter())]
        while let next = pages.last?.next { pages.append(try await crowd.read(UserFilter(), at: next)) }
        #expect(pages.count == 8)
        for index in pages.indices.dropFirst().reversed() {
            let back = try await crowd.read(UserFilter(), at: pages[index].previous)
            #expect(back.rows.map(\.id) == pages[index - 1].rows.map(\.id))
            #expect(back.before == pages[index - 1].before)
        }
    }

    @Test func `who comes or goes between two pages moves nobody else`() async throws {
        let crowd = try await crowd(600)
        let whole = try await crowd.walkThrough()
        let found = try await crowd.walkThrough { page in
            try await crowd.leave(page * 40)
            try await crowd.settle(2000 + page..<2001 + page)
        }
        #expect(Set(found.map(\.id)).count == found.count)
        let left = Set((1...20).map { Crowd.base + Int64($0 * 40) })
        for row in whole where !left.contains(row.id.rawValue) { #expect(found.contains { $0.id == row.id }) }
    }

    @Test func `the list is counted to a thousand, and then said to be longer`() async throws {
        let crowd = try await crowd(939)
        #expect(try await crowd.read(UserFilter()).count == .exactly(1000))
        try await crowd.settle(939..<942)
        let list = try await crowd.read(UserFilter())
        #expect(list.count == .moreThan(1000))
        let helene = try await crowd.walk.test.signedIn(Town.helene)
        let page = try await helene.get(crowd.walk.path(.users))
        #expect(page.body.contains("More than 1,000 users"))
        #expect(page.body.contains("50 people on this page"))
    }

    @Test func `each filter alone finds whom it means, to the last page`() async throws {
        let crowd = try await crowd()
        let all = try await crowd.walkThrough().filter { $0.id.rawValue >= Crowd.base }
        func expect(_ change: (inout UserFilter) -> Void, _ fits: (Int, UserRow) -> Bool, _ comment: Comment) async throws {
            for order in UserFilter.Order.allCases {
                var filter = UserFilter()
                change(&filter)
                filter.order = order
                let found = try await crowd.walkThrough(filter).map(\.id.rawValue).filter { $0 >= Crowd.base }
                let meant = all.filter { fits(Int($0.id.rawValue - Crowd.base), $0) }.map(\.id.rawValue)
                #expect(found.sorted() == meant.sorted(), "\(comment) by \(order)")
                #expect(!meant.isEmpty)
            }
        }
        try await expect({ $0.status = .blocked }, { number, _ in number % 50 == 0 }, "blocked")
        try await expect({ $0.status = .active }, { number, _ in number % 50 != 0 }, "active")
        try await expect({ $0.application = "dmfa" }, { number, _ in number % 10 == 0 }, "application")
        try await expect({ $0.role = .user }, { _, _ in true }, "role")
        for typed in ["jan", "berghe", "van den b", "an", "d'h", "pierre", "omer", "simon jan", "user00", "a"] {
            try await expect(
                { $0.name = RosterName.typed(typed) },
                { _, row in
                    RosterName(row).starts(with: RosterName.typed(typed))
                }, "\(typed)")
        }
    }

    @Test func `filters meet`() async throws {
        let crowd = try await crowd()
        for order in UserFilter.Order.allCases {
            var filter = UserFilter()
            (filter.status, filter.application, filter.order) = (.blocked, "dmfa", order)
            var found = try await crowd.walkThrough(filter)
            #expect(found.filter { $0.id.rawValue >= Crowd.base }.map(\.id.rawValue).sorted() == (0..<22).map { Crowd.base + $0 * 50 })
            #expect(try await crowd.read(filter).count == .exactly(found.count))
            filter.name = "maes"
            found = try await crowd.walkThrough(filter, size: 2)
            #expect(!found.isEmpty && found.allSatisfy { $0.familyName == "Maes" && $0.isBlocked })
            #expect(Set(found.map(\.id)).count == found.count)
        }
    }

    @Test func `since a day means from its first moment in Brussels`() async throws {
        let crowd = try await crowd(3)
        var filter = UserFilter()
        let all = try await crowd.walkThrough()
        let dates = Set(all.map(\.since)).sorted()
        for date in [dates[0], dates[dates.count / 2], dates[dates.count - 1]] {
            filter.since = date
            #expect(try await crowd.walkThrough(filter).count == all.count { $0.since >= date })
        }
        #expect(Day("2026-03-29").map { Zone.brussels.start($0).timeIntervalSince1970 } == 1_774_738_800)
        #expect(Zone.brussels.day(Date(timeIntervalSince1970: 1_774_738_800)).text == "2026-03-29")
        #expect(Zone.brussels.day(Date(timeIntervalSince1970: 1_774_738_799)).text == "2026-03-28")
        for text in ["2026-02-30", "2026-3-2", "02/03/2026", "2026-13-01", "2026-00-10"] { #expect(Day(text) == nil, "\(text)") }
    }

    @Test func `a cursor of another order gives the first page`() async throws {
        let crowd = try await crowd(200)
        var byDate = UserFilter()
        byDate.order = .since
        let other = try await crowd.read(byDate).next
        let first = try await crowd.read(UserFilter())
        #expect(try await crowd.read(UserFilter(), at: other).rows.map(\.id) == first.rows.map(\.id))
        #expect(first.previous == nil)
    }
}
