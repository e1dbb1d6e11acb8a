/// Writes templates with the values of a view model, in UTF-8.
package struct PageWriter {
    /// What tags look into, and where in it the next field is likely to be.
    private struct Scope {
        let value: Shown
        var hint = 0

        mutating func find(_ name: String) -> Shown? { value.find(name, from: &hint) }
    }

    private var bytes: [UInt8] = []
    private var page: Scope
    private var model: Scope
    /// The objects of the sections that are being written, the innermost last.
    private var objects: [Scope] = []

    /// - Parameters:
    ///   - page: what tags call `page`.
    ///   - model: what tags call `it`.
    package static func write(_ template: PageTemplate, page: some Encodable, model: some Encodable) throws -> [UInt8] {
        var writer = PageWriter(page: try ShownEncoder.tree(of: page), model: try ShownEncoder.tree(of: model))
        writer.bytes.reserveCapacity(48 * 1024)
        writer.write(template.nodes)
        return writer.bytes
    }

    private init(page: Shown, model: Shown) { (self.page, self.model) = (Scope(value: page), Scope(value: model)) }

    private mutating func write(_ nodes: [PageTemplate.Node]) {
        for node in nodes {
            switch node {
            case .text(let text): bytes += text
            case .value(let path, let uppercased): write(find(path), uppercased)
            case .section(let path, let ofFirst, let inner):
                let found = find(path)
                write(inner, about: ofFirst ? found.first : found)
            case .inverted(let path, let ofFirst, let inner):
                let found = find(path)
                if ofFirst ? found.first.isAbsent : found.isAbsent { write(inner) }
            }
        }
    }

    private mutating func write(_ nodes: [PageTemplate.Node], about shown: Shown) {
        switch shown {
        case .nothing: break
        case .flag(let flag): if flag { write(nodes) }
        case .list(let list): for item in list { write(nodes, in: item) }
        case .table(let table): for row in table.rows.indices { write(nodes, in: .row(table, row)) }
        case .text, .object, .row: write(nodes, in: shown)
        }
    }

    private mutating func write(_ nodes: [PageTemplate.Node], in object: Shown) {
        objects.append(Scope(value: object))
        write(nodes)
        objects.removeLast()
    }

    private mutating func write(_ shown: Shown, _ uppercased: Bool) {
        if case .text(let text) = shown { Markup.escape(uppercased ? text.uppercased() : text, into: &bytes) }
    }

    private mutating func find(_ path: PageTemplate.Path) -> Shown {
        switch path.start {
        case .page: Self.walk(path.names, from: &page)
        case .model: Self.walk(path.names, from: &model)
        case .here: objects.isEmpty ? .nothing : Self.walk(path.names, from: &objects[objects.count - 1])
        case .near: near(path.names)
        }
    }

    /// From the nearest object that has the first name, even when it is nil there.
    private mutating func near(_ names: [String]) -> Shown {
        guard let first = names.first else { return .nothing }
        for place in objects.indices.reversed() {
            if let found = objects[place].find(first) { return Self.walk(names.dropFirst(), on: found) }
        }
        return .nothing
    }

    private static func walk(_ names: [String], from start: inout Scope) -> Shown {
        guard let first = names.first else { return start.value }
        return walk(names.dropFirst(), on: start.find(first) ?? .nothing)
    }

    private static func walk(_ names: ArraySlice<String>, on found: Shown) -> Shown { names.reduce(found) { $0[$1] } }
}
