import Rules
import Web

/// Told at the top of the next page: what has just happened.
package struct Notice: Hashable, Sendable {
    /// Key of the sentence under `notices.`.
    package let code: String
    /// Whom or what it is about, as a key that the page it is told on knows the name of: a name itself never travels.
    package let subject: Int64?

    /// What was typed is gone: nothing to put a tick beside.
    var tellsOfLoss: Bool { ["typedNotKept", "heldFormGone"].contains(code) }

    package init(_ code: String, about subject: Int64? = nil) {
        self.code = code
        self.subject = subject
    }

    fileprivate init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let code = parts.first, !code.isEmpty else { return nil }
        self.code = String(code)
        subject = parts.count == 2 ? Int64(parts[1]) : nil
    }

    fileprivate var written: String { subject.map { "\(code).\($0)" } ?? code }
}

extension Visit {
    /// A notice as its cookie carries it, with a proof that we gave it to this browser: whoever could write one would be told whose name a key is.
    func written(_ notice: Notice) -> String { "\(notice.written).\(proof(of: notice.written))" }

    /// Nil for what `written` never gave this browser.
    func notice(written text: String) -> Notice? {
        guard let dot = text.lastIndex(of: "."), Secret.same(String(text[text.index(after: dot)...]), proof(of: String(text[..<dot]))) else {
            return nil
        }
        return Notice(String(text[..<dot]))
    }

    private func proof(of notice: String) -> String { Secret.proof("notice", browser, notice, key: house.settings.formKey) }
}
