import Foundation
import Rules
import Yams

/// One set of fields in a YAML file that an operator wrote, and where it stands, so that every complaint can say so.
struct FilePart {
    private let fields: Node.Mapping
    private let file: WrittenFile
    private let line: Int?
    private let place: String
    /// `labels.` inside the labels.
    private let prefix: String

    init(_ node: Node?, in file: WrittenFile, place: String = "", field: String = "") throws(UnreadableFile) {
        guard case .mapping(let fields)? = node else {
            throw UnreadableFile(file: file.name, line: node?.mark?.line, place: place, field: field, problem: .notFields)
        }
        self.fields = fields
        self.file = file
        self.place = place
        line = fields.mark?.line
        prefix = field.isEmpty ? "" : "\(field)."
    }

    /// `register.yaml, line 12`
    var standing: String { UnreadableFile.standing(file: file.name, line: line) }

    /// The line is that of the field's name: its value may begin on a later one.
    func fault(_ field: String, _ problem: UnreadableFile.Problem) -> UnreadableFile {
        let name = fields.keys.first { $0.string == field }
        return UnreadableFile(file: file.name, line: name?.mark?.line ?? line, place: place, field: prefix + field, problem: problem)
    }

    /// The same, of the whole entry.
    func fault(_ problem: UnreadableFile.Problem) -> UnreadableFile {
        UnreadableFile(file: file.name, line: line, place: place, field: "", problem: problem)
    }

    func allow(_ names: String...) throws(UnreadableFile) { try allow(names) }

    func allow(_ names: [String]) throws(UnreadableFile) {
        for (key, _) in fields {
            let name = key.string ?? ""
            guard names.contains(name) else { throw fault(name, .unknownField(of: file.subject)) }
        }
    }

    /// A field that holds no further fields, with its whole name: `tls.port` is also the port in the section `tls`.
    struct Leaf {
        let name: String
        let line: Int?
        let texts: [String]
        let isList: Bool
    }

    func leaves() throws(UnreadableFile) -> [Leaf] {
        var leaves: [Leaf] = []
        for (key, node) in fields {
            let name = key.string ?? ""
            if case .mapping = node {
                leaves += try FilePart(node, in: file, place: place, field: prefix + name).leaves()
                continue
            }
            guard let texts = node.scalar.map({ [$0.string] }) ?? node.sequence?.compactMap(\.scalar?.string),
                texts.count == node.sequence?.count ?? 1
            else { throw fault(name, .notText) }
            guard node.null == nil else { throw fault(name, .empty) }
            leaves.append(Leaf(name: prefix + name, line: key.mark?.line, texts: texts, isList: node.sequence != nil))
        }
        return leaves
    }

    /// Whether the field is written, and not as YAML's null.
    func has(_ field: String) -> Bool { fields[field].map { $0.null == nil } ?? false }

    func text(_ field: String) throws(UnreadableFile) -> String {
        guard let node = fields[field] else { throw fault(field, .missing) }
        guard case .scalar(let scalar) = node else { throw fault(field, .notText) }
        guard scalar.string.contains(where: { !$0.isWhitespace }) else { throw fault(field, .empty) }
        return scalar.string
    }

    /// A list of texts.
    func texts(_ field: String) throws(UnreadableFile) -> [String] {
        guard let node = fields[field] else { throw fault(field, .missing) }
        guard case .sequence(let items) = node else { throw fault(field, .notAList) }
        let texts = items.compactMap(\.scalar?.string)
        guard texts.count == items.count else { throw fault(field, .notText) }
        return texts
    }

    func code() throws(UnreadableFile) -> String {
        let code = try text("code")
        guard code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
            throw fault("code", .badCode(code))
        }
        return code
    }

    func fields(_ field: String) throws(UnreadableFile) -> FilePart {
        guard let node = fields[field] else { throw fault(field, .missing) }
        return try FilePart(node, in: file, place: place, field: prefix + field)
    }

    /// The parts of a list, each named by its kind and its code, or its number while it has none that can be read.
    func list(_ field: String, of kind: String, mayBeEmpty: Bool = false) throws(UnreadableFile) -> [FilePart] {
        guard let node = fields[field] else { throw fault(field, .missing) }
        guard case .sequence(let items) = node else { throw fault(field, .notAList) }
        guard mayBeEmpty || !items.isEmpty else { throw fault(field, .empty) }
        var parts: [FilePart] = []
        for (index, item) in items.enumerated() {
            let name = "\(kind) \(item.mapping?["code"]?.scalar?.string ?? String(index + 1))"
            parts.append(try FilePart(item, in: file, place: place.isEmpty ? name : "\(place), \(name)"))
        }
        return parts
    }
}
