import Foundation
import Logging
import Rules
import Standards
import Storage
import Web

/// What `/metrics` reads at the moment it is asked: how far the ledger is, and what waits in the outbox.
struct DatabaseReading: Sendable {
    let ledgerSize: Int
    let outbox: OutboxReading
}

extension House {
    /// All series as Prometheus's text. A database that does not answer takes its own series away, and nothing else.
    package func scrape() async -> String {
        let now = clock()
        let database = await reading(at: now)
        var text = PrometheusText()
        text.write(Series.build, [([Build.version], 1)])
        writeRequests(&text)
        writeConnections(&text)
        writeDecisions(&text)
        writeActs(&text)
        text.write(Series.database, database == nil ? 0 : 1)
        writePools(&text)
        writeLedger(&text, database)
        writePublishing(&text)
        writeJobs(&text, database)
        writeProcess(&text)
        return text.text
    }

    private func reading(at now: Date) async -> DatabaseReading? {
        do {
            return try await storage.read { tx in
                DatabaseReading(ledgerSize: Int(try tx.storedHead().size), outbox: try tx.outbox(at: now))
            }
        } catch {
            logger.warning("database unreadable for metrics", metadata: ["error": "\(type(of: error))"])
            return nil
        }
    }

    private func writeRequests(_ text: inout PrometheusText) {
        let used = metrics.requests.used
        text.write(
            Series.requests,
            used.flatMap { meter in meter.answers.map { ([meter.route, meter.method, $0.status], Double($0.count)) } })
        text.write(Series.requestDuration, used.map { ([$0.route, $0.method], $0.duration.distribution) })
        text.write(Series.faults, metrics.faults.value)
        text.write(Series.unauthenticLedger, metrics.unauthentic.value)
        let tables = Schema.kept.map(\.description) + RowKinds.all.types.map { "\($0.tableName)" }
        text.write(Series.unauthenticRows, tables.map { ([$0], Double(unauthentic.count(of: $0))) })
        text.write(Series.schemaDifferences, schema.differences)
        text.write(Series.signIns, [(["opened"], Double(metrics.signIns.value)), (["refused"], Double(metrics.refusedSignIns.value))])
        text.write(Series.lookUps, [(["answered"], Double(metrics.lookUps.value)), (["refused"], Double(metrics.refusedLookUps.value))])
    }

    private func writeConnections(_ text: inout PrometheusText) {
        let meters = metrics.connections
        text.write(Series.connections, meters.open)
        text.write(Series.connectionsAllowed, meters.allowed.value)
        let refused = [("limited", meters.limited), ("closed", meters.refused), ("unaccepted", meters.unaccepted)]
        text.write(Series.connectionsRefused, refused.map { ([$0], Double($1.value)) })
        text.write(Series.deadlines, RequestDeadlines.Missed.allCases.map { ([$0.rawValue], Double(meters.count($0))) })
    }

    private func writeDecisions(_ text: inout PrometheusText) {
        let reasons = DecisionReason.allCases.map { ([$0.allows ? "yes" : "no", $0.rawValue], Double(metrics.decisions[$0])) }
        text.write(Series.decisions, reasons)
        text.write(
            Series.decisionDuration,
            [(["yes"], metrics.decisions.allowed.distribution), (["no"], metrics.decisions.denied.distribution)])
    }

    private func writeActs(_ text: inout PrometheusText) {
        text.write(Series.acts, ActCode.allCases.map { ([$0.rawValue], Double(metrics.acts[$0])) })
        text.write(Series.actTransactions, metrics.acts.transactions.value)
    }

    private func writePools(_ text: inout PrometheusText) {
        var pools = [("read", storage.readers.reading), ("write", storage.writers.reading)]
        if let replicaReaders = storage.replicaReaders { pools.append(("replica", replicaReaders.reading)) }
        text.write(Series.poolSize, pools.map { ([$0], Double($1.size)) })
        text.write(Series.poolUsed, pools.map { ([$0], Double($1.running)) })
        text.write(Series.poolWaiting, pools.map { ([$0], Double($1.waiting)) })
        text.write(Series.poolWait, pools.map { ([$0], sum: Double($1.waitedNanoseconds) / 1e9, count: $1.waits) })
    }

    private func writeLedger(_ text: inout PrometheusText, _ database: DatabaseReading?) {
        if let database { text.write(Series.ledger, database.ledgerSize) }
        if let position = decisions.position.map(Int.init) {
            text.write(Series.index, position)
            // The index may have moved on since the database was read.
            if let database { text.write(Series.indexLag, max(0, database.ledgerSize - position)) }
        }
        if let checkpoint = checkpoints.last {
            text.write(Series.checkpoint, checkpoint.size)
            if let signed = checkpoints.lastSigned { text.write(Series.checkpointTime, signed.timeIntervalSince1970) }
        }
    }

    private func writePublishing(_ text: inout PrometheusText) {
        text.write(Series.checkpointsContradicted, checkpoints.contradiction == nil ? 0 : 1)
        let sent = CheckpointMeters.Destination.allCases.flatMap { to in
            CheckpointMeters.Result.allCases.map { ([to.rawValue, $0.rawValue], Double(metrics.checkpoints[to, $0])) }
        }
        text.write(Series.checkpointsSent, sent)
        text.write(Series.cosigned, metrics.checkpoints.cosigned.map { ([$0.witness], $0.at.timeIntervalSince1970) })
        text.write(Series.witnessRefuses, metrics.checkpoints.refusals.map { ([$0.witness], $0.isRefusing ? 1 : 0) })
    }

    private func writeJobs(_ text: inout PrometheusText, _ database: DatabaseReading?) {
        if let outbox = database?.outbox {
            text.write(Series.lettersWaiting, outbox.waiting)
            text.write(Series.lettersDue, outbox.due)
            text.write(Series.lettersOldest, outbox.oldest)
        }
        let letters = metrics.letters
        text.write(
            Series.letters,
            [(["sent"], letters.sent), (["failed"], letters.failed), (["abandoned"], letters.abandoned)].map { ($0, Double($1.value)) })
        text.write(
            Series.spans, [(["exported"], Double(metrics.spans.exported.value)), (["dropped"], Double(metrics.spans.dropped.value))])
    }

    private func writeProcess(_ text: inout PrometheusText) {
        let room = try? FileManager.default.attributesOfFileSystem(forPath: checkpoints.directory.path)[.systemFreeSize] as? NSNumber
        if let room { text.write(Series.dataFree, room.doubleValue) }
        guard let process = ProcessReading.now() else { return }
        text.write(Series.memory, process.residentBytes)
        text.write(Series.virtualMemory, process.virtualBytes)
        text.write(Series.processor, process.processorSeconds)
        text.write(Series.started, process.startedAt)
        text.write(Series.files, process.openFiles)
        if let allowed = process.filesAllowed { text.write(Series.filesAllowed, allowed) }
        text.write(Series.threads, process.threads)
    }
}
