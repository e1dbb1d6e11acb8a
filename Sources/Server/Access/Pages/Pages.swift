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
    /// A page: its model as `it`, the frame as `page`, the words as `t`.
    /// - Parameter naming: the names of those whom a notice on this page may be about, by their keys.
    package func page<Model: PageModel>(
        _ model: Model, title: String, crumbs: [Crumb] = [], status: HTTPResponse.Status = .ok, naming names: [Int64: String] = [:]
    ) throws -> Response {
        let frame = frame(
            title: title, crumbs: crumbs, posts: request.method == .post && house.pages.hasForm(Model.template), telling: model, naming: names)
        let html = try PageWriter.write(house.pages.template(Model.template, in: language), page: frame, model: model)
        return Response(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(bytes: html)))
    }

    /// After an act: another address, where a notice says what happened (303, so that reload and back never repeat it), and to whom.
    package func redirect(to path: String, notice code: String? = nil, about subject: Int64? = nil) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path])
        if let code { response.headers[values: .setCookie].append(cookies.notice(written(Notice(code, about: subject)))) }
        return response
    }
}
