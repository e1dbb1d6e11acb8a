import Foundation
import Rules
import Storage
import Web

/// What an operation would do, as a value: what a confirmation page shows, and what is carried out. All of it or nothing.
struct Plan: Sendable {
    /// In the order in which they are written: a person before the act that names them, a draft after the act that confirms it.
    enum Step: Sendable {
        case act(Act)
        case data(any DataChange)
    }

    private(set) var steps: [Step] = []
    /// Who is written to.
    private(set) var announcements: [any Announcement] = []
    /// What takes it back once it was carried out, in this order; empty for what cannot be taken back.
    private(set) var undo: [any Operation] = []
    /// Of a plan about many: who changes, who stays as they are, and why.
    var outcomes = SelectionOutcomes()
    /// Of a plan about many: those whom it was made of, so that nobody's row is read again to show it.
    var people: [Person.ID: Person] = [:]

    init() {}

    init(_ acts: Act..., telling announcements: (any Announcement)?..., undo: any Operation...) {
        steps = acts.map(Step.act)
        self.announcements = announcements.compactMap(\.self)
        self.undo = undo
    }

    var acts: [Act] { steps.compactMap { if case .act(let act) = $0 { act } else { nil } } }
    var data: [any DataChange] { steps.compactMap { if case .data(let change) = $0 { change } else { nil } } }

    mutating func add(_ act: Act) { steps.append(.act(act)) }
    mutating func add(_ acts: [Act]) { steps += acts.map(Step.act) }
    mutating func add(_ change: any DataChange) { steps.append(.data(change)) }
    mutating func insert(_ change: any DataChange, after act: Act) {
        let place = steps.lastIndex { if case .act(act) = $0 { true } else { false } }
        steps.insert(.data(change), at: place.map { $0 + 1 } ?? steps.endIndex)
    }
    mutating func tell(_ announcement: any Announcement) { announcements.append(announcement) }
    mutating func undo(by operation: any Operation) { undo.append(operation) }

    /// Its acts say with which others they were done, or which they take back.
    mutating func name(_ detail: String, _ act: Act.ID?) {
        guard let act else { return }
        steps = steps.map { if case .act(let step) = $0 { .act(step.naming(detail, "\(act)")) } else { $0 } }
    }

    /// Does what the other does as well, after it; it is taken back first.
    mutating func append(_ other: Plan) {
        steps += other.steps
        announcements += other.announcements
        undo = other.undo + undo
    }

    /// The first row of a kind that one of its acts opens.
    func opened<Row: LedgerRow>(_ type: Row.Type) -> Row? { acts.lazy.compactMap { $0.opened(type).first }.first }
}

/// Data that an operation writes beside its acts and that is no act: addresses, passwords, drafts, the end of sessions. It gives no power, and people
/// may have it erased.
protocol DataChange: Sendable {
    func write(_ tx: borrowing Transaction) throws
    /// Whether it writes rows whose codes an act tells: it is done before the act that stands before it in the plan, or after none.
    var isTold: Bool { get }
    /// What a confirmation page says of it; nil for what nobody needs to know beforehand.
    var consequence: Consequence? { get }
}

extension DataChange {
    var isTold: Bool { false }
    var consequence: Consequence? { nil }
}

/// Somebody is written to about what was done.
protocol Announcement: Sendable {
    /// Whom a confirmation page names as told; nil for an address that is nobody's own, or when nobody knows an address.
    var recipient: Person.ID? { get }
    var counted: LetterCount { get }
    /// Whom it is about, where many such letters to one address may be told in one; nil for what always goes by itself.
    var personName: String? { get }
    /// The letters, asked when everything else is written.
    func letters(in tx: borrowing Transaction, _ post: Correspondence, _ read: inout LetterReadings) throws -> [Letter]
}

extension Announcement {
    var personName: String? { nil }
}

/// What letters about an act need to know of it and of the installation.
struct Correspondence: Sendable {
    let texts: Texts
    let site: String
    let catalogue: Catalogue
    /// Who acted.
    let author: Person.ID
    /// As what; nil for somebody who acted upon their own data.
    let role: Role?
    let at: Date
}

extension Transaction {
    /// Records the acts, writes the data beside them and posts the letters.
    /// - Throws: `TooOften`, when whoever acts has caused too many letters; then nothing is done.
    func carryOut(_ plan: Plan, _ post: Correspondence, newKey: () -> Int64) throws {
        for step in plan.inOrder {
            switch step {
            case .act(let act): try enact(act)
            case .data(let change): try change.write(self)
            }
        }
        var letters = PlannedLetters()
        var read = LetterReadings()
        for announcement in plan.announcements { letters.add(try announcement.letters(in: self, post, &read), of: announcement) }
        guard !letters.isEmpty else { return }
        for (letter, counted) in try letters.posted(post, by: read.person(post.author, self).name) {
            try self.post(letter, counted, of: post.author, id: newKey(), at: post.at)
        }
    }
}

/// Many operations as one plan: all or nothing. Each is planned on the rows as they are before any of them.
struct Together<Part: Operation>: Operation {
    typealias Setting = Part.Setting
    let parts: [Part]

    init(_ parts: [Part]) { self.parts = parts }

    var reach: Reach { parts.contains { $0.reach == .everything } ? .everything : .entity }

    func lock(_ tx: borrowing Transaction, on occasion: Setting) throws { for part in parts { try part.lock(tx, on: occasion) } }

    /// - Throws: `PlanConflict` when two of them would close the same row.
    func plan(in tx: borrowing Transaction, on occasion: Setting) throws -> Plan {
        var whole = Plan()
        for part in parts { whole.append(try part.plan(in: tx, on: occasion)) }
        try whole.requireClosingOnce()
        return whole
    }
}

extension Plan {
    /// The steps as they are carried out: an act tells of the rows that are written before it.
    fileprivate var inOrder: [Step] {
        var (ordered, waiting): ([Step], [Step]) = ([], [])
        for step in steps {
            switch step {
            case .act:
                ordered += waiting
                waiting = [step]
            case .data(let change):
                if change.isTold { ordered.append(step) } else { waiting.append(step) }
            }
        }
        return ordered + waiting
    }

    fileprivate func requireClosingOnce() throws(PlanConflict) {
        var closed: Set<Change> = []
        for change in acts.flatMap(\.changes) {
            guard case .closed(let type, _) = change, !closed.insert(change).inserted else { continue }
            throw PlanConflict(table: "\(type.tableName)")
        }
    }
}

/// Two operations of one plan would close the same row.
struct PlanConflict: Error { package let table: String }
