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
    static func tell(_ error: any Error, _ visit: Visit, format: Route.Format) async -> Response {
        let report = (error as? any TellableError)?.report ?? fault(error, visit)
        var response =
            switch format {
            case .pages: await page(report, error as? Refusal, visit)
            case .documents: document(report, visit)
            }
        for field in report.headers { response.headers[field.name] = field.value }
        if let seconds = report.retryAfter(at: visit.now) { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    private static func fault(_ error: any Error, _ visit: Visit) -> ProblemReport {
        visit.house.metrics.faults.add(1)
        // The error's type and our own faults' descriptions hold no personal data; anything else is named by its type alone.
        let told = (error as? StorageFault).map(String.init(describing:)) ?? String(reflecting: type(of: error))
        visit.logger.error("fault", metadata: ["error": "\(told)"])
        return ProblemReport("fault", .internalServerError)
    }

    private static func page(_ report: ProblemReport, _ refusal: Refusal?, _ visit: Visit) async -> Response {
        let until = report.until.map { ["until": Formats.instant($0, in: visit.language, visit.house.pages.texts)] } ?? [:]
        let told = await refusalModel(refusal, visit)
        let isSignedOut = visit.session == nil
        let remedy = report.code == "notFound" && isSignedOut ? "portal.problem.notFoundSignedOut" : "problems.\(report.code).remedy"
        let model = ProblemModel(
            text: visit.say("problems.\(report.code).text"), remedy: visit.say(remedy, until),
            // Not twice, where what to do leads there.
            mine: isSignedOut || told?.link?.href == Address.mine() ? nil : Address.mine(),
            requestID: report.status == .internalServerError ? visit.requestID : nil, refusal: told,
            again: report.isToBeSentAgain ? again(visit) : nil)
        let title = refusal.map(visit.title) ?? visit.say("problems.\(report.code).title")
        return (try? visit.page(model, title: title, status: report.status)) ?? Response(status: report.status)
    }

    private static func refusalModel(_ refusal: Refusal?, _ visit: Visit) async -> RefusalModel? {
        var told: RefusalModel?
        do { told = try await visit.refusalModel(refusal) } catch {
            visit.logger.error("a refusal cannot be told", metadata: ["error": "\(String(reflecting: type(of: error)))"])
        }
        // The page's own title says it already.
        told?.title = nil
        return told
    }

    /// The same form once more, with what was typed into it but its passwords.
    private static func again(_ visit: Visit) -> ProblemModel.Again? {
        guard visit.request.method == .post, visit.takes == .form else { return nil }
        return ProblemModel.Again(path: visit.request.uri.path, values: HiddenValue.all(visit.form.kept))
    }

    /// A problem document (RFC 9457).
    private static func document(_ report: ProblemReport, _ visit: Visit) -> Response {
        let detail =
            switch report.detail {
            case .said(let key): visit.say(key)
            case .written(let text): text
            case nil: visit.say("problems.\(report.code).text")
            }
        let problem = ProblemDetails(
            type: "urn:chatelaine:problem:\(report.code)", title: visit.say("problems.\(report.code).title"), status: report.status.code,
            detail: detail, instance: visit.requestID)
        let body = (try? problem.json()) ?? Data()
        return Response(
            status: report.status, headers: [.contentType: ProblemDetails.mediaType], body: .init(byteBuffer: .init(bytes: body)))
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
