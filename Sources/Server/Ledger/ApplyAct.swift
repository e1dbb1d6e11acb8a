import Rules
import Storage

extension Transaction {
    /// Makes what an act changes: its rows, and what the projections say of them.
    func apply(_ act: Act) throws {
        // Asked before anything is written, so that all of it can go to the database together.
        let steps = try Projections.all.map { try $0.following(act, self) }
        try writeRows(of: act)
        for step in steps { try step(self) }
    }

    /// Opened rows of one kind that follow each other go in one statement.
    private func writeRows(of act: Act) throws {
        var opened: [any LedgerRow] = []
        for change in act.changes {
            switch change {
            case .opened(let row):
                if let last = opened.last, type(of: last) != type(of: row) { try insert(&opened, by: act.id) }
                opened.append(row)
            case .closed(let type, let id):
                try insert(&opened, by: act.id)
                try close(type, id, by: act.id)
            }
        }
        try insert(&opened, by: act.id)
    }

    private func insert(_ rows: inout [any LedgerRow], by act: Act.ID) throws {
        guard let first = rows.first else { return }
        try pipeline(type(of: first).insertion(of: rows, by: act))
        for row in rows { summed.open(row, by: act) }
        rows = []
    }

    /// Closing what another act closed in the meantime would make two acts claim one effect.
    func close(_ type: any ClosableRow.Type, _ id: Int64, by act: Act.ID) throws {
        let closed = try row(type.closing(of: id, by: act)) { try SummedRow(type, id, $0) }
        guard let closed else { throw Refusal.noLongerHeld }
        summed.close(closed)
    }
}
