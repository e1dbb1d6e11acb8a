import Rules
import Storage

extension Transaction {
    /// People, and the beginning of every act.
    func indexBackground() throws -> IndexBackground {
        var background = IndexBackground(people: try count("SELECT COUNT(*) FROM people"), acts: Int(try ledgerHead().size))
        try each("SELECT id, ssin_lookup FROM people") { row in
            let id = Person.ID(rawValue: try row.integer(at: 0))
            try row.lendBytes(at: 1) { if let key = PersonKey($0) { try background.add(id, key) } }
        }
        var kinds = Coded<String>()
        // Those columns are an index, in this order.
        try each("SELECT id, position, authority_kind, authority_key, actor FROM acts ORDER BY id") { row in
            var kind = ""
            try row.lendText(at: 2) { text in kind = kinds.meaning(of: text) { $0 } }
            guard let authority = Authority(kind: kind, key: try row.optionalInteger(at: 3)) else { throw IndexFault.missing("authority", 0) }
            try background.add(
                .init(rawValue: try row.integer(at: 0)), at: try row.integer(at: 1), under: authority,
                by: try row.optionalInteger(at: 4).map(Key.init(rawValue:)))
        }
        return background
    }
}
