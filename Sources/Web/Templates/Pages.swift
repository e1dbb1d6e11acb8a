package import Foundation
package import Rules

/// The templates and the words, read and put together once at start; a page that cannot be made is found there, not at the first visit.
package struct Pages: Sendable {
    package let texts: Texts
    private let templates: [Language: [String: PageTemplate]]
    /// Those with a form of the page's own, marked `id="form"`.
    private let forms: Set<String>
    package let resources: URL
    /// Changes with the assets, so that browsers may keep them for ever.
    package let assets: String

    package init(resources: URL, zone: Zone = .brussels) throws {
        self.resources = resources
        texts = try Texts(directory: resources.appending(path: "Texts"), zone: zone)
        let (sources, forms) = try Self.sources(in: resources.appending(path: "Templates"))
        self.forms = forms
        var templates: [Language: [String: PageTemplate]] = [:]
        for (language, words) in texts.nested {
            let assembly = TemplateAssembly(sources: sources, words: words)
            for name in sources.keys { templates[language, default: [:]][name] = try assembly.template(name) }
        }
        self.templates = templates
        assets = "/assets"
    }

    package func template(_ name: String, in language: Language) throws(MissingTemplate) -> PageTemplate {
        guard let template = templates[language]?[name] else { throw MissingTemplate(name: name) }
        return template
    }

    package func hasForm(_ template: String) -> Bool { forms.contains(template) }

    /// By the path in the folder, without its ending; and which have a form.
    private static func sources(in directory: URL) throws -> (sources: [String: [TemplatePart]], forms: Set<String>) {
        var (sources, forms): ([String: [TemplatePart]], Set<String>) = ([:], [])
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory.path) where path.hasSuffix(".mustache") {
            let text = try String(contentsOf: directory.appending(path: path), encoding: .utf8)
            let name = String(path.dropLast(".mustache".count))
            sources[name] = try TemplateParser.parts(of: text)
            if text.contains(" id=\"form\"") { forms.insert(name) }
        }
        return (sources, forms)
    }
}
