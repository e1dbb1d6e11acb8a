import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Rules
import Storage
import Web

/// The list of users as a table for a spreadsheet, with the filter of the page (MISSION M9). Read and sent in parts, each where the one before ended, so
/// that neither memory nor a snapshot is held for the whole of it. While one part is sent, the next one is read.
enum UserExport {
    /// Keys of neighbours lie in the same pages of the database: large parts read each page less often. Engines bind 32 766 values and more.
    private static let part = 8000

    static func send(_ visit: Visit) async throws -> Response {
        let (quality, domain) = (try visit.thisQuality(), try visit.thisDomain())
        let form = try UserFilterForm(FilteredNumber.query(visit), visit)
        if let invalid = form.invalid { throw invalid }
        let filter = form.filter
        let export = Export(visit: visit, quality: quality, filter: filter, lines: try UserLines(visit))
        let name = "\(visit.say("users.export.file"))-\(domain.code)-\(quality.identifier)-\(visit.house.zone.day(visit.now).text).csv"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(plain(name))\"", .cacheControl: "no-store",
            ], body: ResponseBody { writer in try await export.write(to: &writer) })
    }

    /// One export, as it is sent.
    private struct Export: Sendable {
        let visit: Visit
        let quality: Quality
        let filter: UserFilter
        let lines: UserLines

        struct Part: Sendable {
            let written: UserLines.Written
            let next: Cursor?
        }

        func write(to writer: inout any ResponseBodyWriter) async throws {
            try await writer.write(ByteBuffer(bytes: try await head()))
            var part = try await read(after: nil)
            let isLarge = part.next != nil
            while let cursor = part.next {
                async let following = read(after: cursor)
                try await send(part, to: &writer)
                part = try await following
            }
            try await send(part, to: &writer)
            try await writer.finish(nil)
            if isLarge { MemoryUse.giveBack() }
        }

        /// The titles, and those above the users.
        private func head() async throws -> [UInt8] {
            let (found, others) = try await visit.house.readConfirmed(isList: true) { [filter, quality] tx in
                try tx.firstUsers(filter, of: quality)
            } shown: {
                $0.map { $0.row(in: quality) }
            }
            let first = found.filter { !others.contains($0.row(in: quality)) }
            visit.disclose(nil, first.count { lines.discloses($0.person, as: $0.role) }, on: .userExport)
            return first.reduce(CSV.mark + lines.head) { $0 + lines.written(of: $1) }
        }

        private func read(after cursor: Cursor?) async throws -> Part {
            let (found, others) = try await visit.house.readConfirmed(isList: true, part(after: cursor)) { $0.written.rows }
            return others.isEmpty ? found : try await visit.house.read(part(after: cursor, without: others))
        }

        private func part(after cursor: Cursor?, without others: Set<PowerRow> = []) -> @Sendable (borrowing Transaction) throws -> Part {
            { [filter, quality, lines] tx in
                let (keys, next) = try tx.userKeys(filter, of: quality, after: cursor, size: UserExport.part)
                return Part(written: try lines.written(of: keys, without: others, tx), next: next)
            }
        }

        /// A part is recorded before it is sent: whoever breaks off has seen what came.
        private func send(_ part: Part, to writer: inout any ResponseBodyWriter) async throws {
            visit.disclose(nil, part.written.disclosed, on: .userExport)
            try await visit.house.disclosures.makeRoom()
            try await writer.write(ByteBuffer(bytes: part.written.lines))
        }
    }

    /// Nothing in it ends the header's quotes.
    private static func plain(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? $0 : "-" })
    }
}
