import Mustache
import Testing

@testable import Server

@Suite struct LongTableTests {
    private func page(_ rows: [LongTable.Row], _ before: String = "") throws -> String {
        let table = LongTable(fields: ["name", "note"], kinds: [["note"], []], rows: rows)
        let template = try MustacheTemplate(
            string: "<p>{{before}}</p>{{#table}}{{begin}}<i>{{name}}{{#note}} ({{.}}){{/note}}</i>{{end}}{{/table}}<p>end</p>")
        return String(decoding: table.filled(into: template.render(["before": before, "table": table.model] as [String: Any])), as: UTF8.self)
    }

    @Test func `every row stands in its place, in the mark-up of its kind`() throws {
        let rows = [
            LongTable.Row(kind: 1, values: ["Sofie", "chief"]), .init(kind: 0, values: ["Jan", "-"]), .init(kind: 0, values: ["Zoë", "-"]),
        ]
        #expect(try page(rows, "B") == "<p>B</p><i>Sofie (chief)</i><i>Jan</i><i>Zoë</i><p>end</p>")
    }

    @Test func `a table without rows leaves nothing behind`() throws { #expect(try page([]) == "<p></p><p>end</p>") }

    @Test func `a value is escaped, and is never mark-up nor a mark`() throws {
        let hostile = "<b a='1' c=\"2\">&\u{F0000}A{{name}}"
        let written = "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;\u{F0000}A{{name}}"
        #expect(try page([.init(kind: 0, values: [hostile, ""])], hostile) == "<p>\(written)</p><i>\(written)</i><p>end</p>")
    }
}
