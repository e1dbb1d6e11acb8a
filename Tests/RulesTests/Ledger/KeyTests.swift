import Foundation
import Rules
import Testing

@Suite struct KeyTests {
    @Test(arguments: [("1", 1), ("42", 42), ("9223372036854775807", Int64.max)]) func `a key is read from decimal text`(text: String, number: Int64) {
        #expect(Person.ID(text)?.rawValue == number)
        #expect(Person.ID(rawValue: number).description == text)
    }

    @Test(arguments: [
        "", "0", "-1", "+1", " 1", "1 ", "01", "1.0", "1e3", "0x1", "9223372036854775808", "99999999999999999999", "١٢", "１", "1\u{0}", "NaN", "1'--",
    ]) func `anything else is no key`(text: String) {
        #expect(Person.ID(text) == nil)
    }

    @Test func `keys order as their numbers, not as their text`() {
        #expect(Person.ID(rawValue: 9) < Person.ID(rawValue: 10))
    }

    @Test func `in JSON a key is text, so that no reader rounds it`() throws {
        let key = Person.ID(rawValue: .max)
        let json = try JSONEncoder().encode([key])
        #expect(String(decoding: json, as: UTF8.self) == #"["9223372036854775807"]"#)
        #expect(try JSONDecoder().decode([Person.ID].self, from: json) == [key])
    }

    @Test(arguments: ["[1]", #"["0"]"#, #"["-5"]"#, "[null]", #"["1 "]"#]) func `in JSON too, anything else is no key`(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Person.ID].self, from: Data(json.utf8)) }
    }
}
