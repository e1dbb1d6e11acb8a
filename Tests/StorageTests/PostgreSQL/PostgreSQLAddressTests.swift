import Storage
import Testing

@Suite struct PostgreSQLAddressTests {
    @Test(arguments: [
        "postgres://localhost", "postgres://keeper@localhost/chatelaine", "postgres://a%40b@db1.example:5432,db2.example,[::1]:6432/town%20hall",
        "postgres://%2Frun%2Fpostgresql/chatelaine", "postgres:///chatelaine?host=%2Frun%2Fpostgresql&port=5433", "postgres://",
        "postgres://h/d?connections=40&sslmode=verify-full&target_session_attrs=read-write",
    ])
    func `an address reads back`(text: String) throws {
        #expect(try DatabaseURL(text).description == text)
        #expect(try DatabaseURL(DatabaseURL(text).description) == DatabaseURL(text))
    }

    @Test func `both names of the scheme are one`() throws {
        #expect(try DatabaseURL("postgresql://keeper@localhost/x") == DatabaseURL("postgres://keeper@localhost/x"))
    }

    @Test(arguments: [
        "postgres://keeper:secret@localhost/chatelaine", "postgres://keeper:s%65cret@localhost/chatelaine",
        "postgres://keeper@localhost/chatelaine?password=secret",
    ])
    func `a password is kept and never shown`(text: String) throws {
        let url = try DatabaseURL(text)
        var dumped = ""
        dump([url], to: &dumped)
        let told = [
            "\(url)", String(reflecting: url), String(reflecting: [url] as [DatabaseURL?]), "\(Mirror(reflecting: url).children.map { $0 })", dumped,
        ]
        #expect(told.allSatisfy { !$0.contains("secret") && !$0.isEmpty })
        #expect(url.description == "postgres://keeper@localhost/chatelaine")
        #expect(try url != DatabaseURL("postgres://keeper:other@localhost/chatelaine"))
    }

    @Test(arguments: [
        ("postgres:localhost", InvalidDatabaseURL.noHost), ("postgres://h:0", .port), ("postgres://h:65536", .port), ("postgres://h:secret", .port),
        ("postgres://keeper:se@cret@h/d", .host), ("postgres://keeper:se/cret@h/d", .port), ("postgres://a,,b", .host), ("postgres://[::1", .host),
        ("postgres://[::1]x", .host), ("postgres://h/%zz", .encoding), ("postgres://h/%f", .encoding), ("postgres://%FF", .encoding),
        ("postgres://h/%00", .encoding), ("postgres://h/d?sslmode", .noValue), ("postgres://h/d?secret", .noValue),
        ("postgres://h/d?passwd=secret", .unknownOption(name: "passwd")),
        ("postgres://h/d?client_encoding=LATIN1", .unknownOption(name: "client_encoding")),
        ("postgres://h/d?host=other", .hostTwice), ("postgres://h/d?connections=1", .connections), ("postgres://h/d?connections=many", .connections),
    ])
    func `anything else is refused with a reason that repeats no password`(text: String, reason: InvalidDatabaseURL) {
        #expect(throws: reason) { try DatabaseURL(text) }
        #expect(!reason.description.contains("secret") && !reason.description.contains("cret@"))
    }
}
