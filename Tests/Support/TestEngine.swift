import Foundation

/// The engines that tests run on.
package enum TestEngine: String, CaseIterable, CustomStringConvertible, Sendable {
    case sqlite = "SQLite"
    case postgreSQL = "PostgreSQL"

    package static let allCases: [TestEngine] = TestCluster.isWanted ? [.sqlite, .postgreSQL] : [.sqlite]

    /// Of the tests that ask one engine a run: what `CHATELAINE_TEST_ENGINE` names, SQLite unless it is set.
    package static let chosen: TestEngine = {
        switch ProcessInfo.processInfo.environment["CHATELAINE_TEST_ENGINE"] ?? "sqlite" {
        case "sqlite": .sqlite
        case "postgresql": .postgreSQL
        default: fatalError("CHATELAINE_TEST_ENGINE is sqlite or postgresql")
        }
    }()

    package var description: String { rawValue }
}
