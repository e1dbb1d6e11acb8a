import Testing

@testable import Server
@testable import Web

/// Templates name fields of models by text; here every tag is held against the model's type (DESIGN §3).
@Suite struct PageModelsTests {
    @Test func `every tag of a template names a field of its model, and asks before it shows what may be nil`() throws {
        for model in PageModels.all { #expect(try Self.check(model).faults == [], "\(model.template)") }
    }

    @Test func `every field of a model is shown by some template`() throws {
        let frame = try ModelShape(of: PageFrame.self)
        let fields = try PageModels.all.reduce(into: frame.names) { $0.formUnion(try Self.shape(of: $1).names) }
        let used = try PageModels.all.reduce(into: Set<String>()) { $0.formUnion(try Self.check($1).used) }
        #expect(fields.subtracting(used) == [])
    }

    @Test func `every model stands in the list, and every template has one model`() {
        let declared = Tree.sources.flatMap { $0.code.matches(of: /struct ([A-Za-z]+): PageModel\b/).map { String($0.output.1) } }
        #expect(declared.sorted() == PageModels.all.map { "\($0)" }.sorted())
        let included = Tree.templates.flatMap { $0.text.matches(of: /\{\{[>|<]\s*([A-Za-z\/\-]+)\s*\}\}/).map { String($0.output.1) } }
        let pages = Set(Tree.templates.map(\.name)).subtracting(included)
        #expect(PageModels.all.map { $0.template }.sorted() == pages.sorted())
    }

    /// Whatever else has such a name would not be seen by the frame, which falls back on there being none.
    @Test func `what was wrong with a form is stored as the frame looks for it`() throws {
        let types =
            ["errors": FieldError.self, "refusal": RefusalModel.self, "problem": ProblemSentence.self, "meanwhile": MeanwhileModel.self]
            as [String: Any.Type]
        for model in PageModels.all {
            let shape = try Self.shape(of: model)
            for (name, expected) in types {
                guard let field = shape.field(name) else { continue }
                let isList = name == "errors"
                guard case .object(let type, _) = isList ? field.shape.element : field.shape else {
                    Issue.record("\(model.template): \(name)")
                    continue
                }
                #expect(type == String(reflecting: expected) && field.isOptional != isList, "\(model.template): \(name)")
            }
        }
    }

    @Test func `no view model is a dictionary`() {
        for source in Tree.sources where source.target == "Server" { #expect(!source.code.contains("String: Any]"), "\(source.path)") }
    }

    // MARK: The check itself

    private struct Quality: Codable {
        struct Manager: Codable {
            let name: String
            let email: String?
        }

        let label: String
        let isActive: Bool
        let managers: [Manager]
        let closed: String?
    }

    @Test(
        arguments: [
            ("{{it.label}}{{#it.isActive}}a{{/it.isActive}}{{^it.isActive}}b{{/it.isActive}}", nil),
            ("{{#it.managers}}{{name}}{{.name}}{{#email}}{{.}}{{email}}{{name}}{{/email}}{{^email}}–{{/email}}{{/it.managers}}", nil),
            ("{{#first(it.managers)}}{{#it.managers}}{{name}}{{/it.managers}}{{/first(it.managers)}}{{#it.closed}}{{.}}{{/it.closed}}", nil),
            ("{{it.labels}}", "model labels is nowhere"),
            ("{{label}}", "near label is nowhere"),
            ("{{#it.managers}}{{#email}}{{.name}}{{/email}}{{/it.managers}}", "here name is nowhere"),
            ("{{#it.managers}}{{email}}{{/it.managers}}", "near email may be nil, and no section asks"),
            ("{{it.closed}}", "model closed may be nil, and no section asks"),
            ("{{^it.label}}none{{/it.label}}", "model label is never absent"),
            ("{{#first(it.label)}}{{/first(it.label)}}", "model label is no list"),
            ("{{it.isActive}}", "model isActive is no text"),
            ("{{page.titles}}", "page titles is nowhere"),
        ] as [(String, String?)])
    func `a tag that its model cannot fill is told`(source: String, fault: String?) throws {
        let parts = try TemplateParser.parts(of: source)
        let template = try TemplateAssembly(sources: ["page": parts], words: .branch([:])).template("page")
        let check = TagCheck(template, page: try ModelShape(of: PageFrame.self), model: try ModelShape(of: Quality.self))
        #expect(check.faults == Set([fault].compactMap(\.self)))
    }

    @Test func `what a type shows is found without a value of it`() throws {
        let names = try ModelShape(of: Quality.self).names.map { $0.split(separator: ".").suffix(2).joined(separator: ".") }
        #expect(
            Set(names) == ["Quality.label", "Quality.isActive", "Quality.managers", "Quality.closed", "Manager.name", "Manager.email"])
    }

    /// Every template with its frame and its parts in place, without words.
    private static let assembly = Result {
        TemplateAssembly(
            sources: Dictionary(uniqueKeysWithValues: try Tree.templates.map { ($0.name, try TemplateParser.parts(of: $0.text)) }),
            words: .branch([:]))
    }

    private static func check(_ model: any PageModel.Type) throws -> TagCheck {
        TagCheck(try assembly.get().template(model.template), page: try ModelShape(of: PageFrame.self), model: try shape(of: model))
    }

    private static func shape(of model: any PageModel.Type) throws -> ModelShape {
        func shape<Model: PageModel>(_: Model.Type) throws -> ModelShape { try ModelShape(of: Model.self) }
        return try shape(model)
    }
}
