import Testing

@testable import Web

@Suite struct TemplateTests {
    /// What a page shows whose template is this, or whose templates are these and the first is `page`.
    static func written(
        _ source: String, _ model: some Encodable, others: [String: String] = [:], words: Words = .branch([:])
    ) throws -> String {
        let sources = try others.merging(["page": source]) { $1 }.mapValues { try TemplateParser.parts(of: $0) }
        let template = try TemplateAssembly(sources: sources, words: words).template("page")
        return String(decoding: try PageWriter.write(template, page: Frame(), model: model), as: UTF8.self)
    }

    private struct Frame: Encodable { let title = "P" }

    private struct Person: Encodable {
        let name = "Sofie"
        let roles = ["chief", "user"]
        let note: String? = nil
        let blocked = false
        let acting = true
        let places: [String] = []
        let count = 12
    }

    private let sofie = Person()

    @Test func `a tag shows what its path leads to, and nothing where that is missing`() throws {
        #expect(try Self.written("{{page.title}}: {{it.name}}{{it.none}}{{it.note}}{{ it.name.more }}.", sofie) == "P: Sofie.")
        #expect(try Self.written("{{uppercased(it.name)}}", sofie) == "SOFIE")
        #expect(try Self.written("{{it.count}}", sofie) == "12")
    }

    @Test func `a section is about what is there, and its opposite about what is not`() throws {
        for name in ["note", "none", "blocked", "places"] {
            #expect(try Self.written("{{#it.\(name)}}a{{/it.\(name)}}{{^it.\(name)}}b{{/it.\(name)}}", sofie) == "b")
        }
        #expect(try Self.written("{{#it.name}}a{{.}}{{/it.name}}{{^it.name}}b{{/it.name}}", sofie) == "aSofie")
        #expect(try Self.written("{{#it.acting}}a{{/it.acting}}{{^it.acting}}b{{/it.acting}}", sofie) == "a")
        #expect(try Self.written("{{#it.roles}}[{{.}}]{{/it.roles}}", sofie) == "[chief][user]")
        #expect(
            try Self.written("{{#first(it.roles)}}[{{.}}]{{/first(it.roles)}}{{^first(it.places)}}none{{/first(it.places)}}", sofie) == "[chief]none")
    }

    private struct Outer: Encodable {
        struct Around: Encodable {
            let a = "A"
            let b = "B"
            let inner = [Inner(b: "C"), Inner(b: nil)]
        }

        struct Inner: Encodable { let b: String? }

        let outer = Around()
    }

    @Test func `a name is looked for in the nearest object that has it, be it nil there, with a point before it only in the nearest of all`() throws {
        #expect(try Self.written("{{#it.outer}}{{#inner}}{{a}}{{b}}{{.a}}{{.b}} {{/inner}}{{/it.outer}}", Outer()) == "ACC A ")
    }

    @Test func `a line with nothing but a tag of structure leaves nothing behind`() throws {
        let source = "<ul>\n  {{#it.roles}}\n  <li>{{.}}</li>\n  {{! a comment }}\n{{/it.roles}}\n</ul> {{#it.name}}x{{/it.name}}\n"
        #expect(try Self.written(source, sofie) == "<ul>\n  <li>chief</li>\n  <li>user</li>\n</ul> x\n")
    }

    @Test func `a page stands in its frame, with its parts and words`() throws {
        let others = ["frame": "<main>{{$main}}none{{/main}}</main>{{t.a.b}}\n", "parts/name": "<b>{{.}}</b>\n"]
        let words = Words.branch(["a": .branch(["b": .text("D'Hondt & <co>")])])
        let source = "{{<frame}}{{$main}}\n{{#it.name}}\n{{> parts/name}}\n{{/it.name}}\n{{/main}}{{/frame}}\n"
        #expect(try Self.written(source, sofie, others: others, words: words) == "<main><b>Sofie</b>\n</main>D&#39;Hondt &amp; &lt;co&gt;\n")
        #expect(try Self.written("{{<frame}}{{/frame}}", sofie, others: others, words: words).hasPrefix("<main>none</main>"))
    }

    @Test(arguments: ["{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{a", "{{{a}}}", "{{&a}}", "{{=<% %>=}}", "{{last(a)}}"])
    func `a template that cannot be read is not`(source: String) { #expect(throws: UnreadableTemplate.self) { try TemplateParser.parts(of: source) } }

    @Test(arguments: ["{{> nobody}}", "{{> page}}", "{{<nobody}}{{/nobody}}"])
    func `a template that includes what is missing, or itself, is not put together`(source: String) {
        #expect(throws: MissingTemplate.self) { try Self.written(source, sofie) }
    }
}
