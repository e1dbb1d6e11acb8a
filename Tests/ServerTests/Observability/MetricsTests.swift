import Foundation
import HTTPTypes
import Rules
import Sample
import Standards
import Storage
import Testing
import Tracing
import Web

@testable import Server

@Suite struct MetricsTests {
    private static let key = "operations-key-of-the-tests"
    private static let bearer: HTTPFields = [.authorization: "Bearer \(key)"]

    private func house() async throws -> TestHouse { try await TestHouse.demo { $0.operationsKey = Secret.digest(Self.key) } }

    private func scrape(_ test: TestHouse) async throws -> Exposition {
        let page = try await test.browser().get("/metrics", headers: Self.bearer)
        #expect(page.status == .ok)
        #expect(page.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        return try Exposition(page.body)
    }

    @Test func `every series is offered under its own kind`() async throws {
        let test = try await house()
        try await test.house.decisions.load()
        let found = try await scrape(test)
        #expect(found.kinds == Dictionary(uniqueKeysWithValues: Series.all.map { ($0.name, $0.kind.rawValue) }))
    }

    @Test func `requests are counted under their route, never under their path`() async throws {
        let test = try await house()
        let browser = try await test.signedIn(Town.sofie)
        _ = try await browser.get("/entities/\(Town.deLinde.number.digits)")
        _ = try await browser.get("/79112399848/sofiepeeters")
        let found = try await scrape(test)
        #expect(found.value("chatelaine_http_requests_total", ["route": "/entities/:entity", "method": "GET", "status": "2xx"]) == 1)
        #expect(found.value("chatelaine_http_requests_total", ["route": "none", "method": "any", "status": "4xx"]) == 1)
        #expect(found.value("chatelaine_http_request_duration_seconds_count", ["route": "/entities/:entity", "method": "GET"]) == 1)
        let patterns = Set(Features.routes.map(\.address.pattern) + ["none"])
        #expect(Set(found.samples.compactMap { $0.labels["route"] }).subtracting(patterns) == [])
    }

    @Test func `decisions are counted by answer and reason, each in one bucket`() async throws {
        let test = try await house()
        for (person, count) in [(Town.fatima, 2), (Town.claire, 1)] {
            for _ in 0..<count {
                let question =
                    #"{"subject":{"type":"person","id":"\#(person.ssin.digits)"},"action":{"name":"use"},"#
                    + #""resource":{"type":"application","id":"employment-declaration","properties":{"entity":"\#(Town.deLinde.number.digits)"}}}"#
                _ = try await test.browser().post(
                    "/access/v1/evaluation", raw: question, headers: [.authorization: "Bearer demo-decisions", .contentType: "application/json"])
            }
        }
        let found = try await scrape(test)
        let answers = found.samples.filter { $0.name == "chatelaine_decisions_total" }
        #expect(answers.map(\.value).reduce(0, +) == 3)
        #expect(answers.count == DecisionReason.allCases.count)
        for answer in ["yes", "no"] {
            let counted = answers.filter { $0.labels["answer"] == answer }.map(\.value).reduce(0, +)
            #expect(found.value("chatelaine_decision_duration_seconds_count", ["answer": answer]) == counted)
        }
    }

    @Test func `an act is counted by its code once it is committed`() async throws {
        let test = try await house()
        struct Undone: Error {}
        let before = try #require(try await scrape(test).value("chatelaine_acts_total", ["code": "user.blocked"]))
        await #expect(throws: Undone.self) {
            try await test.house.write { tx in
                tx.note(.userBlocked, since: .init(nanosecondsSinceEpoch: 1))
                throw Undone()
            }
        }
        #expect(try await scrape(test).value("chatelaine_acts_total", ["code": "user.blocked"]) == before)
        try await PreparedActs(test: test).end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        #expect(try await scrape(test).value("chatelaine_acts_total", ["code": "user.blocked"]) == before + 1)
    }

    @Test func `ledger, checkpoint and index say how far they are`() async throws {
        let test = try await house()
        let size = Double(try await test.acts().count)
        #expect(try await scrape(test).value("chatelaine_index_position") == nil)
        try await test.house.decisions.load()
        let found = try await scrape(test)
        #expect(size > 0)
        #expect(found.value("chatelaine_ledger_size") == size)
        #expect(found.value("chatelaine_checkpoint_size") == size)
        #expect(found.value("chatelaine_index_position") == size)
        #expect(found.value("chatelaine_index_lag") == 0)
    }

    @Test func `letters that wait are counted, with the age of the oldest`() async throws {
        let test = try await house()
        let (letter, posted) = (try Letter(to: EmailAddress("a@example.org"), subject: "S", body: "B", language: .en), test.clock.now)
        try await test.house.write { tx in try tx.post(letter, id: 1, at: posted) }
        test.clock.advance(by: 90)
        let found = try await scrape(test)
        #expect(found.value("chatelaine_letters_waiting") == 1)
        #expect(found.value("chatelaine_letters_due") == 1)
        #expect(found.value("chatelaine_letters_oldest_seconds") == 90)
    }

    @Test func `the process and its pools are measured`() async throws {
        let found = try await scrape(try await house())
        for name in [
            "process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds", "process_threads", "chatelaine_data_free_bytes",
        ] {
            #expect((found.value(name) ?? 0) > 0, "\(name)")
        }
        let started = try #require(found.value("process_start_time_seconds"))
        #expect(abs(Date().timeIntervalSince1970 - started) < 24 * 3600)
        #expect(found.value("chatelaine_pool_size", ["pool": "write"]) == 1)
        #expect((found.value("chatelaine_pool_wait_seconds_count", ["pool": "read"]) ?? 0) > 0)
    }

    @Test func `without the database everything else is still told`() async throws {
        let test = try await house()
        try test.house.storage.close()
        let found = try await scrape(test)
        #expect(found.value("chatelaine_database_up") == 0)
        #expect(found.value("chatelaine_ledger_size") == nil)
        #expect(found.value("chatelaine_build_info", ["version": Build.version]) == 1)
    }

    @Test func `the key opens it, and nothing else does`() async throws {
        let test = try await house()
        #expect(try await test.browser().get("/metrics").status == .unauthorized)
        #expect(try await test.browser().get("/metrics", headers: [.authorization: "Bearer demo-decisions"]).status == .unauthorized)
        // Without a key it is for this machine; a request of the tests comes from nowhere.
        #expect(try await TestHouse.demo().browser().get("/metrics").status == .notFound)
    }
}
