package import Standards
import Web

/// Every series of `/metrics`. docs/operations.md tells of each; dashboards and alerts may name only these (HouseTests).
package enum Series {
    static let build = MetricFamily("chatelaine_build_info", .gauge, "Which version runs; always 1.", labels: ["version"])
    static let requests = MetricFamily(
        "chatelaine_http_requests_total", .counter, "Requests answered, by route, method and class of status.", labels: ["route", "method", "status"])
    static let requestDuration = MetricFamily(
        "chatelaine_http_request_duration_seconds", .histogram, "Time until an answer began.", labels: ["route", "method"])
    static let decisions = MetricFamily(
        "chatelaine_decisions_total", .counter, "Decisions by answer and reason.", labels: ["answer", "reason"])
    static let decisionDuration = MetricFamily(
        "chatelaine_decision_duration_seconds", .histogram, "Time one decision took.", labels: ["answer"])
    static let acts = MetricFamily("chatelaine_acts_total", .counter, "Acts recorded by this server, by code.", labels: ["code"])
    static let actTransactions = MetricFamily("chatelaine_act_transactions_total", .counter, "Transactions that recorded acts.")
    static let signIns = MetricFamily("chatelaine_sign_ins_total", .counter, "Sessions opened, and sign-ins refused.", labels: ["result"])
    static let lookUps = MetricFamily(
        "chatelaine_look_ups_total", .counter, "People without a role in the entity, looked up by national number.", labels: ["result"])
    static let faults = MetricFamily("chatelaine_faults_total", .counter, "Faults of our own.")
    static let unauthenticLedger = MetricFamily(
        "chatelaine_unauthentic_ledger_total", .counter, "Times that the ledger held what this installation did not write.")
    static let schemaDifferences = MetricFamily(
        "chatelaine_schema_differences", .gauge, "In how many ways the tables are not as Chatelaine made them.")
    static let unauthenticRows = MetricFamily(
        "chatelaine_unauthentic_rows_total", .counter, "Rows that gave nothing because this installation did not write them as they are.",
        labels: ["table"])

    static let connections = MetricFamily("chatelaine_connections", .gauge, "Connections open on all ports.")
    static let connectionsAllowed = MetricFamily("chatelaine_connections_allowed", .gauge, "Connections that may be open at once.")
    static let connectionsRefused = MetricFamily(
        "chatelaine_connections_refused_total", .counter,
        "Connections there was no room for: let in for watching alone, closed at once, or not accepted by the system.", labels: ["result"])
    static let deadlines = MetricFamily(
        "chatelaine_deadlines_missed_total", .counter, "Connections closed because something did not come in time.", labels: ["missed"])

    static let database = MetricFamily("chatelaine_database_up", .gauge, "1 when the database answered this scrape.")
    static let poolSize = MetricFamily("chatelaine_pool_size", .gauge, "Transactions that can run at once.", labels: ["pool"])
    static let poolUsed = MetricFamily("chatelaine_pool_in_use", .gauge, "Transactions that run.", labels: ["pool"])
    static let poolWaiting = MetricFamily("chatelaine_pool_waiting", .gauge, "Transactions that wait for a connection.", labels: ["pool"])
    static let poolWait = MetricFamily("chatelaine_pool_wait_seconds", .summary, "Time transactions waited for a connection.", labels: ["pool"])

    static let ledger = MetricFamily("chatelaine_ledger_size", .gauge, "Acts in the ledger.")
    static let index = MetricFamily("chatelaine_index_position", .gauge, "Acts that the decision index has taken in.")
    static let indexLag = MetricFamily("chatelaine_index_lag", .gauge, "Acts in the ledger that the decision index has not taken in.")
    static let checkpoint = MetricFamily("chatelaine_checkpoint_size", .gauge, "Acts that the newest checkpoint counts.")
    static let checkpointTime = MetricFamily(
        "chatelaine_checkpoint_timestamp_seconds", .gauge, "When the newest checkpoint was signed, in seconds since 1970.")
    static let checkpointsContradicted = MetricFamily(
        "chatelaine_checkpoints_contradicted", .gauge, "1 once a checkpoint signed here proves that acts were lost or changed.")
    static let checkpointsSent = MetricFamily(
        "chatelaine_checkpoints_sent_total", .counter, "Checkpoints taken away from this machine, by what became of them.", labels: ["to", "result"])
    static let cosigned = MetricFamily(
        "chatelaine_cosigned_timestamp_seconds", .gauge, "When each witness cosigned last, in seconds since 1970; 0 before the first time.",
        labels: ["witness"])

    static let witnessRefuses = MetricFamily(
        "chatelaine_witness_refuses", .gauge, "1 while a witness refuses: it cosigned acts that are not there.", labels: ["witness"])

    static let lettersWaiting = MetricFamily("chatelaine_letters_waiting", .gauge, "Letters that have not left.")
    static let lettersDue = MetricFamily("chatelaine_letters_due", .gauge, "Letters that should leave now.")
    static let lettersOldest = MetricFamily("chatelaine_letters_oldest_seconds", .gauge, "Age of the oldest letter that has not left.")
    static let letters = MetricFamily(
        "chatelaine_letters_total", .counter, "Attempts to send letters by this server, by what became of them.", labels: ["result"])
    static let spans = MetricFamily("chatelaine_spans_total", .counter, "Spans for the collector of traces.", labels: ["result"])

    static let dataFree = MetricFamily("chatelaine_data_free_bytes", .gauge, "Room left where the data directory lies.")
    static let memory = MetricFamily("process_resident_memory_bytes", .gauge, "Resident memory.")
    static let virtualMemory = MetricFamily("process_virtual_memory_bytes", .gauge, "Virtual memory.")
    static let processor = MetricFamily("process_cpu_seconds_total", .counter, "Processor time, the user's and the system's.")
    static let started = MetricFamily("process_start_time_seconds", .gauge, "When the process started, in seconds since 1970.")
    static let files = MetricFamily("process_open_fds", .gauge, "Open file descriptors.")
    static let filesAllowed = MetricFamily("process_max_fds", .gauge, "File descriptors that may be open.")
    static let threads = MetricFamily("process_threads", .gauge, "Threads.")

    package static let all = [
        build, requests, requestDuration, decisions, decisionDuration, acts, actTransactions, signIns, lookUps, faults, unauthenticLedger,
        unauthenticRows, schemaDifferences,
        connections,
        connectionsAllowed, connectionsRefused, deadlines, database, poolSize, poolUsed,
        poolWaiting, poolWait, ledger, index, indexLag, checkpoint, checkpointTime,
        checkpointsContradicted, checkpointsSent, cosigned, witnessRefuses, lettersWaiting, lettersDue, lettersOldest, letters, spans,
        dataFree, memory, virtualMemory, processor, started, files, filesAllowed, threads,
    ]
}
