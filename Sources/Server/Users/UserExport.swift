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

    private struct Part: Sendable {
        let lines: [UInt8]
        let disclosed: Int
        let next: Cursor?
    }

    static func send(_ visit: Visit) async throws -> Response {
        let (quality, domain) = (try visit.thisQuality(), try visit.thisDomain())
        let filter = try UserFilter(visit.query, in: domain, visit.house.zone)
        let lines = try UserLines(visit)
        let house = visit.house
        @Sendable func read(after cursor: Cursor?) async throws -> Part {
            try await house.readReplica { tx in
                let (keys, next) = try tx.userKeys(filter, of: quality, after: cursor, size: part)
                let (written, disclosed) = try lines.written(of: keys, tx)
                return Part(lines: written, disclosed: disclosed, next: next)
            }
        }
        // A part is recorded before it is sent: whoever breaks off has seen what came.
        @Sendable func disclose(_ people: Int) async throws {
            visit.disclose(nil, people, on: .userExport)
            try await house.disclosures.makeRoom()
        }
        let body = ResponseBody { writer in
            var head = CSV.mark + lines.head
            let first = try await house.readReplica { tx in try tx.firstUsers(filter, of: quality) }
            for user in first { head += lines.written(of: user) }
            visit.disclose(nil, first.count { lines.discloses($0.person, as: $0.role) }, on: .userExport)
            try await writer.write(ByteBuffer(bytes: head))
            var found = try await read(after: nil)
            let isLarge = found.next != nil
            while let cursor = found.next {
                async let following = read(after: cursor)
                try await disclose(found.disclosed)
                try await writer.write(ByteBuffer(bytes: found.lines))
                found = try await following
            }
            try await disclose(found.disclosed)
            try await writer.write(ByteBuffer(bytes: found.lines))
            try await writer.finish(nil)
            if isLarge { MemoryUse.giveBack() }
        }
        let name = "\(visit.say("users.export.file"))-\(domain.code)-\(quality.identifier)-\(visit.house.zone.day(visit.now).text).csv"
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
