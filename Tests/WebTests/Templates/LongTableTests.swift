import Testing

@testable import Web

@Suite struct LongTableTests {
    private enum Column: CodingKey, CaseIterable { case name, note }

    private struct Model: Encodable {
        let before: String
        let table: LongTable<Column>
    }

    private func page(_ rows: [[String]], _ before: String = "") throws -> String {
        let source =
            "<p>{{it.before}}</p>{{#first(it.table)}}<b>{{#it.table}}<i>{{name}}{{#.note}} ({{.}}){{/.note}}</i>{{/it.table}}</b>{{/first(it.table)}}"
        return try TemplateTests.written(source, Model(before: before, table: LongTable(rows: rows)))
    }

    @Test func `every row stands in its place, with what it has`() throws {
        #expect(try page([["Sofie", "chief"], ["Jan", ""], ["Zoë", ""]], "B") == "<p>B</p><b><i>Sofie (chief)</i><i>Jan</i><i>Zoë</i></b>")
    }

    @Test func `a table without rows leaves nothing behind`() throws { #expect(try page([]) == "<p></p>") }

    @Test func `a value is escaped, and is never mark-up nor a tag`() throws {
        let hostile = "<b a='1' c=\"2\">&{{name}}"
        let written = "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;{{name}}"
        #expect(try page([[hostile, ""]], hostile) == "<p>\(written)</p><b><i>\(written)</i></b>")
    }
}
