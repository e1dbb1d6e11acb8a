@testable import Server
@testable import Web

/// Holds the tags of one template against the types of its frame and its model, walking sections as `PageWriter` does.
struct TagCheck {
    /// What a template asks for that its model has not, or asks in a way that cannot be meant.
    private(set) var faults: Set<String> = []
    /// The fields that it names, as `Type.name`.
    private(set) var used: Set<String> = []

    private let page: ModelShape
    private let model: ModelShape
    /// What the sections around a tag are about, the innermost last.
    private var objects: [ModelShape] = []
    /// The optional fields that those sections ask about: inside, they are there.
    private var present: [String] = []

    init(_ template: PageTemplate, page: ModelShape, model: ModelShape) {
        (self.page, self.model) = (page, model)
        check(template.nodes)
    }

    private mutating func check(_ nodes: [PageTemplate.Node]) {
        for node in nodes {
            switch node {
            case .text: break
            case .value(let path, _): checkValue(path)
            case .section(let path, let ofFirst, let inner): checkSection(path, ofFirst, inner)
            case .inverted(let path, let ofFirst, let inner):
                checkAbsence(path, ofFirst)
                check(inner)
            }
        }
    }

    private mutating func checkValue(_ path: PageTemplate.Path) {
        guard let found = find(path) else { return }
        guard case .text = found.field.shape else { return fault(path, "is no text") }
        if found.field.isOptional, !present.contains(found.name) { fault(path, "may be nil, and no section asks") }
    }

    private mutating func checkSection(_ path: PageTemplate.Path, _ ofFirst: Bool, _ inner: [PageTemplate.Node]) {
        guard let found = find(path) else { return }
        let before = (objects, present)
        if found.field.isOptional { present.append(found.name) }
        switch found.field.shape {
        case .flag: break
        case .list(let element): objects.append(element)
        case .text, .object: objects.append(found.field.shape)
        }
        if ofFirst { requireList(found.field, path) }
        check(inner)
        (objects, present) = before
    }

    private mutating func checkAbsence(_ path: PageTemplate.Path, _ ofFirst: Bool) {
        guard let found = find(path), !found.field.isOptional else { return }
        if ofFirst { requireList(found.field, path) }
        switch found.field.shape {
        case .text, .object: fault(path, "is never absent")
        case .flag, .list: break
        }
    }

    private mutating func requireList(_ field: ModelShape.Field, _ path: PageTemplate.Path) {
        guard case .list = field.shape else { return fault(path, "is no list") }
    }

    // MARK: As `PageWriter` finds it

    private mutating func find(_ path: PageTemplate.Path) -> (name: String, field: ModelShape.Field)? {
        let start: ModelShape? =
            switch path.start {
            case .page: page
            case .model: model
            case .here: objects.last
            case .near: objects.last { $0.field(path.names.first ?? "") != nil }
            }
        var found = start.map { (name: "", field: ModelShape.Field(shape: $0, isOptional: false)) }
        for name in path.names { found = found.flatMap { step(name, from: $0.field.shape) } }
        if found == nil { fault(path, "is nowhere") }
        return found
    }

    private mutating func step(_ name: String, from shape: ModelShape) -> (name: String, field: ModelShape.Field)? {
        guard case .object(let type, let fields) = shape, let field = fields[name] else { return nil }
        used.insert("\(type).\(name)")
        return ("\(type).\(name)", field)
    }

    private mutating func fault(_ path: PageTemplate.Path, _ what: String) {
        faults.insert("\(path.start) \(path.names.joined(separator: ".")) \(what)")
    }
}
