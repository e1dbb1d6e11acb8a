import Rules
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        "claire.fontaine@example.com", "Sofie+Dimona@delinde.example", "o'brien@example.be", "ingrid@vennbahn-logistik.example",
        "info@café.example",
        "info@xn--caf-dma.example", "a@b.be", "x@1.2.example", "mail@пример.example",
    ])
    func `these are addresses, kept as typed`(text: String) throws { #expect(try EmailAddress("  \(text) ").text == text) }

    @Test(arguments: [
        ("", "empty"), ("claire", "emailShape"), ("claire@", "emailShape"), ("@example.com", "emailShape"), ("claire@@example.com", "emailShape"),
        ("a@b@example.com", "emailShape"),
        ("claire@localhost", "emailShape"), ("claire@example.", "emailShape"), ("claire@.com", "emailShape"),
        ("claire@exa..mple.com", "emailShape"),
        ("claire@-example.com", "emailShape"),
        ("claire@example-.com", "emailShape"), ("claire@127.0.0.1", "emailShape"), ("claire@[127.0.0.1]", "emailShape"),
        ("claire@exam ple.com", "emailShape"),
        (".claire@example.com", "emailShape"),
        ("claire.@example.com", "emailShape"), ("cl..aire@example.com", "emailShape"), ("claire fontaine@example.com", "emailShape"),
        ("<claire@example.com>", "emailShape"), ("claire,marc@example.com", "emailShape"),
        ("\"claire\"@example.com", "emailShape"),
        ("claire@example.com\r\nBcc: x@example.com", "forbiddenCharacter"), ("cla\u{0}ire@example.com", "forbiddenCharacter"),
        ("claire@exam\u{202E}ple.com", "forbiddenCharacter"), ("claire🗝️@example.com", "emailShape"),
        (String(repeating: "a", count: 65) + "@example.com", "emailShape"), ("a@" + String(repeating: "b", count: 64) + ".be", "emailShape"),
    ])
    func `these are not`(text: String, reason: String) { #expect(Refused.code { try EmailAddress(text) } == reason) }

    @Test(arguments: [
        ("info@müller.example", "info@xn--mller-kva.example"), ("Info@MÜLLER.example", "Info@xn--mller-kva.example"),
        ("info@mu\u{308}ller.example", "info@xn--mller-kva.example"), ("mail@пример.example", "mail@xn--e1afmkfd.example"),
        ("a@straße.example", "a@xn--strae-oqa.example"), ("Sofie@DeLinde.example", "Sofie@DeLinde.example"),
    ])
    func `mail goes to the domain in A-labels`(text: String, mailable: String) throws { #expect(try EmailAddress(text).mailable == mailable) }

    @Test(arguments: ["hélène@example.com", "почта@пример.example", "jürgen@müller.example"])
    func `a letter that mail servers do not take is refused before the at sign, and read where it was taken earlier`(text: String) throws {
        #expect(Refused.code { try EmailAddress(text) } == "emailLetters")
        #expect(try EmailAddress.stored(text).text == text)
    }

    @Test func `a label is at most 63 bytes as mail servers are told it`() throws {
        // 63 bytes as typed, and 21 letters so far apart that an A-label needs more.
        let label = "一泯诞岭箜骋歚詉嬘稇飶槅袴妃硲靡栰蜟埮盝闌"
        #expect(label.utf8.count == 63)
        #expect(Refused.code { try EmailAddress("info@\(label).example") } == "emailShape")
    }

    @Test func `254 is the longest`() throws {
        let label = String(repeating: "b", count: 61)
        let longest = String(repeating: "a", count: 64) + "@" + [label, label, label].joined(separator: ".") + ".ab"
        #expect(longest.utf8.count == 253)
        #expect(try EmailAddress(longest + "c").text.utf8.count == 254)
        #expect(Refused.code { try EmailAddress(longest + "cd") } == "tooLong")
    }

    @Test func `printed by chance, it does not tell the address`() throws { #expect("\(try EmailAddress("claire@example.com"))" == "c***@***") }
}
