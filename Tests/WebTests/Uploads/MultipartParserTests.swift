import NIOCore
import Testing

@testable import Web

/// What a multipart form may look like, and what it may not, in whatever pieces it comes.
@Suite struct MultipartParserTests {
    struct Part: Equatable {
        let name: String
        let filename: String?
        var content: [UInt8] = []
    }

    private static let limits = UploadLimits(total: 1 << 20, part: 1 << 18)

    /// Everything that is in a body, taken in pieces of so many bytes, or cut at one place.
    private func parts(
        of body: [UInt8], boundary: String = "b", pieces: Int = .max, cut: Int? = nil, _ limits: UploadLimits = Self.limits
    ) throws -> [Part] {
        let boundary = try #require(MultipartBoundary(contentType: "multipart/form-data; boundary=\"\(boundary)\""))
        var (parser, parts) = (MultipartParser(boundary, limits), [Part]())
        var rest = body[...]
        while !rest.isEmpty {
            let count = min(rest.count, body.count == rest.count ? cut ?? pieces : pieces)
            try parser.take(ByteBuffer(bytes: rest.prefix(count)))
            rest = rest.dropFirst(count)
            while let event = try parser.next() {
                switch event {
                case .part(let header): parts.append(Part(name: header.name, filename: header.filename))
                case .bytes(let bytes): parts[parts.count - 1].content += Array(bytes.readableBytesView)
                case .endOfPart, .end: break
                }
            }
        }
        try parser.finish()
        return parts
    }

    private func parts(of text: String, _ limits: UploadLimits = Self.limits) throws -> [Part] { try parts(of: Array(text.utf8), limits) }

    private func field(_ header: String, _ content: String = "x") -> String {
        "--b\r\nContent-Disposition: form-data\(header)\r\n\r\n\(content)\r\n--b--\r\n"
    }

    /// With what looks like a boundary and is none.
    private static let file: [UInt8] = Array("\r\n--\r\n-\r\r\n--B--\r\n--a\n--b\r--b\r\n\r\n--".utf8) + [0, 255, 13, 10, 45, 45] + [13]

    private static let body: [UInt8] =
        Array("--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\nproof\r\n".utf8)
        + Array("--b\r\ncontent-disposition:form-data;name=file;filename=\"été.bin\"\r\nContent-Type: application/x\r\n\r\n".utf8) + file
        + Array("\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--\r\n".utf8)

    private static let expected = [
        Part(name: "_csrf", filename: nil, content: Array("proof".utf8)), Part(name: "file", filename: "été.bin", content: file),
        Part(name: "file", filename: ""),
    ]

    @Test func `a form is read as it was written, two parts of one name apart`() throws { #expect(try parts(of: Self.body) == Self.expected) }

    @Test func `it makes no difference where the body is cut`() throws {
        for cut in 1..<Self.body.count { #expect(try parts(of: Self.body, cut: cut) == Self.expected, "at \(cut)") }
        for pieces in 1...70 { #expect(try parts(of: Self.body, pieces: pieces) == Self.expected, "by \(pieces)") }
    }

    @Test func `nothing is kept but what may become a boundary`() throws {
        let boundary = try #require(MultipartBoundary(contentType: "multipart/form-data; boundary=b"))
        var parser = MultipartParser(boundary, UploadLimits(total: 1 << 30))
        try parser.take(ByteBuffer(string: "--b\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n"))
        while try parser.next() != nil {}
        for chunk in [[UInt8](repeating: 13, count: 4096), Array("\r\n--a\r\n--".utf8), [UInt8](repeating: 10, count: 4096)] {
            try parser.take(ByteBuffer(bytes: chunk))
            while try parser.next() != nil {}
            #expect(parser.kept < 5)
        }
    }

    @Test func `a body that is cut off is none`() throws {
        for length in 0..<(Self.body.count - 2) {
            #expect(throws: BrokenBody.self, "\(length) bytes") { try parts(of: Array(Self.body.prefix(length))) }
        }
        // The last line may end with the body.
        for length in [Self.body.count - 2, Self.body.count] { #expect(try parts(of: Array(Self.body.prefix(length))) == Self.expected) }
    }

    @Test(arguments: [
        "preamble\r\n--b\r\n", "\r\n--b\r\n", "--b \r\n", "--b\n", "--bb\r\n", "--c\r\n", "-", "--b\r\n\r\nx\r\n--b--", "--b--\r\nepilogue",
        "--b--\r\n\r\n", "--b---",
        "--b--x", "--b\r\nx", "--b\r\n: x\r\n\r\n\r\n--b--", "--b-\r\n", "--b--\r\n--b\r\n",
    ])
    func `what stands before, after or beside the boundaries is refused`(text: String) {
        let body = text.hasPrefix("--b--") || text.contains("\r\n\r\n") ? text : "\(text)Content-Disposition: form-data; name=a\r\n\r\nx\r\n--b--"
        #expect(throws: BrokenBody.self) { try parts(of: body) }
    }

    @Test func `a form without any field is one`() throws { #expect(try parts(of: "--b--\r\n") == []) }

    @Test func `content may not hold a boundary that goes on otherwise`() {
        #expect(throws: BrokenBody.self) { try parts(of: field("; name=a", "x\r\n--bc\r\ny")) }
    }

    @Test(arguments: [
        "", "; name=", "; name=\"\"", "; name=\"a", "; name=a; name=b", "; name=a\r\nContent-Disposition: form-data; name=b", "; name=\"a\u{0}\"",
        "; name=\"a%0D%0Ab\"", "; name=a b", "; name=a;", "; name=a; filename*=utf-8''x", "; name=a\r\n folded", "; name=a\rb", "; name=a\nb: c",
        "; name=\"a\u{1}\"", "; name=a\r\nContent-Transfer-Encoding: base64", "; name=a\r\nNo colon", "; name=a\r\nSpace : x", "-x; name=a",
        " x; name=a",
    ])
    func `a part says once and plainly what it is`(header: String) { #expect(throws: BrokenBody.self) { try parts(of: field(header)) } }

    @Test func `a name that is no UTF-8 is refused`() {
        let body = Array("--b\r\nContent-Disposition: form-data; name=\"".utf8) + [0xFF] + Array("\"\r\n\r\n\r\n--b--".utf8)
        #expect(throws: BrokenBody.self) { try parts(of: body) }
    }

    @Test(arguments: [
        ("a.csv", "a.csv"), ("../../etc/passwd", "passwd"), ("C:\\Users\\me\\a.csv", "a.csv"), ("/", ""), ("..", ""), ("a/..", ""),
        ("a%22b.csv", "a\"b.csv"),
        ("a\\\"b.csv", "a\"b.csv"), ("100%.csv", "100%.csv"), ("e\u{301}.csv", "é.csv"),
    ])
    func `a file's name is its name alone`(written: String, read: String) throws {
        #expect(try parts(of: field("; name=a; filename=\"\(written)\"")).map(\.filename) == [read])
    }

    // MARK: Bounds

    @Test func `ten thousand parts are too many, and no more are read than may be`() {
        let body = (0..<10_000).map { "--b\r\nContent-Disposition: form-data; name=a\($0)\r\n\r\n\r\n" }.joined() + "--b--"
        #expect(throws: TooLarge.self) { try parts(of: body) }
        #expect(throws: Never.self) {
            let all = try parts(of: body, UploadLimits(total: 1 << 20, parts: 10_000))
            #expect(all.count == 10_000)
        }
    }

    @Test func `a header has an end`() {
        let long = field("; name=a\r\nX: \(String(repeating: "x", count: 60_000))")
        #expect(throws: TooLarge.self) { try parts(of: long) }
        #expect(throws: TooLarge.self) { try parts(of: Array(long.utf8), pieces: 100) }
        #expect(throws: TooLarge.self) { try parts(of: "--b\r\n" + String(repeating: "X: y\r\n", count: 10_000)) }
    }

    @Test func `names, a part and the whole have their bounds`() throws {
        let limits = UploadLimits(total: 200, part: 10, name: 5, filename: 6)
        #expect(try parts(of: field("; name=abcde; filename=abcdef", "0123456789"), limits).count == 1)
        for (header, content) in [("; name=abcdef", ""), ("; name=a; filename=abcdefg", ""), ("; name=a", "0123456789a")] {
            #expect(throws: TooLarge.self, "\(header)") { try parts(of: field(header, content), limits) }
        }
        #expect(throws: TooLarge.self) { try parts(of: field("; name=a", "x"), UploadLimits(total: 20)) }
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a", "multipart/mixed; boundary=a", "text/plain",
        "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=\"a\r\nb\"",
        "multipart/form-data; boundary=é", "multipart/form-data, boundary=a", "multipart/form-data; boundary=\(String(repeating: "a", count: 71))",
        "",
    ])
    func `a form names one boundary`(contentType: String) { #expect(MultipartBoundary(contentType: contentType) == nil) }

    @Test(arguments: [
        ("multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxk", "----WebKitFormBoundary7MA4YWxk"),
        ("Multipart/Form-Data;charset=utf-8; Boundary=\"a:b c\"", "a:b c"),
    ])
    func `browsers and programs name it as they like`(contentType: String, text: String) {
        #expect(MultipartBoundary(contentType: contentType)?.text == text)
    }
}
