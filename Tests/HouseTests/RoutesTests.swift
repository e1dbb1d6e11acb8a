import Foundation
import Rules
import Testing
import Web

@testable import Server

/// Every feature says in words what its table says in code: the same rows, with the same gates.
@Suite struct RoutesTests {
    struct Row: Hashable, CustomStringConvertible {
        let method: String
        let address: String
        let gate: String
        var description: String { "\(method) \(address) (\(gate))" }
    }

    @Test func `every route stands in the table of its feature, with its gate`() throws {
        for feature in Features.all {
            let documented = try rows(of: feature)
            for route in feature.routes {
                let row = Row(method: "\(route.method)", address: route.address.pattern, gate: Self.words(route.gate))
                #expect(documented.contains { Self.means($0, row) }, "\(feature) does not tell of \(row)")
            }
        }
    }

    @Test func `no table tells of a route that is not there`() throws {
        for feature in Features.all {
            let routes = feature.routes.map { Row(method: "\($0.method)", address: $0.address.pattern, gate: Self.words($0.gate)) }
            for row in try rows(of: feature) { #expect(routes.contains { Self.means(row, $0) }, "\(feature) has no \(row)") }
        }
    }

    @Test func `no two routes have the same method and address`() {
        let routes = Features.routes.map { route in
            "\(route.method) " + route.address.pattern.split(separator: "/").map { $0.hasPrefix(":") ? ":" : String($0) }.joined(separator: "/")
        }
        #expect(Set(routes).count == routes.count)
    }

    /// Each in its feature, with the types of its parts: what links give and visits read.
    @Test func `an address has a type for each of its variable parts, and no two of one`() {
        for address in Features.routes.map(\.address) {
            #expect(address.types.count == address.parameters.count, "\(address.pattern)")
            #expect(Set(address.types.map(ObjectIdentifier.init)).count == address.types.count, "\(address.pattern)")
        }
    }

    @Test func `every address that is written has as many types as variable parts, and its path is written once`() {
        let written = Tree.sources.flatMap { source in
            source.text.matches(of: /TypedAddress\(\s*"([^"]*)"([^)]*)/).map { (String($0.output.1), String($0.output.2)) }
        }
        for (path, types) in written { #expect(path.matches(of: /:/).count == types.matches(of: /\.self\b/).count, "\(path)") }
        let paths = written.map { $0.0.split(separator: "/").map { $0.hasPrefix(":") ? ":" : String($0) }.joined(separator: "/") }
        let twice = Set(paths.filter { path in paths.count { $0 == path } > 1 })
        #expect(paths.count > 40 && twice == [], "written twice")
    }

    /// So that a gate of power knows where the power is asked for.
    @Test func `a power is asked for in an entity`() {
        for route in Features.routes {
            guard case .power(let power) = route.gate else { continue }
            #expect(route.address.has(EnterpriseNumber.self), "\(route.address.pattern) asks for \(power)")
        }
    }

    @Test func `every address with an entity asks for a power`() {
        for route in Features.routes where route.address.has(EnterpriseNumber.self) {
            if case .power = route.gate { continue }
            Issue.record("\(route.address.pattern) names an entity and asks for no power in it")
        }
    }

    @Test func `the table of a feature stands right before it`() throws {
        for feature in Features.all {
            let lines = try source(of: feature).text.split(separator: "\n", omittingEmptySubsequences: false)
            let header = try #require(lines.firstIndex { $0.hasPrefix("/// | method") }, "\(feature)")
            let start = try #require(lines.firstIndex { $0.hasPrefix("enum \(feature)") }, "\(feature)")
            #expect(lines[header..<start].allSatisfy { $0.hasPrefix("///") }, "\(feature)")
        }
    }

    // MARK: The tables in words

    private func source(of feature: any Feature.Type) throws -> SwiftSource {
        try #require(Tree.sources.first { $0.path.hasSuffix("/\(feature).swift") }, "\(feature) has no file of its own")
    }

    private func rows(of feature: any Feature.Type) throws -> [Row] {
        let cells = try source(of: feature).text.split(separator: "\n").filter { $0.hasPrefix("/// |") && !$0.hasPrefix("/// |-") }
            .map { $0.dropFirst(5).split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        return cells.dropFirst().flatMap { row in
            row[0].split(whereSeparator: { ",· ".contains($0) }).map { Row(method: String($0), address: row[1], gate: row[2]) }
        }
    }

    /// `…/users/new` stands for an address that ends so.
    private static func means(_ told: Row, _ row: Row) -> Bool {
        guard told.method == row.method, told.gate == row.gate else { return false }
        return told.address.hasPrefix("…") ? row.address.hasSuffix(told.address.dropFirst()) : row.address == told.address
    }

    private static func words(_ gate: Gate) -> String {
        switch gate {
        case .open: "open"
        case .card: "signed in, eID"
        case .signedIn(confined: .seesItsEntity): "signed in, confined: its entity"
        case .signedIn(confined: .refused): "signed in, confined: refused"
        case .beforePasswordChange: "before password change"
        case .power(let power): power.rawValue
        case .decisionKey: "decision key"
        case .operationsKey: "operations key"
        }
    }
}
