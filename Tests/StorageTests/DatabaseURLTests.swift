import Storage
import Testing

@Suite struct DatabaseURLTests {
    @Test func `a path follows sqlite`() throws {
        #expect(try DatabaseURL("sqlite:/var/lib/chatelaine/chatelaine.db") == .sqlite(path: "/var/lib/chatelaine/chatelaine.db"))
        #expect(try DatabaseURL("sqlite:data/a:b.db") == .sqlite(path: "data/a:b.db"))
        #expect(try DatabaseURL("temporary") == .temporary)
    }

    @Test(arguments: [DatabaseURL.sqlite(path: "data/chatelaine.db"), .temporary])
    func `its description reads back`(url: DatabaseURL) throws {
        #expect(try DatabaseURL(url.description) == url)
    }

    @Test(arguments: [
        ("mysql://keeper:secret@localhost", InvalidDatabaseURL.unknownScheme), ("chatelaine.db", .noScheme),
        ("", .noScheme),
        ("sqlite:", .noPath), ("sqlite::memory:", .memory),
    ])
    func `anything else is refused with a reason that repeats no password`(text: String, reason: InvalidDatabaseURL) {
        #expect(throws: reason) { try DatabaseURL(text) }
        #expect(!reason.description.contains("secret"))
    }
}
