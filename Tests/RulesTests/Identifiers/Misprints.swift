/// What one slip of the finger makes of a number.
enum Misprints {
    /// The digits with each of them, in turn, replaced by each of the nine others.
    static func changed(_ digits: String) -> [String] {
        let bytes = Array(digits.utf8)
        return bytes.indices.flatMap { place in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).filter { $0 != bytes[place] }.map { other in
                var changed = bytes
                changed[place] = other
                return String(decoding: changed, as: UTF8.self)
            }
        }
    }

    /// What nobody means by a number, and what is said of it.
    static let hostile: [(text: String, reason: String)] = [
        ("", "empty"), ("   ", "empty"), (" \u{A0}\u{202F}", "empty"), (".-/", "empty"),
        (String(repeating: " ", count: 65), "tooLong"), ("7403\u{0}1499860", "forbiddenCharacter"),
        ("\u{202E}74031499860", "forbiddenCharacter"), ("74031499860\u{200F}", "forbiddenCharacter"), ("7403\u{2067}1499860", "forbiddenCharacter"),
        ("7403\u{200B}1499860", "forbiddenCharacter"), ("７４０３１４９９８６０", "notDigits"), ("٧٤٠٣١٤٩٩٨٦٠", "notDigits"),
        ("7\u{301}4031499860", "notDigits"),
        ("7️⃣4031499860", "notDigits"), ("🗝️", "notDigits"), ("74O31499860", "notDigits"), ("+74031499860", "notDigits"),
        ("740314²99860", "notDigits"),
    ]
}
