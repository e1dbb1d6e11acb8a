import Foundation
import Standards
import Testing

@testable import Server

/// What docs/ gives an operator to watch the server with names only what the server tells.
@Suite struct WatchingTests {
    private struct Dashboard: Decodable {
        struct Panel: Decodable {
            struct Target: Decodable { let expr: String }
            let id: Int
            let type, title: String
            let targets: [Target]?
        }
        let title, uid: String
        let schemaVersion: Int
        let panels: [Panel]
        var expressions: [String] { panels.flatMap { ($0.targets ?? []).map(\.expr) } }
    }

    private static func text(_ path: String) throws -> String { try String(contentsOf: Tree.root.appending(path: path), encoding: .utf8) }

    private static func dashboard() throws -> Dashboard {
        try JSONDecoder().decode(Dashboard.self, from: Data(text("docs/grafana/chatelaine.json").utf8))
    }

    private static func alerts() throws -> [String] {
        // Expressions stand on one line, or folded below.
        try text("docs/alerts.yml").matches(of: /expr: (?:>-\n((?: {10}.*\n)+)|(.*)\n)/).map { String($0.output.1 ?? $0.output.2 ?? "") }
    }

    /// The names of series, and of the labels that each is asked by.
    private static func named(_ expressions: [String]) -> [(series: String, labels: Set<String>)] {
        expressions.flatMap { expression in
            expression.matches(of: /\b((?:chatelaine|process)_[a-z_]+)\b(?:\{([^}]*)\})?/).map { match in
                let labels = (match.output.2 ?? "").matches(of: /([a-z_]+)(?:=~|!~|!=|=)"/).map { String($0.output.1) }
                return (String(match.output.1), Set(labels))
            }
        }
    }

    private static let offered = Dictionary(Series.all.flatMap { family in family.samples.map { ($0, Set(family.labels)) } }) { first, _ in first }
    /// What Prometheus adds to every series that it collects.
    private static let added: Set = ["instance", "job", "le"]

    @Test func `dashboard and alerts name only series that are offered, by labels they have`() throws {
        let (dashboard, alerts) = (Self.named(try Self.dashboard().expressions), Self.named(try Self.alerts()))
        #expect(dashboard.count > 30 && alerts.count > 15)
        for (series, labels) in dashboard + alerts {
            let known = Self.offered[series]
            #expect(known != nil, "\(series) is not offered")
            #expect(labels.subtracting(known ?? []).subtracting(Self.added) == [], "\(series)")
        }
    }

    @Test func `a rule that drops a label on one side of an and asks for none of it on the other`() throws {
        let dropping = try Self.alerts().filter { $0.contains(" and ") && $0.contains("ignoring (") }
        #expect(dropping.count == 1)
        for rule in dropping { #expect(rule.contains(/\band ignoring \(/), "it would never fire: \(rule)") }
    }

    @Test func `the dashboard shows every series`() throws {
        let shown = Set(Self.named(try Self.dashboard().expressions).map(\.series))
        let beside: Set = ["process_virtual_memory_bytes", "process_max_fds"]
        for family in Series.all where !beside.contains(family.name) {
            #expect(!shown.isDisjoint(with: family.samples), "\(family.name) stands on no panel")
        }
    }

    @Test func `the dashboard is one that Grafana takes`() throws {
        let dashboard = try Self.dashboard()
        #expect(dashboard.title == "Chatelaine" && dashboard.schemaVersion >= 36)
        #expect(Set(dashboard.panels.map(\.id)).count == dashboard.panels.count)
        #expect(dashboard.panels.allSatisfy { ["row", "stat", "timeseries"].contains($0.type) && !$0.title.isEmpty })
        #expect(dashboard.panels.filter { $0.type != "row" }.allSatisfy { $0.targets?.isEmpty == false })
    }

    @Test func `operations tells of every series`() throws {
        let told = try Self.text("docs/operations.md")
        for family in Series.all { #expect(told.contains("`\(family.name)`"), "\(family.name)") }
    }

    @Test func `names and labels are what Prometheus allows, and counters are called totals`() {
        #expect(Set(Series.all.map(\.name)).count == Series.all.count)
        for family in Series.all {
            #expect(family.name.wholeMatch(of: /[a-z][a-z_]*/) != nil && family.labels.allSatisfy { $0.wholeMatch(of: /[a-z]+/) != nil })
            #expect((family.kind == .counter) == family.name.hasSuffix("_total"), "\(family.name)")
            #expect(family.help.hasSuffix("."), "\(family.name)")
        }
    }
}
