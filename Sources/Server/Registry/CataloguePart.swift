import Yams

/// One set of fields in a catalogue file and where it stands, so that every complaint can say so.
struct CataloguePart {
    private let fields: Node.Mapping
    private let line: Int?
    private let place: String
    /// `labels.` inside the labels.
    private let prefix: String

    init(_ node: Node?, place: String, field: String = "") throws(UnreadableCatalogue) {
        guard case .mapping(let fields)? = node else {
            throw UnreadableCatalogue(line: node?.mark?.line, place: place, field: field, problem: .notFields)
        }
        self.fields = fields
        self.place = place
        line = fields.mark?.line
        prefix = field.isEmpty ? "" : "\(field)."
    }

    /// The line is that of the field's name: its value may begin on a later one.
    func fault(_ field: String, _ problem: UnreadableCatalogue.Problem) -> UnreadableCatalogue {
        let name = fields.keys.first { $0.string == field }
        return UnreadableCatalogue(line: name?.mark?.line ?? line, place: place, field: prefix + field, problem: problem)
    }

    func allow(_ names: String...) throws(UnreadableCatalogue) { try allow(names) }

    func allow(_ names: [String]) throws(UnreadableCatalogue) {
        for (key, _) in fields {
            let name = key.string ?? ""
            guard names.contains(name) else { throw fault(name, .unknownField) }
        }
    }

    func text(_ field: String) throws(UnreadableCatalogue) -> String {
        guard let node = fields[field] else { throw fault(field, .missing) }
        guard case .scalar(let scalar) = node else { throw fault(field, .notText) }
        guard scalar.string.contains(where: { !$0.isWhitespace }) else { throw fault(field, .empty) }
        return scalar.string
    }

    func code() throws(UnreadableCatalogue) -> String {
        let code = try text("code")
        guard code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
            throw fault("code", .badCode(code))
        }
        return code
    }

    func fields(_ field: String) throws(UnreadableCatalogue) -> CataloguePart {
        guard let node = fields[field] else { throw fault(field, .missing) }
        return try CataloguePart(node, place: place, field: prefix + field)
    }

    /// The parts of a list, each named by its kind and its code, or its number while it has none that can be read.
    func list(_ field: String, of kind: String) throws(UnreadableCatalogue) -> [CataloguePart] {
        guard let node = fields[field] else { throw fault(field, .missing) }
        guard case .sequence(let items) = node else { throw fault(field, .notAList) }
        guard !items.isEmpty else { throw fault(field, .empty) }
        var parts: [CataloguePart] = []
        for (index, item) in items.enumerated() {
            let name = "\(kind) \(item.mapping?["code"]?.scalar?.string ?? String(index + 1))"
            parts.append(try CataloguePart(item, place: place.isEmpty ? name : "\(place), \(name)"))
        }
        return parts
    }
}
