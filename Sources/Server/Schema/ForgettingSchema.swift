import Storage

/// Finds the counted failures that no longer matter.
extension Schema {
    static let forgetting = Migration("0009-forgetting", "CREATE INDEX sign_in_failures_by_age ON sign_in_failures (last_at)")
}
