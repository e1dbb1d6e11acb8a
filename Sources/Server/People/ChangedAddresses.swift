import Rules

/// The e-mail addresses that a person had and has, when they are no longer the same: each is told, so that whoever loses one notices.
struct ChangedAddresses: Sendable {
    /// Those that are no longer used.
    let former: [EmailAddress]
    /// Those that were not used before.
    let new: [EmailAddress]
    /// Those that were used and still are.
    private let kept: [EmailAddress]

    init(from former: Person, to person: Person) {
        let (before, after) = (former.addresses, person.addresses)
        self.former = before.filter { !after.contains($0) }
        new = after.filter { !before.contains($0) }
        kept = before.filter(after.contains)
    }

    var isEmpty: Bool { former.isEmpty && new.isEmpty }
    var all: [EmailAddress] { former + kept + new }
}

extension Person {
    fileprivate var addresses: [EmailAddress] { [email, secondEmail].compactMap(\.self) }
}
