import Rules
import Storage

/// Which people of a quality's list are meant: those who were ticked, or everyone whom a filter finds.
enum SelectedUsers: Hashable, Sendable {
    case ticked([Assignment.ID])
    /// - Parameter after: where the part before ended; nil for the first.
    case matching(UserFilter, after: Cursor?)
}

extension Transaction {
    /// Whom a selection means now, in the order of the list, and where the next part begins.
    func keys(of selected: SelectedUsers, in quality: Quality, most: Int) throws -> (keys: [Assignment.ID], next: Cursor?) {
        switch selected {
        case .ticked(let keys):
            var seen: Set<Assignment.ID> = []
            return (keys.filter { seen.insert($0).inserted }, nil)
        case .matching(let filter, let cursor):
            let first = cursor == nil ? try firstUsers(filter, of: quality).map(\.id) : []
            let part = try matchingKeys(filter, of: quality, after: cursor, size: max(1, most - first.count))
            return (first + part.keys.filter { !first.contains($0) }, part.next)
        }
    }

    /// Those of the keys who are in the quality's list now, with what they hold; the chief too, while no manager is appointed.
    func selected(_ keys: [Assignment.ID], in quality: Quality) throws -> [Assignment.ID: SelectedUser] {
        let chief = try appointedManager(of: quality.id) == nil ? quality.entity : nil
        let holdings = try holdings(keys).filter {
            $0.assignment.quality == quality.id || ($0.assignment.role == .chief && $0.assignment.entity == chief)
        }
        let people = try people(holdings.map(\.assignment.person))
        return Dictionary(
            holdings.compactMap { holding in
                people[holding.assignment.person].map { (holding.assignment.id, SelectedUser(holding: holding, person: $0)) }
            }, uniquingKeysWith: { first, _ in first })
    }
}
