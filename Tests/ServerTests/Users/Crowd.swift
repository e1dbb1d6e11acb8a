import Foundation
import Rules
import Sample
import Storage

@testable import Server

/// Many invented users of one quality, written past the rules: for lists, which only read.
struct Crowd {
    static let families = ["Peeters", "Van den Berghe", "D'Hondt", "Maes", "El Amrani", "Lambert-Simon", "Ömer", "Zeller"]
    static let givens = ["Jan", "An", "Fatima", "Jean-Pierre", "Zoë", "Maria", "Ann"]

    let walk: UsersWalk

    /// Each the same at every call: number 7 is blocked every 50th, has a user name unless divisible by 3, dimona every second, dmfa every tenth.
    func settle(_ numbers: Range<Int>) async throws {
        let (quality, entity) = (walk.quality.id, walk.entity.id)
        try await walk.test.house.storage.write { tx in
            let first = try tx.row("SELECT id, at FROM acts ORDER BY position LIMIT 1") {
                (Act.ID(rawValue: try $0.integer("id")), try $0.date("at"))
            }
            guard let (act, date) = first else { return }
            for number in numbers {
                try tx.add(Self.person(number))
                if number % 3 != 0 {
                    let name = try UserName("user\(String(format: "%06d", number * 7919 % 1_000_003))")
                    try tx.openAccount(name, password: "-", mustChange: false, for: Self.id(number), at: Town.opening)
                }
                let assignment = Assignment(
                    id: .init(rawValue: Self.base + Int64(number)), person: Self.id(number), role: .user, entity: entity, quality: quality)
                try tx.apply(.opened(assignment), by: act, at: date)
                let (dimona, dmfa) = (number % 2 == 0, number % 10 == 0)
                for (offset, application) in [(0, dimona ? "dimona" : nil), (1, dmfa ? "dmfa" : nil)] {
                    guard let application else { continue }
                    let id = Grant.ID(rawValue: Self.base + Int64(2 * number + offset))
                    try tx.apply(.opened(Grant(id: id, assignment: assignment.id, application: .init(rawValue: application))), by: act, at: date)
                }
                guard number % 50 == 0 else { continue }
                let block = Block(id: .init(rawValue: Self.base + Int64(number)), assignment: assignment.id, reason: .other)
                try tx.apply(.opened(block), by: act, at: date)
            }
        }
    }

    /// As the rules would: grants and blocks first.
    func leave(_ number: Int) async throws {
        let id = Assignment.ID(rawValue: Self.base + Int64(number))
        try await walk.test.house.storage.write { tx in
            guard let holding = try tx.holding(id), let act = try tx.row("SELECT id FROM acts LIMIT 1", { Act.ID(rawValue: try $0.integer("id")) })
            else { return }
            for grant in holding.grants { try tx.apply(.closed(grant.id), by: act, at: Town.opening) }
            if let block = holding.block { try tx.apply(.closed(block.id), by: act, at: Town.opening) }
            try tx.apply(.closed(id), by: act, at: Town.opening)
        }
    }

    /// Every list entry by its key, page after page; `meanwhile` is told the number of each page read.
    func walkThrough(
        _ filter: UserFilter = UserFilter(), size: Int = 50, _ meanwhile: (Int) async throws -> Void = { _ in }
    ) async throws -> [UserRow] {
        var (found, cursor, page): ([UserRow], Cursor?, Int) = ([], nil, 0)
        while true {
            let list = try await read(filter, at: cursor, size: size)
            found += list.rows
            page += 1
            try await meanwhile(page)
            guard let next = list.next else { return found }
            cursor = next
        }
    }

    func read(_ filter: UserFilter, at cursor: Cursor? = nil, size: Int = 50) async throws -> UserList {
        let quality = walk.quality
        return try await walk.test.house.read { tx in try tx.users(filter, of: quality, at: cursor, size: size) }
    }

    static let base: Int64 = 900_000_000
    static func id(_ number: Int) -> Person.ID { .init(rawValue: base + Int64(number)) }

    static func person(_ number: Int) throws -> Person {
        let nine = 900_101_000 + number / 900 * 1000 + number % 900 + 1
        let digits = String(nine * 100 + (97 - nine % 97))
        return Person(
            id: id(number), ssin: try SSIN(digits), givenName: try PersonName(givens[number % givens.count]),
            familyName: try PersonName(families[number / 3 % families.count]), language: .fr)
    }
}

extension Transaction {
    /// Makes one change as if an act had been recorded for it.
    fileprivate func apply(_ change: Change, by act: Act.ID, at date: Date) throws {
        try apply(Act(id: act, code: .userRegistered, at: date, actor: nil, authority: .installation, changes: [change]))
        lastly { tx in try tx.store(LedgerEnd(frontier: tx.frontier(), sums: tx.recomputedSums())) }
    }
}
