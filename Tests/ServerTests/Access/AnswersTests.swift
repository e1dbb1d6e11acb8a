import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Rules
import Sample
import Storage
import Testing
import Web

@testable import Server

/// What holds for every address: how it is written, what a cache may keep of it, and what HEAD says of it.
@Suite struct AnswersTests {
    /// Every route that is asked for with GET, as the chief sees it.
    private func everyPath(_ house: GateHouse, _ visitor: GateVisitor) async throws -> [String] {
        let addressParameters = AddressParameters(house: house, visitor: visitor)
        var paths: [String] = []
        for route in Features.routes where route.method == .get { paths.append(try await addressParameters.path(route.address)) }
        return paths
    }

    private func chief() throws -> GateVisitor { try #require(GateVisitor.all.first { $0.person == Town.sofie }) }

    @Test func `a page that is not there sends nobody who is signed out to entities of theirs, and nobody twice`() async throws {
        let test = try await TestHouse.demo()
        let words = test.house.pages.texts.say("entities.title", in: .en)
        let stranger = try await test.browser().get("/nowhere")
        #expect(stranger.status == .notFound && !stranger.body.contains(words))
        let jan = try await test.signedIn(Town.jan)
        for path in ["/nowhere", Address.entityContact(Town.deLinde.number)] {
            let page = try await jan.get(path).body
            let main = try #require(page.split(separator: "<main").last?.split(separator: "</main>").first)
            #expect(main.ranges(of: "href=\"/entities\"").count == 1, "\(path)")
        }
    }

    @Test func `what a cache may keep sets no cookie, and what sets one may not be kept`() async throws {
        let visitor = try chief()
        let house = try await GateHouse.open(for: visitor)
        var (kept, setting) = (0, 0)
        for path in try await everyPath(house, visitor) {
            for language in ["", "?language=de"] {
                for browser in [house.test.browser(), try await house.browser(for: visitor)] {
                    _ = try await browser.get("/help")
                    browser.keep("chatelaine-notice", try house.test.notice("userBlocked", for: browser))
                    let page = try await browser.get(path + language)
                    let control = page.headers[.cacheControl] ?? ""
                    if page.headers[.setCookie] == nil {
                        if control.contains("public") { kept += 1 }
                    } else {
                        setting += 1
                        #expect(control == "no-store", "\(path)")
                    }
                }
            }
        }
        #expect(kept > 0 && setting > 20)
    }

    @Test func `a cookie makes an answer private, whatever its page says`() async throws {
        let test = try await TestHouse.demo()
        let request = Request(head: .init(method: .get, scheme: "http", authority: "a", path: "/"), body: .init(buffer: .init()))
        let context = Connection(source: .init(channel: NIOAsyncTestingChannel(), logger: test.house.logger))
        let response = try await SecurityHeaders(isSecure: false).handle(request, context: context) { _, _ in
            Response(status: .ok, headers: [.cacheControl: "public, max-age=60", .setCookie: "a=b"])
        }
        #expect(response.headers[.cacheControl] == "no-store")
    }

    @Test func `HEAD says what GET says, without a body`() async throws {
        let visitor = try chief()
        let house = try await GateHouse.open(for: visitor)
        for path in try await everyPath(house, visitor) + ["/nowhere"] {
            let browser = try await house.browser(for: visitor)
            _ = try await browser.get("/help")
            let (get, head) = (try await browser.get(path), try await browser.head(path))
            #expect(head.status == get.status && head.body.isEmpty, "\(path)")
            let own: Set<HTTPField.Name> = [.requestID]
            // What is counted and measured has changed in between.
            let passing: Set<HTTPField.Name> = path == "/metrics" ? [.contentLength] : []
            func told(_ page: Browser.Page) -> HTTPFields { page.headers.filter { !own.union(passing).contains($0.name) } }
            if get.status != .internalServerError { #expect(told(head) == told(get), "\(path)") }
        }
    }

    @Test(arguments: [
        "//metrics", "/metrics/", "/%6detrics", "/./metrics", "/metrics/.", "/x/../metrics", "/Metrics", "metrics", "/metrics%00", "/metrics;a",
        "///",
        "//help", "/help/", "/assets//style.css", "/assets/style.css/", "/assets/%73tyle.css", "/assets/style.css%00", "/assets/",
        "//assets/style.css",
        "/access/v1//evaluation", "//access/v1/evaluation",
    ])
    func `another spelling of an address is no address`(_ path: String) async throws {
        let test = try await TestHouse.demo { $0.operationsKey = Secret.digest("demo-decisions") }
        for method in [HTTPRequest.Method.get, .head, .post] {
            let request = Request(
                head: .init(
                    method: method, scheme: "http", authority: "a", path: path,
                    headerFields: [.authorization: "Bearer demo-decisions", .contentType: "application/json"]), body: .init(buffer: .init()))
            #expect(try await test.send(request).status == .notFound, "\(method)")
        }
    }

    // MARK: Two first tabs

    /// The proof that a first visit's page carries, and the secret its browser was given.
    private func firstTab(_ test: TestHouse) async throws -> (proof: String, secret: String) {
        let tab = test.browser()
        let page = try await tab.get("/sign-in")
        let proof = try #require(page.body.firstMatch(of: /name="_csrf" value="([^"]+)"/))
        return (String(proof.output.1), try #require(tab.cookie("chatelaine-browser")))
    }

    /// Without a name and a password: that counts as no try, and nobody is slowed down.
    private func post(_ test: TestHouse, _ proof: String, cookie: String?, _ headers: HTTPFields) async throws -> HTTPResponse.Status {
        let browser = test.browser()
        if let cookie { browser.keep("chatelaine-browser", cookie) }
        return try await browser.post("/sign-in", raw: "_csrf=\(proof)&userName=&password=", headers: headers).status
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .via

    @Test func `the forms of two first tabs both count, whichever secret the browser kept`() async throws {
        let test = try await TestHouse.demo()
        let (one, other) = (try await firstTab(test), try await firstTab(test))
        for kept in [one.secret, other.secret] {
            for proof in [one.proof, other.proof] {
                for headers in [[Self.fetchSite: "same-origin"], [.origin: "http://127.0.0.1"]] as [HTTPFields] {
                    #expect(try await post(test, proof, cookie: kept, headers) == .unprocessableContent)
                }
            }
        }
    }

    @Test func `a form from elsewhere counts for nothing, with whatever proof and cookie`() async throws {
        let test = try await TestHouse.demo()
        let (one, other) = (try await firstTab(test), try await firstTab(test))
        let elsewhere: [HTTPFields] = [
            [Self.fetchSite: "cross-site"], [Self.fetchSite: "same-site"], [Self.fetchSite: "cross-site", .origin: "http://127.0.0.1"],
            [.origin: "http://evil.example"], [.origin: "null"], [.origin: "http://127.0.0.1:81"], [.origin: "http://neighbour.127.0.0.1"],
        ]
        for headers in elsewhere {
            #expect(try await post(test, one.proof, cookie: one.secret, headers) == .forbidden, "\(headers)")
            #expect(try await post(test, other.proof, cookie: one.secret, headers) == .forbidden, "\(headers)")
        }
        // Where a browser does not say, only the proof that belongs to its cookie counts.
        #expect(try await post(test, one.proof, cookie: one.secret, [:]) == .unprocessableContent)
        #expect(try await post(test, other.proof, cookie: one.secret, [:]) == .forbidden)
        #expect(try await post(test, one.proof, cookie: nil, [:]) == .forbidden)
    }

    @Test func `a proof that we never gave counts for nothing, even from our own pages`() async throws {
        let test = try await TestHouse.demo()
        let tab = try await firstTab(test)
        let bound = String(tab.proof.prefix { $0 != "." })
        let invented = String(repeating: "A", count: 43)
        for proof in ["", bound, "\(bound).", "\(bound).\(bound)", "\(invented).\(invented)", "\(bound).\(invented)", ".", invented] {
            #expect(try await post(test, proof, cookie: tab.secret, [Self.fetchSite: "same-origin"]) == .forbidden, "\(proof)")
        }
    }

    // MARK: Bodies that break off

    @Test func `a body that breaks off is the sender's fault, on every way of reading one`() async throws {
        let test = try await TestHouse.demo()
        let faults: [any Error & Sendable] = [
            IOError(errnoCode: ECONNRESET, reason: "read"), ChannelError.inputClosed, HTTPParserError.invalidEOFState,
            HTTPParserError.invalidChunkSize,
        ]
        for fault in faults {
            for (path, type) in [("/sign-in", "application/x-www-form-urlencoded"), ("/access/v1/evaluation", "application/json")] {
                let body = AsyncThrowingStream<ByteBuffer, any Error> { stream in
                    stream.yield(ByteBuffer(string: "{\"subj"))
                    stream.finish(throwing: fault)
                }
                let request = Request(
                    head: .init(
                        method: .post, scheme: "http", authority: "a", path: path,
                        headerFields: [.authorization: "Bearer demo-decisions", .contentType: type]), body: .init(asyncSequence: body))
                #expect(try await test.send(request).status == .badRequest, "\(path) \(fault)")
            }
        }
        #expect(test.house.metrics.faults.value == 0)
    }

    @Test func `a place in a list that no database takes is refused`() async throws {
        let test = try await TestHouse.demo()
        let quality = try await test.quality(Town.deLinde, "nsso-employer")
        let list = "/entities/\(Town.deLinde.number.digits)/qualities/\(quality.id)/users"
        let sofie = try await test.signedIn(Town.sofie)
        for place in [Cursor(.after, [.text("a\u{0}b"), .integer(1)]).encoded, "nonsense", "AA"] {
            #expect(try await sofie.get("\(list)?at=\(place)").status == .badRequest, "\(place)")
        }
        #expect(try await sofie.get("\(list)?at=\(Cursor(.after, [.text("a"), .integer(1)]).encoded)").status == .ok)
        #expect(test.house.metrics.faults.value == 0)
    }
}
