import CPostgreSQL
import Foundation

/// One connection to the server.
final class PostgreSQLSession: @unchecked Sendable {
    // The pool lends it to one thread at a time.
    private let connection: OpaquePointer
    let interrupter: PostgreSQLInterrupter
    private var statements = PostgreSQLStatements()

    init(_ address: PostgreSQLAddress, _ settings: PostgreSQLSettings) throws(StorageFault) {
        guard let connection = Self.connect(address.keywords) else { throw .unavailable("out of memory") }
        self.connection = connection
        interrupter = PostgreSQLInterrupter(connection)
        guard PQstatus(connection) == CONNECTION_OK else { throw .unavailable(PostgreSQLFailure.message(of: connection)) }
        PQsetNoticeReceiver(connection, { _, _ in }, nil)
        try settings.apply(to: self)
        try PostgreSQLRequirements.check(self, version: Int(PQserverVersion(connection)))
    }

    deinit { PQfinish(connection) }

    /// Outside of a transaction, and ready for the next one.
    var isIdle: Bool { PQstatus(connection) == CONNECTION_OK && PQtransactionStatus(connection) == PQTRANS_IDLE }

    /// In a transaction that can go on; one with a failed statement cannot.
    var isInTransaction: Bool { PQtransactionStatus(connection) == PQTRANS_INTRANS }

    /// Runs statements without parameters; gives the cells of the last one's first row.
    @discardableResult
    func command(_ text: String) throws(PostgreSQLFailure) -> [String] {
        let result = PQexec(connection, text)
        defer { PQclear(result) }
        guard Self.isDone(result) else { throw PostgreSQLFailure(result, of: connection) }
        guard PQntuples(result) > 0 else { return [] }
        return (0..<PQnfields(result)).map { String(cString: PQgetvalue(result, 0, $0)) }
    }

    /// Runs one statement; the number of rows it changed.
    func run(_ text: String, _ parameters: PostgreSQLParameters) throws(PostgreSQLFailure) -> Int {
        let statement = try prepared(text, parameters.types)
        let result = parameters.with {
            statement.name.isEmpty
                ? PQexecParams(connection, text, $0, parameters.types, $1, $2, $3, 1)
                : PQexecPrepared(connection, statement.name, $0, $1, $2, $3, 1)
        }
        defer { PQclear(result) }
        guard Self.isDone(result) else { throw PostgreSQLFailure(result, of: connection) }
        // A SELECT counts the rows it found.
        guard let status = PQcmdStatus(result), !String(cString: status).hasPrefix("SELECT"), let count = PQcmdTuples(result) else { return 0 }
        return Int(String(cString: count)) ?? 0
    }

    /// Runs statements in one message to the server and one back; none after the first that fails.
    /// - Parameter answer: sees the result of the last statement, which is gone afterwards.
    /// - Returns: that statement; nil when there was none.
    @discardableResult
    func run(_ steps: [PostgreSQLStep], _ answer: (OpaquePointer) -> Void = { _ in }) throws(PostgreSQLFailure) -> PostgreSQLStatement? {
        var statements: [PostgreSQLStatement] = []
        for step in steps { statements.append(try prepared(step.text, step.parameters.types)) }
        guard PQenterPipelineMode(connection) == 1 else { throw PostgreSQLFailure(nil, of: connection) }
        for (statement, step) in zip(statements, steps) { try send(step, as: statement) }
        guard PQpipelineSync(connection) == 1 else { throw PostgreSQLFailure(nil, of: connection) }
        var failure: PostgreSQLFailure?
        var (left, silences, goesOn) = (steps.count, 0, true)
        while goesOn {
            let result = PQgetResult(connection)
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC: goesOn = false
            // Nothing stands between the results of two statements; of those after the one that failed there is none.
            case PGRES_PIPELINE_ABORTED: silences = 0
            // libpq gives the first statement's rows one by one where it gave those of the question before so. Nobody waits for them.
            case PGRES_SINGLE_TUPLE: silences = 0
            case _ where result == nil:
                // One follows each result; two, and no more will come, even where libpq takes the connection for a good one.
                silences += 1
                if silences > 1 || PQstatus(connection) != CONNECTION_OK { throw failure ?? PostgreSQLFailure(nil, of: connection) }
            default:
                (left, silences) = (left - 1, 0)
                if !Self.isDone(result), failure == nil { failure = PostgreSQLFailure(result, of: connection) }
                if left == 0, failure == nil, let result { answer(result) }
            }
        }
        guard PQexitPipelineMode(connection) == 1 else { throw failure ?? PostgreSQLFailure(nil, of: connection) }
        if let failure { throw failure }
        return statements.last
    }

    /// Sends rows; all of them are there when this returns.
    func copy(_ copy: PostgreSQLCopy) throws(PostgreSQLFailure) {
        let begun = PQexec(connection, copy.text)
        defer { PQclear(begun) }
        guard PQresultStatus(begun) == PGRES_COPY_IN else { throw PostgreSQLFailure(begun, of: connection) }
        let sent = copy.bytes.withUnsafeBytes { PQputCopyData(connection, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count)) }
        guard sent == 1, PQputCopyEnd(connection, nil) == 1 else { throw PostgreSQLFailure(nil, of: connection) }
        while try row() != nil {}
    }

    /// Asks for the rows of one statement; they arrive one by one, and until they all have nothing else can be asked.
    func ask(_ question: PostgreSQLStep) throws(PostgreSQLFailure) -> PostgreSQLStatement {
        let statement = try prepared(question.text, question.parameters.types)
        try send(question, as: statement)
        guard PQsetSingleRowMode(connection) == 1 else { throw PostgreSQLFailure(nil, of: connection) }
        return statement
    }

    private func send(_ step: PostgreSQLStep, as statement: PostgreSQLStatement) throws(PostgreSQLFailure) {
        let sent = step.parameters.with {
            statement.name.isEmpty
                ? PQsendQueryParams(connection, step.text, $0, step.parameters.types, $1, $2, $3, 1)
                : PQsendQueryPrepared(connection, statement.name, $0, $1, $2, $3, 1)
        }
        guard sent == 1 else { throw PostgreSQLFailure(nil, of: connection) }
    }

    /// The next row that arrives, to be cleared by the caller; nil after the last.
    func row() throws(PostgreSQLFailure) -> OpaquePointer? {
        var failure: PostgreSQLFailure?
        while let result = PQgetResult(connection) {
            if PQresultStatus(result) == PGRES_SINGLE_TUPLE { return result }
            if !Self.isDone(result) { failure = failure ?? PostgreSQLFailure(result, of: connection) }
            PQclear(result)
        }
        if let failure { throw failure }
        return nil
    }

    /// Waits for a second at most: whether something was announced.
    func hears() throws(PostgreSQLFailure) -> Bool {
        var waited = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        guard waited.fd >= 0 else { throw PostgreSQLFailure(nil, of: connection) }
        guard poll(&waited, 1, 1000) > 0 else { return false }
        guard PQconsumeInput(connection) == 1 else { throw PostgreSQLFailure(nil, of: connection) }
        var hasHeard = false
        while let announcement = PQnotifies(connection) {
            PQfreemem(announcement)
            hasHeard = true
        }
        return hasHeard
    }

    private func prepared(_ text: String, _ types: [UInt32]) throws(PostgreSQLFailure) -> PostgreSQLStatement {
        guard SQL.isKept(text) else { return PostgreSQLStatements.unkept }
        if let statement = statements.find(text, types) { return statement }
        if let old = statements.makeRoom() { try command("DEALLOCATE \(old.name)") }
        let statement = statements.new()
        let result = PQprepare(connection, statement.name, text, Int32(types.count), types)
        defer { PQclear(result) }
        guard Self.isDone(result) else { throw PostgreSQLFailure(result, of: connection) }
        statements.keep(statement, text, types)
        return statement
    }

    private static func isDone(_ result: OpaquePointer?) -> Bool {
        let status = PQresultStatus(result)
        return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
    }

    private static func connect(_ keywords: [(String, String)]) -> OpaquePointer? {
        /// libpq wants arrays of C strings that end with a null.
        func with<T>(_ texts: [String], _ pointers: [UnsafePointer<CChar>?] = [], _ body: ([UnsafePointer<CChar>?]) -> T) -> T {
            guard let first = texts.first else { return body(pointers + [nil]) }
            return first.withCString { with(Array(texts.dropFirst()), pointers + [$0], body) }
        }
        return with(keywords.map(\.0)) { names in with(keywords.map(\.1)) { values in PQconnectdbParams(names, values, 0) } }
    }
}
