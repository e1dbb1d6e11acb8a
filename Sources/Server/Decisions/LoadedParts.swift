import DecisionIndex
import Rules
import Storage
import Synchronization

/// A part of an index that may be read beside its rows.
///
/// The largest first, so that those who share them end at about the same time.
enum IndexPart: CaseIterable, Sendable {
    case grants
    case acts
    /// The codes of accounts.
    case accounts
    /// The codes of the other kept rows that acts tell of; those of entities and people are read with them.
    case others
}

/// The parts that nobody reads yet: whoever is free takes the next one.
final class PartsToRead: Sendable {
    private struct State {
        var left = IndexPart.allCases[...]
        /// Read, and not yet placed in the index.
        var grants: IndexGrants?
    }

    private let state = Mutex(State())

    func next() -> IndexPart? { state.withLock { $0.left.popFirst() } }

    func keep(_ grants: consuming IndexGrants) {
        let grants = Optional(grants)
        state.withLock { $0.grants = grants }
    }

    /// Nil when they were not read yet, or have been taken.
    func takeGrants() -> IndexGrants? { state.withLock { $0.grants.take() } }
}

/// The parts of an index that were read over one connection.
struct LoadedParts: Sendable {
    private(set) var parts: Set<IndexPart> = []
    private(set) var acts: ActHeaders?
    private(set) var known = KnownRows()
    var summer: RowSummer

    init(_ empty: RowSummer) { summer = empty }

    /// Reads parts until there are none.
    /// - Parameter placing: called between two of them.
    mutating func read(from work: PartsToRead, _ tx: borrowing Transaction, placing: () throws -> Void = {}) throws {
        while let part = work.next() {
            switch part {
            case .grants:
                var adding: RowSummer? = summer
                work.keep(try tx.indexGrants(&adding))
                summer = adding ?? summer
            case .acts: acts = try tx.actHeaders()
            case .accounts: try add(tx.readCodes(of: .accounts, summer.hasher))
            case .others:
                let read = [KeptTable.entities, .people, .accounts].map(\.description)
                for table in KeptTable.summed where !read.contains(table.description) { try add(tx.readCodes(of: table, summer.hasher)) }
            }
            parts.insert(part)
            try placing()
        }
    }

    mutating func add(_ codes: TableCodes) {
        summer.add(codes)
        known.add(codes)
    }

    /// What another connection has read.
    mutating func take(_ others: consuming LoadedParts) {
        acts = acts ?? others.acts
        known.take(others.known)
        summer.take(others.summer)
        parts.formUnion(others.parts)
    }
}

/// The rows of one snapshot, and the parts that were read with them.
struct LoadedRows: Sendable {
    private var builder: IndexBuilder
    private var loaded: LoadedParts
    private let work: PartsToRead

    init(_ tx: borrowing Transaction, _ catalogue: Catalogue, _ work: PartsToRead, _ empty: RowSummer) throws {
        var rows: LoadedParts? = LoadedParts(empty)
        var builder = try tx.indexRows(catalogue, &rows)
        var loaded = rows ?? LoadedParts(empty)
        // Another may have read them meanwhile.
        try builder.addGrants(from: work)
        try loaded.read(from: work, tx) { try builder.addGrants(from: work) }
        // Without these marks an invented world would pass for a real one, and days would be moved twice.
        for table: KeptTable in [.inventedWorlds, .registerZone] { try tx.requireAuthentic(table) }
        (self.builder, self.loaded, self.work) = (builder, loaded, work)
    }

    mutating func take(_ others: consuming LoadedParts) { loaded.take(others) }

    var isWhole: Bool { loaded.parts.count == IndexPart.allCases.count }

    /// - Throws: `UnaccountedRows`.
    consuming func index(_ sums: RowSums, _ head: IndexHead) throws -> LoadedIndex {
        var builder = builder
        try builder.addGrants(from: work)
        try loaded.summer.require(equalTo: sums)
        return LoadedIndex(index: try builder.finished(with: loaded.acts ?? ActHeaders(0)), head: head, known: loaded.known)
    }
}

extension IndexBuilder {
    /// Those that were read and are not placed yet; later, when there are none.
    fileprivate mutating func addGrants(from work: PartsToRead) throws { if let grants = work.takeGrants() { try add(grants) } }
}
