import Storage

/// Who said what somebody is called: the names of those whom a register lists are its own. Those of all others may have been typed by a manager, since
/// nothing tells them from a card's: the next sign-in with a card confirms them.
extension Schema {
    static let naming = Migration(
        "0014-naming",
        "ALTER TABLE people ADD COLUMN named_by TEXT NOT NULL DEFAULT 'manager' CHECK (named_by IN ('manager', 'card', 'register'))",
        "UPDATE people SET named_by = 'register' WHERE EXISTS (SELECT 1 FROM legal_functions f WHERE f.person = people.id)")
}
