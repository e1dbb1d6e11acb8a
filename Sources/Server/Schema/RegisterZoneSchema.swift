import Storage

/// In which time zone the days of the company register were turned into the instants at which they begin (`Registry/RegisterDays.swift`).
extension Schema {
    static let registerZone = Migration(
        "0013-register-zone", "CREATE TABLE register_zone (id BIGINT PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL)")
}
