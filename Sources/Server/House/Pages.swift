package import Foundation
package import Hummingbird
import NIOCore
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

    package init(resources: URL = Pages.bundled, zone: Zone = .brussels) throws {
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

    func template(_ name: String, in language: Language) throws(MissingTemplate) -> PageTemplate {
        guard let template = templates[language]?[name] else { throw MissingTemplate(name: name) }
        return template
    }

    func hasForm(_ template: String) -> Bool { forms.contains(template) }

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

    /// The folder that the build put beside the executable.
    package static var bundled: URL { Bundle.module.resourceURL ?? Bundle.module.bundleURL }
}

extension Visit {
    /// A page: the template's own model as `it`, the frame as `page`, the words as `t`.
    /// - Parameter naming: the names of those whom a notice on this page may be about, by their keys.
    package func page(
        _ template: String, title: String, _ model: Any, crumbs: [Crumb] = [], status: HTTPResponse.Status = .ok, naming names: [Int64: String] = [:]
    ) throws -> Response {
        var frame = frame(
            title: title, crumbs: crumbs, posts: request.method == .post && house.pages.hasForm(template), telling: ToldBefore(in: model),
            naming: names)
        frame["hasErrors"] = Self.hasErrors(model)
        let html = PageWriter.write(try house.pages.template(template, in: language), page: frame, model: model)
        house.settings.inspect?(template, ["t": house.pages.texts.nested[language] as Any, "page": frame, "it": model])
        return Response(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(bytes: html)))
    }

    /// Whether something that was sent has to be corrected: then the browser's title begins with that.
    private static func hasErrors(_ model: Any) -> Bool {
        guard let model = model as? [String: Any] else { return false }
        let isRefused = (model["refusal"] as? [String: Any]).map { $0["title"] is String } ?? false
        return (model["errors"] as? [[String: Any]])?.isEmpty == false || model["problem"] is String || model["meanwhile"] is [String: Any]
            || isRefused
    }

    /// After an act: another address, where a notice says what happened (303, so that reload and back never repeat it), and to whom.
    package func redirect(to path: String, notice code: String? = nil, about subject: Int64? = nil) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path])
        if let code { response.headers[values: .setCookie].append(cookies.notice(written(Notice(code, about: subject)))) }
        return response
    }
}

package struct MissingTemplate: Error { package let name: String }

/// One step of the way back to the start, shown above the title.
package struct Crumb: Hashable, Sendable {
    package let label: String
    package let href: String?
    package init(_ label: String, _ href: String? = nil) {
        self.label = label
        self.href = href
    }

    var model: [String: Any] { ["label": label, "href": href as Any] }
}
