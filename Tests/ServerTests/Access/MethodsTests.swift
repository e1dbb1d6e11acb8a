import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import Rules
import Sample
import Testing

@testable import Server
@testable import Web

/// What an address answers by each method, and what whoever changes something must show.
@Suite struct MethodsTests {
    private static let thing = TypedAddress("/test/things/:entity", EnterpriseNumber.self)
    private static let document = TypedAddress("/test/documents")

    private static let routes: [Route] = [
        .get(thing, .open) { say("got \(try $0.part(EnterpriseNumber.self).digits)") }, .put(thing, .open) { say("put \($0.form["a"])") },
        .patch(thing, .open) { say("patched \($0.form["a"])") }, .delete(thing, .open) { say("deleted \($0.form["a"])") },
        .put(document, .signedIn(confined: .refused), format: .documents, takes: .json(10)) { say("put \(try await $0.json().count)") },
        .post(document, .open, format: .pages, takes: .json(10)) { say("posted \(try await $0.json().count)") },
    ]

    private static func say(_ text: String) -> Response { Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: text))) }

    private struct Answer {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
    }

    private static let browser = Secret.random()

    private func ask(
        _ test: TestHouse, _ method: HTTPRequest.Method, _ path: String, _ body: String = "", _ fields: HTTPFields = [:], cookies: String = ""
    ) async throws -> Answer {
        let responder = Site.router(test.house, at: .plain, RouteTable(Features.routes + Self.routes)).buildResponder()
        var head = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1", path: path, headerFields: fields)
        head.headerFields[.cookie] = "chatelaine-browser=\(Self.browser)\(cookies)"
        head.headerFields[.acceptLanguage] = "en"
        let source = ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: test.house.logger)
        let response = try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))), context: Connection(source: source))
        return Answer(status: response.status, headers: response.headers, text: try await response.text())
    }

    private func proof(_ test: TestHouse) -> String { Secret.csrf(for: Self.browser, key: test.house.settings.formKey) }
    private let path = thing(Town.deLinde.number)

    @Test func `each method does its own`() async throws {
        let test = try await TestHouse.demo()
        #expect(try await ask(test, .get, path).text == "got \(Town.deLinde.number.digits)")
        for (method, said) in [(HTTPRequest.Method.put, "put x"), (.patch, "patched x"), (.delete, "deleted x")] {
            #expect(try await ask(test, method, path, "_csrf=\(proof(test))&a=x").text == said)
        }
        #expect(try await ask(test, .delete, path, "a=x", [.formProof: proof(test)]).text == "deleted x")
    }

    @Test(arguments: [HTTPRequest.Method.put, .patch, .delete])
    func `nothing is changed without a proof, by whatever method`(_ method: HTTPRequest.Method) async throws {
        let test = try await TestHouse.demo()
        let another = Secret.csrf(for: Secret.random(), key: test.house.settings.formKey)
        for body in ["", "a=x", "_csrf=&a=x", "_csrf=\(another)"] { #expect(try await ask(test, method, path, body).status == .forbidden) }
        #expect(try await ask(test, method, path, "_csrf=\(proof(test))", [.formProof: "x"]).status == .forbidden)
    }

    @Test func `an address that answers other methods says which`() async throws {
        let test = try await TestHouse.demo()
        let signOut = try await ask(test, .get, Address.signOut())
        #expect(
            signOut.status == .methodNotAllowed && signOut.headers[.allow] == "POST" && signOut.text.contains("That cannot be done at this address"))
        #expect(try await ask(test, .post, Address.help(), "_csrf=\(proof(test))").headers[.allow] == "GET, HEAD")
        #expect(try await ask(test, .options, path).headers[.allow] == "GET, HEAD, PUT, PATCH, DELETE")
        #expect(try await ask(test, .head, Address.signOut()).status == .methodNotAllowed)
        // The one that the router would ask: not `/users/:user`, which has no POST.
        let new = Address.newUser(Town.deLinde.number, Quality.ID(rawValue: 1))
        #expect(try await ask(test, .put, new).headers[.allow] == "GET, HEAD, POST")
        for path in ["/nowhere", "/help/", "//help", "/test/things/%30"] { #expect(try await ask(test, .put, path).status == .notFound, "\(path)") }
    }

    @Test func `a part that is none leads nowhere, however long it is`() async throws {
        let test = try await TestHouse.demo()
        for part in ["x", "0999999999999", String(repeating: "0", count: 5000), "0999.999.130,", "0999.999.130", "999999130", "BE0999999130"] {
            #expect(try await ask(test, .get, "/test/things/\(part)").status == .notFound)
        }
    }

    @Test func `documents take a cookie's word only with a proof beside it`() async throws {
        let test = try await TestHouse.demo()
        let session = "; chatelaine-session=\(try await test.house.openSession(for: Town.sofie.id, .eID))"
        let json: HTTPFields = [.contentType: "application/json"]
        #expect(try await ask(test, .put, Self.document(), "{}", json, cookies: session).status == .unauthorized)
        let proven: HTTPFields = [.contentType: "application/json", .formProof: proof(test)]
        #expect(try await ask(test, .put, Self.document(), "{}", proven, cookies: session).text == "put 2")
        #expect(try await ask(test, .put, Self.document(), "{}", proven).status == .unauthorized)
    }

    @Test func `JSON is read up to its bound, and only where it is said to be JSON`() async throws {
        let test = try await TestHouse.demo()
        let proof: HTTPFields = [.contentType: "application/json; charset=utf-8", .formProof: proof(test)]
        #expect(try await ask(test, .post, Self.document(), "[1,2,3,45]", proof).text == "posted 10")
        #expect(try await ask(test, .post, Self.document(), "[1,2,3,456]", proof).status == .contentTooLarge)
        let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .formProof: self.proof(test)]
        #expect(try await ask(test, .post, Self.document(), "a=b", form).status == .unsupportedMediaType)
        #expect(try await ask(test, .post, Self.document(), "{}", [.contentType: "application/json"]).status == .forbidden)
    }

    @Test func `a form is read only where nothing else is said to come`() async throws {
        let test = try await TestHouse.demo()
        let form = "_csrf=\(proof(test))&a=x"
        for type in ["text/plain", "application/json", "multipart/form-data; boundary=x"] {
            #expect(try await ask(test, .put, path, form, [.contentType: type]).status == .unsupportedMediaType, "\(type)")
        }
        #expect(try await ask(test, .put, path, form, [.contentType: "application/x-www-form-urlencoded; charset=UTF-8"]).text == "put x")
    }

    // MARK: The request's id

    @Test func `every answer names its request, as its caller does or by a name of ours`() async throws {
        let test = try await TestHouse.demo()
        for (method, path) in [
            (HTTPRequest.Method.get, Address.home()), (.get, "/nowhere"), (.put, Address.help()), (.get, Address.live()), (.head, "/"),
        ] {
            #expect(try await ask(test, method, path, "", [.requestID: "given"]).headers[.requestID] == "given", "\(path)")
            let ours = try #require(try await ask(test, method, path).headers[.requestID])
            #expect(RequestID.isPlain(ours))
            #expect(try await ask(test, method, path, "", [.requestID: "a b"]).headers[.requestID] != "a b")
        }
    }
}

extension Response {
    fileprivate func text() async throws -> String {
        let collector = BodyText()
        try await body.write(collector)
        return collector.text
    }
}
