import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Rules
import Storage

/// The list of users as a table for a spreadsheet, with the filter of the page (MISSION M9). Read and sent in parts, each where the one before ended, so
/// that neither memory nor a snapshot is held for the whole of it.
enum UserExport {
    private static let part = 1000

    static func send(_ visit: Visit) async throws -> Response {
        let (quality, domain) = (try visit.thisQuality(), try visit.thisDomain())
        let filter = try UserFilter(visit.query, in: domain)
        let lines = try UserLines(visit)
        let body = ResponseBody { writer in
            var buffer = ByteBuffer(bytes: CSV.mark)
            lines.writeHead(to: &buffer)
            let (house, sealer) = (visit.house, visit.house.sealer)
            if let chief = try await house.look({ tx in try tx.managingChief(of: quality, sealer) }), filter.admits(chief: chief) {
                lines.write([chief], [:], to: &buffer)
            }
            var cursor: Cursor?
            repeat {
                let (found, applications) = try await house.look { [cursor] tx in
                    let found = try tx.users(filter, of: quality, after: cursor, size: part, sealer)
                    return (found, try tx.applications(of: found.rows))
                }
                lines.write(found.rows, applications, to: &buffer)
                try await writer.write(buffer)
                buffer.clear()
                cursor = found.next
            } while cursor != nil
            try await writer.finish(nil)
        }
        let name = "\(visit.say("users.export.file"))-\(domain.code)-\(quality.identifier)-\(Day.text(visit.now)).csv"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(plain(name))\"", .cacheControl: "no-store",
            ], body: body)
    }

    /// Nothing in it ends the header's quotes.
    private static func plain(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? $0 : "-" })
    }
}

/// The lines of the table, in the reader's language.
private struct UserLines: Sendable {
    private let visit: Visit
    private let csv: CSV
    private let roles: [Role: String]
    private let statuses: (active: String, blocked: String)
    private let all: String
    private let labels: [String: String]

    init(_ visit: Visit) throws {
        let domain = try visit.thisDomain()
        self.visit = visit
        csv = CSV(visit.language)
        roles = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, visit.say("roles.short.\($0.rawValue)")) })
        statuses = (visit.say("statuses.active"), visit.say("statuses.blocked"))
        all = visit.say("users.all")
        labels = Dictionary(uniqueKeysWithValues: domain.applications.map { ($0.code, $0.labels[visit.language] ?? $0.code) })
    }

    func writeHead(to buffer: inout ByteBuffer) {
        let titles = [
            "users.familyName", "users.givenName", "users.userName", "users.type", "users.ssin", "users.status", "users.applications",
            "users.filter.since",
        ]
        csv.write(titles.map { visit.say($0) }, to: &buffer)
    }

    func write(_ rows: [UserRow], _ applications: [Assignment.ID: [String]], to buffer: inout ByteBuffer) {
        for row in rows {
            let ticked = (applications[row.id] ?? []).map { labels[$0] ?? $0 }.joined(separator: " · ")
            csv.write(
                [
                    row.familyName, row.givenName, row.userName ?? "", roles[row.role] ?? "", (try? visit.shown(row.ssin, of: row.role)) ?? "",
                    row.isBlocked ? statuses.blocked : statuses.active, row.role == .user ? ticked : all, Day.text(row.since),
                ], to: &buffer)
        }
    }
}
