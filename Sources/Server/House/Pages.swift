package import Foundation
package import Hummingbird
package import Mustache
import NIOCore
package import Rules

/// The templates and the words, read once at start; a page that cannot be made is found there, not at the first visit.
package struct Pages: Sendable {
    package let texts: Texts
    package let library: MustacheLibrary
    package let resources: URL
    /// Changes with the assets, so that browsers may keep them for ever.
    package let assets: String

    package init(resources: URL = Pages.bundled) async throws {
        self.resources = resources
        texts = try Texts(directory: resources.appending(path: "Texts"))
        library = try await MustacheLibrary(directory: resources.appending(path: "Templates").path)
        assets = "/assets"
    }

    /// The folder that the build put beside the executable.
    package static var bundled: URL { Bundle.module.resourceURL ?? Bundle.module.bundleURL }
}

extension Visit {
    /// A page: the template's own model as `it`, the frame as `page`, the words as `t`.
    package func page(_ template: String, title: String, _ model: Any, crumbs: [Crumb] = [], status: HTTPResponse.Status = .ok) throws -> Response {
        try page(template, title: title, model, crumbs: crumbs, status: status, table: nil)
    }

    /// A page whose model has the marks of a long table.
    func page(
        _ template: String, title: String, _ model: Any, crumbs: [Crumb] = [], status: HTTPResponse.Status = .ok, table: LongTable?
    ) throws -> Response {
        let context: [String: Any] = [
            "t": house.pages.texts.nested[language] ?? Words.branch([:]), "page": Present.members(frame(title: title, crumbs: crumbs)),
            "it": Present.members(model),
        ]
        guard let html = house.pages.library.render(context, withTemplate: template) else { throw MissingTemplate(name: template) }
        house.settings.inspect?(template, context)
        let body = table.map { ByteBuffer(bytes: $0.filled(into: html)) } ?? ByteBuffer(string: html)
        return Response(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: body))
    }

    /// After an act: another address, where a notice says what happened (303, so that reload and back never repeat it).
    package func redirect(to path: String, notice code: String? = nil) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path])
        if let code { response.headers[values: .setCookie].append(cookies.notice(code)) }
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

/// Leaves out the members of a view model that are nil: inside `Any`, a template would take them for something to show.
enum Present {
    static func members(_ value: Any) -> Any {
        switch value {
        case let object as [String: Any]: object.compactMapValues { isNothing($0) ? nil : members($0) }
        case let list as [[String: Any]]: list.map(members)
        default: value
        }
    }

    private static func isNothing(_ value: Any) -> Bool { (value as? any Absentable)?.isAbsent ?? false }
}

private protocol Absentable {
    var isAbsent: Bool { get }
}

extension Optional: Absentable {
    fileprivate var isAbsent: Bool { if case .none = self { true } else { false } }
}
