/// One page of a list, with the ways on and back.
package struct Listing<Item> {
    package let items: [Item]
    package let next: Cursor?
    package let previous: Cursor?

    package init(items: [Item], next: Cursor? = nil, previous: Cursor? = nil) {
        self.items = items
        self.next = next
        self.previous = previous
    }

    package func map<Other>(_ transform: (Item) throws -> Other) rethrows -> Listing<Other> {
        Listing<Other>(items: try items.map(transform), next: next, previous: previous)
    }
}

extension Listing: Sendable where Item: Sendable {}
extension Listing: Equatable where Item: Equatable {}

/// How many rows there are, counted up to a bound, so that the cost of counting has one too.
package enum Count: Hashable, Sendable {
    case exactly(Int)
    case moreThan(Int)
}

extension Transaction {
    /// One keyset page. `select`, `from` and `condition` are what stands after SELECT, FROM and WHERE.
    ///
    /// A cursor that does not fit, or beyond which nothing is left, gives the first page.
    package func listing<Item>(
        select: SQL, from: SQL, where condition: SQL = "1 = 1", by keyset: Keyset, size: Int = 25, at cursor: Cursor? = nil,
        _ decode: (Columns) throws -> Item
    ) throws -> Listing<Item> {
        let query = Page(select: select, from: from, condition: condition, keyset: keyset, size: max(1, size))
        if let cursor, keyset.fits(cursor), let listing = try listing(query, at: cursor, decode) { return listing }
        return try listing(query, at: nil, decode) ?? Listing(items: [])
    }

    /// The rows of a list on the cursor's side, or all of them. Counted in the list's order: that is how an engine comes to walk an index and to stop.
    package func count(_ from: SQL, where condition: SQL = "1 = 1", by keyset: Keyset, at cursor: Cursor? = nil, upTo bound: Int) throws -> Count {
        let found = try count(
            """
            SELECT COUNT(*) FROM
                (SELECT 1 FROM \(from) WHERE (\(condition)) AND \(keyset.condition(cursor)) ORDER BY \(keyset.order(cursor)) LIMIT \(bound + 1)) counted
            """)
        return found > bound ? .moreThan(bound) : .exactly(found)
    }

    /// Nil when the page would be empty, or a short one at the beginning of the list.
    private func listing<Item>(_ page: Page, at cursor: Cursor?, _ decode: (Columns) throws -> Item) throws -> Listing<Item>? {
        var found = try rows(page.sql(at: cursor)) { (values: try page.keyset.values($0), item: try decode($0)) }
        let more = found.count > page.size
        if more { found.removeLast() }
        let backwards = cursor?.side == .before
        if backwards {
            guard more else { return nil }
            found.reverse()
        }
        guard let first = found.first, let last = found.last else { return nil }
        return Listing(
            items: found.map(\.item),
            next: more || backwards ? Cursor(.after, last.values) : nil,
            previous: cursor == nil ? nil : Cursor(.before, first.values))
    }
}

private struct Page {
    let select: SQL
    let from: SQL
    let condition: SQL
    let keyset: Keyset
    let size: Int

    /// One row more than the page holds tells whether there is another page.
    func sql(at cursor: Cursor?) -> SQL {
        """
        SELECT \(select), \(keyset.selection) FROM \(from)
        WHERE (\(condition)) AND \(keyset.condition(cursor))
        ORDER BY \(keyset.order(cursor)) LIMIT \(size + 1)
        """
    }
}
