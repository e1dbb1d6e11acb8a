import Foundation
import Storage
import Testing

@Suite struct CursorTests {
    private static let cursors = [
        Cursor(.after, [.text("peeters"), .integer(42)]), Cursor(.before, [.integer(.min)]), Cursor(.after, []),
        Cursor(.after, [.null, .bytes([0, 255]), .text("œ/+=")]), Cursor(.before, [.text(""), .integer(.max)]),
    ]

    @Test(arguments: cursors)
    func `a cursor reads back`(cursor: Cursor) {
        #expect(Cursor(cursor.encoded) == cursor)
        #expect(cursor.encoded.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    }

    @Test(arguments: [
        "", "A", "AA", "AQ", "AQA", "====", "AQAB", "AQABAgAAAAAAAAD_", "AQAB/wAA", "AQABAv__________YWJj", "é", "😀", "../../etc/passwd",
        "' OR 1=1 --", "null", "%00",
        String(repeating: "A", count: 10_000),
    ])
    func `anything else is no cursor`(text: String) {
        #expect(Cursor(text) == nil)
    }

    @Test func `every change of a cursor is read or refused, never more`() throws {
        let encoded = Array(Cursor(.after, [.text("peeters"), .integer(42)]).encoded.utf8)
        for index in encoded.indices {
            #expect(Cursor(String(decoding: encoded[..<index], as: UTF8.self)) == nil)
            for byte in UInt8(32)..<127 {
                var changed = encoded
                changed[index] = byte
                if let cursor = Cursor(String(decoding: changed, as: UTF8.self)) { #expect(Cursor(cursor.encoded) == cursor) }
            }
        }
    }

    @Test func `a text that is no UTF-8 is refused`() {
        let bytes: [UInt8] = [1, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF]
        #expect(Cursor(Data(bytes).base64EncodedString().replacing("/", with: "_").replacing("+", with: "-").replacing("=", with: "")) == nil)
    }

    @Test func `a text that no database takes is no place`() {
        #expect(Cursor(Cursor(.after, [.text("a\u{0}b")]).encoded) == nil)
        #expect(Cursor(Cursor(.after, [.text("ab"), .text("\u{0}")]).encoded) == nil)
    }
}
