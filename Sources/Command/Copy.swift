import ArgumentParser
import Foundation
import Server
import Standards
import Synchronization

/// `chatelaine copy`: the rows of an installation into another, empty database, also of the other engine: all of them or nothing.
struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy an installation's rows into an empty database of either engine: all of them or nothing.",
        discussion: """
            It copies one moment, while the server may go on; what is done after that moment is not in the copy, so stop the server when it is to move. \
            Keys and checkpoints are files and stay where they are. With --data the copy is verified with them. See docs/operations.md.
            """)

    @Option(help: "The database to copy: sqlite:PATH or postgres://USER@HOST/DATABASE.") var from: String
    @Option(help: "The empty database to copy it to.") var to: String
    @Option(help: "The data directory of the installation, with whose keys and checkpoint the copy is verified.") var data: String?

    func run() async throws {
        let progress = CopyProgress()
        let head = try await Relocation.copy(from: from, to: to, data: data.map { URL(filePath: $0) }) { table, rows in progress.add(rows, to: table)
        }
        progress.sum()
        print("Copied. Both ledgers hold \(head.size) acts, root \(head.root.base64).")
    }
}

/// Tells of each table once it is through, and of each hundred thousand rows.
private final class CopyProgress: Sendable {
    private struct State {
        var table = ""
        var rows = 0
        var total = 0
    }

    private let state = Mutex(State())

    func add(_ rows: Int, to table: String) {
        state.withLock { state in
            if state.table != table {
                Self.tell(state)
                (state.table, state.rows) = (table, 0)
            }
            if (state.rows + rows) / 100_000 > state.rows / 100_000, state.rows > 0 { Output.say("  \(table): \(state.rows + rows) …") }
            state.rows += rows
            state.total += rows
        }
    }

    func sum() {
        state.withLock { state in
            Self.tell(state)
            Output.say("\(state.total) rows.")
        }
    }

    private static func tell(_ state: State) {
        if state.rows > 0 { Output.say("  \(state.table): \(state.rows)") }
    }
}
