/// C2SP signed-note is defined on bytes, so its lines are cut at the byte 0x0A: Swift takes CR LF for one character.
enum NoteText {
    static func lines(of text: String) -> [String] {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }
}
