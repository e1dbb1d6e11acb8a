/// A template in one language, ready to be written: with its frame and its parts in place, and its words among the text.
package struct PageTemplate: Sendable {
    indirect enum Node: Sendable {
        case text([UInt8])
        case value(Path, uppercased: Bool)
        case section(Path, ofFirst: Bool, [Node])
        case inverted(Path, ofFirst: Bool, [Node])
    }

    /// Where a value is looked for, and the names on the way to it.
    struct Path: Sendable {
        enum Start: Sendable {
            /// What every page shows around itself: `page.…`.
            case page
            /// The page's own model: `it.…`.
            case model
            /// The object of the section that the tag is in: `.…`.
            case here
            /// That object, or the nearest around it that has the first name.
            case near
        }

        let start: Start
        let names: [String]

        init(_ path: String) {
            let names = path.split(separator: ".").map(String.init)
            switch names.first {
            case "page" where path.first != ".": (start, self.names) = (.page, Array(names.dropFirst()))
            case "it" where path.first != ".": (start, self.names) = (.model, Array(names.dropFirst()))
            default: (start, self.names) = (path.first == "." ? .here : .near, names)
            }
        }
    }

    let nodes: [Node]
}

/// Puts templates together: what a page takes from others stands in it.
struct TemplateAssembly {
    let sources: [String: [TemplatePart]]
    let words: Words

    /// - Throws: `MissingTemplate`, also for one that holds itself.
    func template(_ name: String) throws(MissingTemplate) -> PageTemplate {
        var nodes: [PageTemplate.Node] = []
        try append(name, places: [:], within: [], to: &nodes)
        return PageTemplate(nodes: nodes)
    }

    private typealias Places = [String: [TemplatePart]]

    private func append(_ name: String, places: Places, within: [String], to nodes: inout [PageTemplate.Node]) throws(MissingTemplate) {
        guard let parts = sources[name], !within.contains(name) else { throw MissingTemplate(name: name) }
        try append(parts, places: places, within: within + [name], to: &nodes)
    }

    private func append(
        _ parts: [TemplatePart], places: Places, within: [String], to nodes: inout [PageTemplate.Node]
    ) throws(MissingTemplate) {
        for part in parts {
            switch part {
            case .text(let text): append(text, to: &nodes)
            case .value(let name):
                if name.path.hasPrefix("t.") {
                    append(Markup.escaped(words[name.path.dropFirst(2)])[...], to: &nodes)
                } else {
                    nodes.append(.value(.init(name.path), uppercased: name.change == .uppercased))
                }
            case .section(let name, let inner):
                nodes.append(.section(.init(name.path), ofFirst: name.change == .first, try assembled(inner, places, within)))
            case .inverted(let name, let inner):
                nodes.append(.inverted(.init(name.path), ofFirst: name.change == .first, try assembled(inner, places, within)))
            case .part(let name): try append(name, places: places, within: within, to: &nodes)
            case .frame(let name, let own): try append(name, places: own.merging(places) { $1 }, within: within, to: &nodes)
            case .place(let name, let usual): try append(places[name] ?? usual, places: places, within: within, to: &nodes)
            }
        }
    }

    private func assembled(_ parts: [TemplatePart], _ places: Places, _ within: [String]) throws(MissingTemplate) -> [PageTemplate.Node] {
        var nodes: [PageTemplate.Node] = []
        try append(parts, places: places, within: within, to: &nodes)
        return nodes
    }

    /// Texts that meet become one.
    private func append(_ text: ArraySlice<UInt8>, to nodes: inout [PageTemplate.Node]) {
        guard case .text(let before)? = nodes.last else { return nodes.append(.text(Array(text))) }
        nodes[nodes.count - 1] = .text(before + text)
    }
}
