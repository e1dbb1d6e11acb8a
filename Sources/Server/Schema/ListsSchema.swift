import Storage

/// What pages would otherwise read every user of a quality for: its co-managers, and users whose name is asked for in an order that is not of names.
extension Schema {
    static let lists = Migration(
        "0010-lists",
        "CREATE INDEX co_managers_of_quality ON assignments (quality, role) WHERE role = 'co-manager' AND open = 1",
        "DROP INDEX roster_by_user_name",
        "CREATE INDEX roster_by_user_name ON roster (quality, user_name, assignment, blocked, role, since, name)",
        "DROP INDEX roster_by_date",
        "CREATE INDEX roster_by_date ON roster (quality, since, assignment, blocked, role, name, user_name)")
}
