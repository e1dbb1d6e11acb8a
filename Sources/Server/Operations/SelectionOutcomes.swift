import Rules
import Storage

/// What a plan about many makes of each, in the order in which they were asked for: of people in a list by their assignments, of acts to take back by
/// the acts.
struct SelectionOutcomes: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
        case changes
        /// Stays as it is: what is asked holds already, or a rule refuses it.
        case stays(Refusal)
        /// Is not in the list, or no longer.
        case missing
    }

    struct Entry: Hashable, Sendable {
        let key: Int64
        let outcome: Outcome
    }

    private(set) var entries: [Entry] = []
    /// Where the next part begins; nil when none is left.
    var next: Cursor?

    var changed: Int { entries.count { $0.outcome == .changes } }
    var unchanged: Int { entries.count - changed }

    mutating func add(_ key: Key<some Any>, _ outcome: Outcome) { entries.append(Entry(key: key.rawValue, outcome: outcome)) }
}

extension SelectionOutcomes {
    /// As a form carries them: what a reader saw before they confirmed. Other than in this text, nothing is read from it.
    var text: String {
        entries.map { entry in
            let key = String(entry.key, radix: 36)
            switch entry.outcome {
            case .changes: return key
            case .stays(let refusal): return "\(key).\(refusal.code)"
            case .missing: return "\(key).-"
            }
        }.joined(separator: "~")
    }

    /// Nil for what `text` never wrote.
    init?(text: String) {
        guard text.utf8.count <= 60_000 else { return nil }
        for part in text.split(separator: "~") {
            let halves = part.split(separator: ".", maxSplits: 1)
            guard let key = halves.first.flatMap({ Int64($0, radix: 36) }) else { return nil }
            guard let outcome = Outcome(code: halves.count == 2 ? String(halves[1]) : nil) else { return nil }
            entries.append(Entry(key: key, outcome: outcome))
        }
    }

    /// Who fares otherwise than in `seen`, and how now; whoever was not seen, and whoever is asked for no longer, too.
    func differing(from seen: SelectionOutcomes) -> [Entry] {
        let before = Dictionary(seen.entries.map { ($0.key, $0.outcome.code) }, uniquingKeysWith: { first, _ in first })
        let now = Set(entries.map(\.key))
        return entries.filter { before[$0.key] != $0.outcome.code }
            + seen.entries.filter { !now.contains($0.key) }.map { Entry(key: $0.key, outcome: .missing) }
    }
}

extension SelectionOutcomes.Outcome {
    /// Told apart by it: of a refusal only the rule counts.
    fileprivate var code: String {
        switch self {
        case .changes: ""
        case .stays(let refusal): refusal.code
        case .missing: "-"
        }
    }

    fileprivate init?(code: String?) {
        switch code {
        case nil: self = .changes
        case "-": self = .missing
        case let code?:
            guard let refusal = Refusal.samples.first(where: { $0.code == code }) else { return nil }
            self = .stays(refusal)
        }
    }
}
