import Rules

/// What each person was ever given: the last, and of each the one before. For millions of people, so a chain through one array.
struct ReplayedHolders {
    private var last: [Person.ID: Int32] = [:]
    private var entries: [(assignment: Assignment.ID, before: Int32)] = []

    mutating func add(_ assignment: Assignment) {
        let before = last.updateValue(Int32(entries.count), forKey: assignment.person) ?? -1
        entries.append((assignment.id, before))
    }

    /// Also those that are closed by now.
    func assignments(of person: Person.ID) -> [Assignment.ID] {
        var (found, next): ([Assignment.ID], Int32) = ([], last[person] ?? -1)
        while next >= 0 {
            found.append(entries[Int(next)].assignment)
            next = entries[Int(next)].before
        }
        return found
    }
}
