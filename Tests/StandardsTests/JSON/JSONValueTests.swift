import Foundation
import Standards
import Testing

@Suite struct JSONValueTests {
    func read(_ text: String) throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

    @Test func `each kind of value is read as what it is`() throws {
        let value = try read(#"{"a":null,"b":true,"c":1,"d":1.5,"e":"1","f":[],"g":{},"h":9223372036854775807,"i":1e300,"j":0}"#)
        #expect(
            value == [
                "a": .null, "b": true, "c": 1, "d": .number(1.5), "e": "1", "f": [], "g": [:], "h": .integer(.max), "i": .number(1e300), "j": 0,
            ])
    }

    @Test(arguments: [#"{"a":[1,2.5,"x",null,true,{"b":[]}]}"#, #""é / \" 😀""#, "[[[[1]]]]", "-12", "false", "null"])
    func `what was read is written the same`(text: String) throws {
        #expect(String(decoding: try JSONText.data(of: read(text)), as: UTF8.self) == text)
    }

    @Test func `nesting without end is refused, not followed`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: DecodingError.self) { try read(deep) }
        #expect(throws: DecodingError.self) { try read(deep + String(repeating: "]", count: 100_000)) }
    }

    // MARK: Strictly

    private func strictly(_ text: String) throws(JSONFault) -> JSONValue { try JSONValue(json: text.utf8) }

    @Test(arguments: [
        #"{"a":null,"b":true,"c":1,"d":1.5,"e":"1","f":[],"g":{},"h":9223372036854775807,"i":1e300,"j":0,"k":-0.5}"#,
        #""é \u00e9 \ud83d\ude00 \n\/\\""#,
        " [ 1 , 2 ] ", "1.0", "1e3", "-12", "\"\\u0000\"",
    ])
    func `the strict reader reads what the other one reads`(text: String) throws {
        #expect(try strictly(text) == read(text))
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{,}", "{\"a\":1,}", "{\"a\"1}", "{a:1}", "01", "+1", "1.", ".5", "1e", "-", "NaN", "tru", "nul", "\"", "\"\\x\"",
        "\"\\u12\"",
        "\"\\u+123\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\t\"", "1 2", "[]x", "{\"a\":1}{}",
    ])
    func `what is no JSON is none`(text: String) {
        #expect(throws: JSONFault.notJSON) { try strictly(text) }
    }

    @Test func `bytes that are no UTF-8 are no JSON`() {
        #expect(throws: JSONFault.notJSON) { try JSONValue(json: [0x22, 0xC3, 0x28, 0x22]) }
    }

    @Test func `a name that stands twice in one object is named, however it is spelt`() {
        for (text, place) in [
            (#"{"a":1,"a":1}"#, "a"), (#"{"a":1,"\u0061":1}"#, "a"), (#"{"a":[0,{"b":{"c":1,"c":2}}]}"#, "a[1].b.c"),
            ("{\"\u{E9}\":1,\"e\u{301}\":1}", "e\u{301}"),
        ] {
            #expect(throws: JSONFault.doubledMember(place: place)) { try strictly(text) }
        }
        #expect(throws: Never.self) { try strictly(#"[{"a":1},{"a":1}]"#) }
    }

    @Test func `a letter under more marks than any writing has is refused where it stands, before anything is compared with it`() {
        let (fair, heavy) = ("a" + String(repeating: "\u{301}", count: 30), "a" + String(repeating: "\u{301}\u{327}", count: 16))
        #expect(throws: Never.self) { try strictly("{\"\(fair)\":\"\(fair)\"}") }
        for (text, place) in [
            ("{\"\(heavy)\":1}", ""), ("{\"a\":[0,{\"\(heavy)\":1}]}", "a[1]"), ("{\"a\":{\"b\":\"\(heavy)\"}}", "a.b"),
            ("\"a" + String(repeating: #"\u0301"#, count: 31) + "\"", ""),
        ] {
            #expect(throws: JSONFault.tooManyMarks(place: place)) { try strictly(text) }
        }
    }

    @Test func `numbers of any size are read`() throws {
        let digits = String(repeating: "7", count: 400)
        #expect(try strictly(digits) == .number(.infinity))
        #expect(try strictly("-\(digits)") == .number(-.infinity))
        #expect(try strictly("1e-999") == 0)
        #expect(try strictly("9223372036854775808") == .number(9_223_372_036_854_775_808))
    }

    @Test func `deep nesting is refused strictly too`() {
        #expect(throws: JSONFault.notJSON) { try strictly(String(repeating: "[", count: 100_000)) }
        #expect(throws: Never.self) { try strictly(String(repeating: "[", count: 100) + String(repeating: "]", count: 100)) }
    }

    @Test func `an infinite number has no text`() {
        #expect(throws: EncodingError.self) { try JSONText.data(of: JSONValue.number(.infinity)) }
    }
}
