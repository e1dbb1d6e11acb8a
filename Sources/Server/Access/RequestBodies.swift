package import Foundation
import Hummingbird
import NIOCore
package import Web

extension Visit {
    /// The same visit with what came to be done. Whoever asks for that on a page must prove to have it from one of ours, in the form, before it in a
    /// multipart form, or in a header field; only then is anything else looked at.
    /// - Throws: `ForgedForm`, `UnreadableForm`, `TooLarge`, `BrokenBody`, `UnsupportedMediaType`
    func taken(by route: Route) async throws -> Visit {
        switch (route.takes, route.format) {
        case (.form, .pages):
            // Whoever names no type sends what a form sends.
            guard request.headers[values: .contentType].map(Self.mediaType).allSatisfy({ $0 == "application/x-www-form-urlencoded" }) else {
                throw UnsupportedMediaType()
            }
            let body = try await request.wholeBody(upTo: 64 * 1024)
            guard let form = Form(urlEncoded: String(buffer: body)) else { throw UnreadableForm() }
            try formProof.require(form.exact("_csrf"))
            return with(form)
        case (.json, .pages), (.text, .pages):
            try formProof.require("")
            return with(Form())
        case (.upload(let limits), let format):
            let upload = try Upload(request, limits)
            if format == .pages { try await formProof.require(upload.first("_csrf") ?? "") }
            var visit = with(Form())
            visit.arriving = upload
            return visit
        case (.form, .documents), (.json, .documents), (.text, .documents): return self
        }
    }

    var formProof: FormProof {
        let settings = house.settings
        let sites = [settings.site] + [settings.cardSite].compactMap(\.self)
        return FormProof(request, at: port, sites: sites, csrf: csrf, key: settings.formKey)
    }

    /// The multipart form that is arriving, for addresses that take uploads.
    package func upload() throws -> Upload {
        guard let arriving else { throw UnsupportedMediaType() }
        return arriving
    }

    /// All of a JSON body, for addresses that take JSON.
    /// - Throws: `UnsupportedMediaType` for what is not said to be JSON, `TooLarge`, `BrokenBody`
    package func json() async throws -> Data {
        guard case .json(let limit) = takes, request.headers[values: .contentType].map(Self.mediaType) == ["application/json"] else {
            throw UnsupportedMediaType()
        }
        return Data(try await request.wholeBody(upTo: limit).readableBytesView)
    }

    /// All of a body of text, for addresses that take text, whatever it is said to be.
    /// - Throws: `UnsupportedMediaType` where none is taken, `TooLarge`, `BrokenBody`, also for what is no UTF-8.
    package func text() async throws -> String {
        guard case .text(let limit) = takes else { throw UnsupportedMediaType() }
        guard let text = String(validating: try await request.wholeBody(upTo: limit).readableBytesView, as: UTF8.self) else { throw BrokenBody() }
        return text
    }

    /// Without parameters, in lower case (RFC 9110 §8.3.1).
    private static func mediaType(_ field: String) -> String {
        field.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
    }
}
