package import Foundation
package import Hummingbird
import NIOCore
import Rules
package import Web

extension Pages {
    /// The folder that the build put beside the executable.
    package static var bundled: URL { Bundle.module.resourceURL ?? Bundle.module.bundleURL }

    package init(zone: Zone = .brussels) throws { try self.init(resources: Self.bundled, zone: zone) }
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
