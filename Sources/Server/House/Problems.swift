import Foundation
import Hummingbird
import Logging
import Rules
import Standards
import Storage
import Web

/// What went wrong, told in the reader's language on a page, or as a problem document (DESIGN §7). Faults are logged with the request's id,
/// and only the id is shown.
enum Problems {
    static func tell(_ error: any Error, _ visit: Visit, voice: Route.Voice) async -> Response {
        switch voice {
        case .pages: await page(error, visit)
        case .documents: document(error, visit)
        }
    }

    private static func kind(of error: any Error, _ visit: Visit) -> (code: String, status: HTTPResponse.Status) {
        switch error {
        case is NotFound: return ("notFound", .notFound)
        case is ForgedForm: return ("forgedForm", .forbidden)
        case is MethodNotAllowed: return ("methodNotAllowed", .methodNotAllowed)
        case is UnsupportedMediaType: return ("unsupportedMediaType", .unsupportedMediaType)
        case is TooLarge: return ("tooLarge", .contentTooLarge)
        case let error as TooOften: return (error.code, .tooManyRequests)
        case is Refusal: return ("refused", .forbidden)
        case is Invalid: return ("invalid", .unprocessableContent)
        case is UnreadableForm, is BrokenBody, is AuthZEN.InvalidRequest: return ("badRequest", .badRequest)
        case is PositionNotReached: return ("positionNotReached", .serviceUnavailable)
        case is TooBusy: return ("busy", .serviceUnavailable)
        case is SignInNeeded: return ("signInNeeded", .unauthorized)
        case let error as HTTPError where error.status == .notFound: return ("notFound", .notFound)
        case let error as HTTPError where error.status == .contentTooLarge: return ("tooLarge", .contentTooLarge)
        case let error as HTTPError where error.status.kind == .clientError: return ("badRequest", .badRequest)
        default:
            visit.house.metrics.faults.add(1)
            // The error's type and our own faults' descriptions hold no personal data; anything else is named by its type alone.
            let told = (error as? StorageFault).map(String.init(describing:)) ?? String(reflecting: type(of: error))
            visit.logger.error("fault", metadata: ["error": "\(told)"])
            return ("fault", .internalServerError)
        }
    }

    private static func page(_ error: any Error, _ visit: Visit) async -> Response {
        let (code, status) = kind(of: error, visit)
        let (refusal, tooOften) = (error as? Refusal, error as? TooOften)
        let until = tooOften.map { ["until": Formats.instant($0.until, in: visit.language, visit.house.pages.texts)] } ?? [:]
        var told: RefusalModel?
        do { told = try await visit.refusalModel(refusal) } catch {
            visit.logger.error("a refusal cannot be told", metadata: ["error": "\(String(reflecting: type(of: error)))"])
        }
        // The page's own title says it already.
        told?.title = nil
        let isStranger = visit.session == nil
        let remedy = code == "notFound" && isStranger ? "portal.problem.notFoundSignedOut" : "problems.\(code).remedy"
        let model = ProblemModel(
            text: visit.say("problems.\(code).text"), remedy: visit.say(remedy, until),
            // Not twice, where what to do leads there.
            mine: isStranger || told?.link?.href == Address.mine() ? nil : Address.mine(),
            requestID: status == .internalServerError ? visit.requestID : nil, refusal: told, again: error is TooBusy ? again(visit) : nil)
        let title = refusal.map(visit.title) ?? visit.say("problems.\(code).title")
        let page = try? visit.page(model, title: title, status: status)
        return later(page ?? Response(status: status), error, visit)
    }

    private static func document(_ error: any Error, _ visit: Visit) -> Response {
        let (code, status) = kind(of: error, visit)
        let detail =
            (error as? Refusal).map { visit.say("refusals.\($0.code).why") } ?? (error as? AuthZEN.InvalidRequest)?.description
            ?? visit.say("problems.\(code).text")
        return later(document(status, code: code, title: visit.say("problems.\(code).title"), detail: detail, visit), error, visit)
    }

    /// The same form once more, with what was typed into it but its passwords.
    private static func again(_ visit: Visit) -> ProblemModel.Again? {
        guard visit.request.method == .post, visit.takes == .form else { return nil }
        return ProblemModel.Again(path: visit.request.uri.path, values: HiddenValue.all(visit.form.kept))
    }

    /// Says when it may be tried again, where that is known (RFC 9110 §10.2.3), or by which methods (§10.2.1).
    private static func later(_ response: Response, _ error: any Error, _ visit: Visit) -> Response {
        if let error = error as? MethodNotAllowed {
            var response = response
            response.headers[.allow] = error.allowed.map(\.rawValue).joined(separator: ", ")
            return response
        }
        let seconds: Int? =
            switch error {
            case is TooBusy: TooBusy.pause
            case let error as TooOften: max(1, Int(error.until.timeIntervalSince(visit.now).rounded(.up)))
            default: nil
            }
        guard let seconds else { return response }
        var response = response
        response.headers[.retryAfter] = String(seconds)
        return response
    }

    /// A problem document (RFC 9457).
    static func document(_ status: HTTPResponse.Status, code: String, title: String, detail: String, _ visit: Visit) -> Response {
        let problem = ProblemDetails(
            type: "urn:chatelaine:problem:\(code)", title: title, status: status.code, detail: detail, instance: visit.requestID)
        let body = (try? problem.json()) ?? Data()
        var response = Response(status: status, headers: [.contentType: ProblemDetails.mediaType], body: .init(byteBuffer: .init(bytes: body)))
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}

/// What went wrong: a refusal, or what to do about anything else.
struct ProblemModel: PageModel {
    static let template = "portal/problem"

    /// The same form to send again.
    struct Again: Codable, Sendable {
        let path: String
        let values: [HiddenValue]
    }

    let text: String
    let remedy: String
    /// Where my entities are.
    let mine: String?
    /// Faults only.
    let requestID: String?
    let refusal: RefusalModel?
    let again: Again?
}
