import Rules
import Storage
import Tracing

/// An act that a transaction recorded, and when.
struct RecordedAct: Sendable {
    let code: ActCode
    let began: DefaultTracerClock.Timestamp
    let ended: DefaultTracerClock.Timestamp
}

extension Transaction {
    /// Acts recorded in this transaction so far.
    var recordedActs: [RecordedAct] { notes[[RecordedAct].self] ?? [] }

    func note(_ code: ActCode, since began: DefaultTracerClock.Timestamp) {
        notes[[RecordedAct].self, default: []].append(RecordedAct(code: code, began: began, ended: DefaultTracerClock.now))
    }
}
