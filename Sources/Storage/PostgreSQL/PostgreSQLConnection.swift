/// A session for the time of one transaction.
final class PostgreSQLConnection: Connection {
    private let session: PostgreSQLSession
    private let cancellation: PostgreSQLCancellation
    /// Whose rows are still arriving.
    private var reading: PostgreSQLReading?
    /// The first one; the server does nothing more for this transaction.
    private(set) var failure: PostgreSQLFailure?
    private let mode: PostgreSQLMode
    /// Where the session seeks names that are not PostgreSQL's own.
    let schemaName: String?
    var dialect: Dialect { .postgreSQL }
    private var isAnnounced = false
    /// Not sent yet: they go together with the commit, or before the next question.
    private var pending: [PostgreSQLStep] = []
    private static let most = 64

    init(_ session: PostgreSQLSession, _ mode: PostgreSQLMode, _ cancellation: PostgreSQLCancellation, in schema: String?) {
        schemaName = schema
        self.session = session
        self.mode = mode
        self.cancellation = cancellation
    }

    func run(_ sql: SQL) throws -> Int {
        let parameters = try PostgreSQLParameters(sql.parameters())
        return try attempt { () throws(PostgreSQLFailure) in
            try makeWay()
            return try session.run(sql.text(in: .postgreSQL), parameters)
        }
    }

    func pipeline(_ sql: SQL) throws {
        pending.append(try PostgreSQLStep(sql))
        try attempt { () throws(PostgreSQLFailure) in if pending.count >= Self.most { try makeWay() } }
    }

    func lock(about subject: Int64) throws { if mode.isBesideOthers { pending.append(PostgreSQLMode.lock(about: subject)) } }

    var canWait: Bool { mode.isBesideOthers }

    func script(_ sql: SQL) throws {
        _ = try attempt { () throws(PostgreSQLFailure) in
            try makeWay()
            return try session.command(sql.text(in: .postgreSQL))
        }
    }

    func each(_ sql: SQL, _ body: (any Cells) throws -> Bool) throws {
        let question = try PostgreSQLStep(sql)
        let rows = try attempt { () throws(PostgreSQLFailure) in
            try reading?.keep()
            let steps = pending
            pending = []
            // What waits to be written goes along with the question.
            let rows = try steps.isEmpty ? PostgreSQLReading(session, session.ask(question)) : PostgreSQLReading(session, question, after: steps)
            reading = rows
            return rows
        }
        defer { finish(rows) }
        while let cells = try attempt({ () throws(PostgreSQLFailure) in try rows.next() }) {
            guard try body(cells) else { return }
        }
    }

    func insert(_ rows: ManyRows) throws {
        let copy = try PostgreSQLCopy(rows)
        try attempt { () throws(PostgreSQLFailure) in
            try makeWay()
            try session.copy(copy)
        }
    }

    func announce() { isAnnounced = true }

    /// The server's own memory is not for a client to set. Rows come after those they refer to: checked at the commit, each would be remembered until then.
    func beginLoading() throws { try script("SET CONSTRAINTS ALL IMMEDIATE") }

    func endLoading() throws { try script("ANALYZE") }

    /// Ends the transaction well. From here on a cancelled task waits for the outcome: the server could not take back what it began to commit.
    func commit() throws {
        cancellation.detach()
        try attempt { () throws(PostgreSQLFailure) in
            try reading?.keep()
            try session.run(pending + mode.commit(announced: isAnnounced))
            pending = []
        }
    }

    /// Nothing is under way on the session afterwards.
    private func makeWay() throws(PostgreSQLFailure) {
        try reading?.keep()
        guard !pending.isEmpty else { return }
        let steps = pending
        pending = []
        try session.run(steps)
    }

    private func finish(_ rows: PostgreSQLReading) {
        if rows.isArriving { _ = try? attempt { () throws(PostgreSQLFailure) in try rows.discard() } }
        if reading === rows { reading = nil }
    }

    private func attempt<T>(_ body: () throws(PostgreSQLFailure) -> T) throws -> T {
        if let failure { throw failure.fault }
        try cancellation.check()
        do throws(PostgreSQLFailure) {
            return try body()
        } catch {
            failure = error
            try cancellation.check()
            throw error.fault
        }
    }
}
