package import Rules

/// What the index keeps of the acts of the ledger, which never change: position and authority by id. They may be read from another snapshot than the rows that they open and close, if that is not an older
/// one: what it holds beyond them is passed over.
package struct ActHeaders: Sendable {
    /// An act, as far as an opening act needs to be told of it.
    struct ActRow: Sendable {
        let id: Int64
        /// The assignment's id, or the row of the function.
        let key: Int64
        let position: UInt32
        let kind: OpeningAuthority.Kind
    }

    var functions = IndexFunctions()
    private var acts: [ActRow] = []
    private var isSorted = true

    /// - Parameter count: about how many will come.
    package init(_ count: Int) { acts.reserveCapacity(count) }

    /// In any order; in that of their ids it is quickest.
    package mutating func add(_ act: Act.ID, at position: Int64, under authority: Authority, by actor: Person.ID?) throws(IndexFault) {
        guard let position = UInt32(exactly: position) else { throw .full }
        let (kind, key): (OpeningAuthority.Kind, Int64) =
            switch authority {
            case .function(let id): (.function, Int64(try row(of: id, actor)))
            case .assignment(let id): (.assignment, id.rawValue)
            case .oneself: (.oneself, 0)
            case .installation: (.installation, 0)
            }
        if let last = acts.last, last.id > act.rawValue { isSorted = false }
        acts.append(ActRow(id: act.rawValue, key: key, position: position, kind: kind))
    }

    /// Acts are done under a function by the person whose it is.
    private mutating func row(of function: LegalFunction.ID, _ actor: Person.ID?) throws(IndexFault) -> UInt32 {
        if let known = functions.row(of: function) { return known }
        return try functions.add(FunctionRow(id: function.rawValue, person: actor?.rawValue ?? 0))
    }

    /// To be called once all were added.
    mutating func sort() {
        if !isSorted { acts.sort { $0.id < $1.id } }
        isSorted = true
    }

    /// Finds an act.
    /// - Parameter place: where it may be near, or soon after; then where it is.
    func act(_ id: Int64, from place: inout Int) -> ActRow? {
        for near in place..<min(place + 16, acts.count) where acts[near].id == id {
            place = near
            return acts[near]
        }
        var (low, high) = (0, acts.count)
        while low < high {
            let middle = (low + high) / 2
            if acts[middle].id < id { low = middle + 1 } else { high = middle }
        }
        guard low < acts.count, acts[low].id == id else { return nil }
        place = low
        return acts[low]
    }
}
