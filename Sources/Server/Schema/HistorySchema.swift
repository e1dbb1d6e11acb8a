import Storage

/// Acts in the order in which histories tell them, the newest first: of an entity, of a quality, of one kind in either, about somebody, and by somebody.
/// Those about and by somebody hold all that a filter asks besides, so that what it passes over is read from one place.
extension Schema {
    static let history = Migration(
        "0025-history",
        "DROP INDEX acts_of_entity",
        "DROP INDEX acts_about_person",
        "CREATE INDEX acts_of_entity ON acts (entity, at, position)",
        "CREATE INDEX acts_of_quality ON acts (quality, at, position)",
        "CREATE INDEX acts_of_kind_in_entity ON acts (entity, code, at, position)",
        "CREATE INDEX acts_of_kind_in_quality ON acts (quality, code, at, position)",
        "CREATE INDEX acts_about_person ON acts (subject, at, position, entity, quality, code, actor)",
        "CREATE INDEX acts_by_person ON acts (actor, at, position, entity, quality, code)")
}
