import Foundation
import HTTPTypes
import Logging
import Rules
import Sample
import Storage
import Testing

@testable import Server

@Suite struct LogTests {
    @Test func `a request has one line, by its route and its id`() async throws {
        let keeper = LineKeeper()
        let test = try await TestHouse.demo(logger: keeper.logger)
        let name = try #require(HTTPField.Name("X-Request-ID"))
        let path = "/entities/\(Town.deLinde.number.digits)"
        let page = try await test.signedIn(Town.sofie).get("\(path)?language=nl", headers: [name: "from-the-proxy-7"])
        #expect(page.headers[name] == "from-the-proxy-7")
        let line = try #require(try keeper.lines.first { $0["request"] == "from-the-proxy-7" })
        #expect(try keeper.lines.filter { $0["request"] == "from-the-proxy-7" }.count == 1)
        #expect(line["message"] == "request" && line["level"] == "info")
        #expect(line["route"] == "/entities/:entity" && line["method"] == "GET" && line["status"] == "200")
        #expect(line["milliseconds"].flatMap(Double.init).map { $0 > 0 } == true)
        #expect(line["time"]?.wholeMatch(of: /20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z/) != nil)
        #expect(!keeper.text.contains(path) && !keeper.text.contains("language="))
    }

    @Test func `a fault names the same id as its page and its request's line`() async throws {
        let keeper = LineKeeper()
        let test = try await TestHouse.demo(logger: keeper.logger)
        let browser = try await test.signedIn(Town.sofie)
        try test.house.storage.close()
        let page = try await browser.get("/entities/\(Town.deLinde.number.digits)")
        #expect(page.status == .internalServerError)
        let fault = try #require(try keeper.lines.first { $0["message"] == "fault" })
        let id = try #require(fault["request"])
        #expect(page.body.contains(id) && fault["level"] == "error" && fault["route"] == "/entities/:entity")
        #expect(try keeper.lines.contains { $0["message"] == "request" && $0["request"] == id && $0["status"] == "500" })
    }

    @Test func `whatever a line holds stays one line of JSON`() throws {
        let keeper = LineKeeper()
        keeper.logger.info("two\nlines \"quoted\"", metadata: ["key": "a\u{1}b\\\r\n"])
        #expect(keeper.text.filter { $0.isNewline }.count == 1)
        #expect(try keeper.lines == [try #require(try keeper.lines.first)])
        #expect(try keeper.lines.first?["message"] == "two\nlines \"quoted\"")
    }

    @Test func `no line of a whole walk says who anybody is`() async throws {
        let keeper = LineKeeper()
        let test = try await TestHouse.demo(logger: keeper.logger)
        let secrets = try await walk(test, keeper)
        let text = keeper.text.lowercased()
        #expect(try keeper.lines.count > 20)
        for person in try Town.world().people {
            let (digits, formatted) = (person.ssin.digits, "\(person.ssin)")
            #expect(!text.contains(digits) && !text.contains(formatted.lowercased()))
            #expect(!text.contains(person.familyName.text.lowercased()) && !text.contains((person.givenName?.text.lowercased() ?? "@") + " "))
        }
        for account in Town.userNames.values { #expect(!text.contains(account.text.lowercased())) }
        for secret in secrets + [Town.password, "example.org", "example.com", "demo-decisions"] { #expect(!text.contains(secret.lowercased())) }
        for entity in Town.entities { #expect(!text.contains(entity.number.digits)) }
    }

    /// Signing in well and badly, looking, acting, asking, a letter that fails, addresses and queries with numbers in them, and a fault.
    private func walk(_ test: TestHouse, _ keeper: LineKeeper) async throws -> [String] {
        let (number, ssin) = (Town.deLinde.number.digits, Town.fatima.ssin.digits)
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let stranger = test.browser()
        for password in ["wrong", Town.password] {
            _ = try await stranger.submit("/sign-in", ["userName": "janvermeulen", "password": password])
        }
        let jan = try await test.signedIn(Town.jan)
        let users = "/entities/\(number)/qualities/\(quality.id)/users"
        for path in ["/", "/entities/\(number)", users, "\(users)?search=\(ssin)", "\(users)/new", "/users/\(ssin)", "/\(ssin)/Peeters?q=\(ssin)"] {
            _ = try await jan.get(path)
        }
        _ = try await jan.post(users, ["ssin": ssin, "familyName": "El Amrani", "givenName": "Fatima"])
        try await PreparedActs(test: test).end(.block, Town.fatima, of: "nsso-employer", in: Town.deLinde, by: Town.jan)
        for person in [ssin, "79112399848", "nonsense"] {
            let question =
                #"{"subject":{"type":"person","id":"\#(person)"},"action":{"name":"use"},"#
                + #""resource":{"type":"application","id":"x","properties":{"entity":"\#(number)"}}}"#
            let fields: HTTPFields = [.authorization: "Bearer demo-decisions", .contentType: "application/json"]
            _ = try await jan.post("/access/v1/evaluation", raw: question, headers: fields)
        }
        try await letters(test)
        try test.house.storage.close()
        _ = try await jan.get(users)
        return ["chatelaine-session", "chatelaine-browser"].flatMap { name in [stranger, jan].compactMap { $0.cookie(name) } }
    }

    private func letters(_ test: TestHouse) async throws {
        let pigeon = Pigeon()
        let letter = try Letter(to: EmailAddress("jan.vermeulen@delinde.example.org"), subject: "Vermeulen", body: "Jan", language: .nl)
        let now = test.clock.now
        try await test.house.write { tx in for id in Int64(1)...2 { try tx.post(letter, id: id, at: now) } }
        for failure in [MailFailure.temporary(reply: 451, code: 0), .permanent(reply: 550)] {
            pigeon.failure = failure
            let sender = MailMessage.Sender(name: "Chatelaine", address: try EmailAddress("no-reply@example.com"))
            try await MailDispatcher(
                storage: test.house.storage, transport: pigeon, sender: sender, logger: test.house.logger, clock: test.house.clock
            )
            .carry()
            test.clock.advance(by: 3600)
        }
    }
}
