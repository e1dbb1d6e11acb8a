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

    @Test func `an infinite number has no text`() {
        #expect(throws: EncodingError.self) { try JSONText.data(of: JSONValue.number(.infinity)) }
    }
}
