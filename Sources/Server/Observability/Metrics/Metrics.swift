package import Rules
package import Web

/// Everything that is counted while the server runs, since its start. Every label is a value of a closed list known at start, so a meter is found
/// without making anything, and nobody from outside can add a series (decision 0013).
package struct Metrics: Sendable {
    package let requests = RequestMeters()
    package let decisions = DecisionMeters()
    package let acts = ActMeters()
    package let letters = LetterMeters()
    package let spans = SpanMeters()
    package let connections = ConnectionMeters()
    package let checkpoints = CheckpointMeters()
    package let signIns = Counter()
    package let refusedSignIns = Counter()
    package let lookUps = Counter()
    package let refusedLookUps = Counter()
    package let faults = Counter()
    /// How often the ledger held what this installation did not write.
    package let unauthentic = Counter()

    package init() {}
}

/// Decisions by reason, and how long each kind of answer took.
package struct DecisionMeters: Sendable {
    private let counts = Dictionary(uniqueKeysWithValues: DecisionReason.allCases.map { ($0, Counter()) })
    let allowed = Histogram(bounds: Histogram.decisionBounds)
    let denied = Histogram(bounds: Histogram.decisionBounds)

    package func decided(_ reason: DecisionReason, times: Int = 1, nanoseconds: Int) {
        counts[reason]?.add(times)
        (reason.allows ? allowed : denied).observe(nanoseconds: nanoseconds, times: times)
    }

    package subscript(_ reason: DecisionReason) -> Int { counts[reason]?.value ?? 0 }
}

/// Acts that this server recorded, by code, and the transactions they came in.
package struct ActMeters: Sendable {
    private let counts = Dictionary(uniqueKeysWithValues: ActCode.allCases.map { ($0, Counter()) })
    package let transactions = Counter()

    func recorded(_ codes: [ActCode]) {
        transactions.add(1)
        for code in codes { counts[code]?.add(1) }
    }

    package subscript(_ code: ActCode) -> Int { counts[code]?.value ?? 0 }
}

/// Letters that left, that must be tried again, and that were given up.
package struct LetterMeters: Sendable {
    package let sent = Counter()
    package let failed = Counter()
    package let abandoned = Counter()

    package init() {}
}

/// Spans that reached the collector of traces, and those that were lost on the way.
package struct SpanMeters: Sendable {
    package let exported = Counter()
    package let dropped = Counter()
}
