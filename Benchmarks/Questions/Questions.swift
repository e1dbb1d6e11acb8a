import Foundation
import Rules
import Server
import Storage

/// Questions for a populated installation, as bodies of evaluation requests, one a line: nine in ten about an open grant, the tenth about the same
/// person and an application that may not be theirs. `Questions DATA COUNT` reads the rows; nothing leaves the machine. `Questions DATA grants` tells
/// all open grants instead: person, entity, domain and application, one a line.
@main
struct Questions {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { throw Usage() }
        let isOfGrants = arguments[2] == "grants"
        guard let count = isOfGrants ? 0 : Int(arguments[2]), count > 0 || isOfGrants else { throw Usage() }
        let data = URL(filePath: arguments[1])
        let sealer = try KeyRing(directory: data.appending(path: "keys")).sealer
        let storage = try Storage(DatabaseURL("sqlite:\(data.appending(path: "chatelaine.db").path)"))
        if isOfGrants { return try await storage.read { tx in try tx.tellGrants(sealer) } }
        let lines = try await storage.read { tx in
            let step = max(1, try tx.count("SELECT COUNT(*) FROM grants WHERE open = 1") / count)
            var lines: [String] = []
            var seen = 0
            try tx.each("SELECT assignment, application FROM grants WHERE open = 1 ORDER BY id") { found in
                seen += 1
                guard seen % step == 0, lines.count < count else { return }
                let application = lines.count % 10 == 9 ? "dmfa" : try found.text("application")
                let place = try tx.row(
                    """
                    SELECT p.id AS person, p.ssin_sealed, e.number, q.domain FROM assignments a JOIN people p ON p.id = a.person JOIN entities e ON e.id = a.entity
                    JOIN qualities q ON q.id = a.quality WHERE a.id = \(try found.integer("assignment"))
                    """
                ) { (try sealer.ssin($0.bytes("ssin_sealed"), of: .init(rawValue: try $0.integer("person"))).digits, try $0.text("number"), try $0.text("domain")) }
                guard let (ssin, number, domain) = place else { return }
                lines.append(
                    """
                    {"subject":{"type":"person","id":"\(ssin)"},"action":{"name":"use"},"resource":{"type":"application","id":"\(application)",\
                    "properties":{"entity":"\(number)","domain":"\(domain)"}}}
                    """)
            }
            return lines.shuffled()
        }
        print(lines.joined(separator: "\n"))
    }

    struct Usage: Error, CustomStringConvertible {
        let description = "usage: Questions DATA COUNT|grants"
    }
}

extension Transaction {
    /// Of those who are not blocked.
    fileprivate borrowing func tellGrants(_ sealer: Sealer) throws {
        try each(
            """
            SELECT p.id AS person, p.ssin_sealed, e.number, q.domain, g.application FROM grants g JOIN assignments a ON a.id = g.assignment
            JOIN people p ON p.id = a.person JOIN entities e ON e.id = a.entity JOIN qualities q ON q.id = a.quality
            WHERE g.open = 1 AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.assignment = a.id AND b.open = 1)
            """
        ) { found in
            let person = try sealer.ssin(found.bytes("ssin_sealed"), of: .init(rawValue: try found.integer("person"))).digits
            print(person, try found.text("number"), try found.text("domain"), try found.text("application"))
        }
    }
}
