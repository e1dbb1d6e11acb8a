import Storage

/// The letters that one person's acts cause about the same subject, and to the same address, are counted by an index each: whoever acts upon a thousand
/// at once has caused thousands.
extension Schema {
    static let lettersCounted = Migration(
        "0028-letters-counted",
        "DROP INDEX letters_by_author",
        "CREATE INDEX letters_about ON letters (author, about, posted_at) WHERE author IS NOT NULL",
        "CREATE INDEX letters_to ON letters (author, addressee, posted_at) WHERE author IS NOT NULL")
}
