/// Writes templates with the values of a view model, in UTF-8.
package struct PageWriter {
    private var bytes: [UInt8] = []
    private let page: Shown
    private let model: Shown
    /// The objects of the sections that are being written, the innermost last.
    private var objects: [Shown] = []

    /// - Parameters:
    ///   - page: what tags call `page`.
    ///   - model: what tags call `it`.
    package static func write(_ template: PageTemplate, page: [String: Any], model: Any) -> [UInt8] {
        var writer = PageWriter(page: .object(page), model: Shown(model))
        writer.bytes.reserveCapacity(48 * 1024)
        writer.write(template.nodes)
        return writer.bytes
    }

    private init(page: Shown, model: Shown) { (self.page, self.model) = (page, model) }

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
        case .objects(let objects): for object in objects { write(nodes, in: .object(object)) }
        case .list(let list): for item in list { write(nodes, in: Shown(item)) }
        case .table(let table): for row in table.rows.indices { write(nodes, in: .row(table, row)) }
        case .text, .object, .row: write(nodes, in: shown)
        }
    }

    private mutating func write(_ nodes: [PageTemplate.Node], in object: Shown) {
        objects.append(object)
        write(nodes)
        objects.removeLast()
    }

    private mutating func write(_ shown: Shown, _ uppercased: Bool) {
        switch shown {
        case .text(let text): Markup.escape(uppercased ? text.uppercased() : text, into: &bytes)
        case .flag(let flag): bytes += (flag ? "true" : "false").utf8
        default: break
        }
    }

    private func find(_ path: PageTemplate.Path) -> Shown {
        switch path.start {
        case .page: walk(path.names[...], from: page)
        case .model: walk(path.names[...], from: model)
        case .here: objects.last.map { walk(path.names[...], from: $0) } ?? .nothing
        case .near: near(path.names)
        }
    }

    private func near(_ names: [String]) -> Shown {
        guard let first = names.first else { return .nothing }
        for object in objects.reversed() {
            let found = object[first]
            if case .nothing = found { continue }
            return names.count == 1 ? found : walk(names.dropFirst(), from: found)
        }
        return .nothing
    }

    private func walk(_ names: ArraySlice<String>, from start: Shown) -> Shown {
        var found = start
        for name in names { found = found[name] }
        return found
    }
}
