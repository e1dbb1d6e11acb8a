package import Rules

/// Reads one form into values of the rules, collecting every problem instead of stopping at the first.
///
///     var reader = FormReader(form)
///     let email = reader.required("email", EmailAddress.init)
///     try reader.finish()
package struct FormReader {
    package let form: Form
    package private(set) var invalid = Invalid()

    package init(_ form: Form) { self.form = form }

    package mutating func required<T>(_ field: String, _ parse: (String) throws(InvalidIdentifier) -> T) -> T? {
        guard !form[field].isEmpty else {
            invalid.add(field, "missing")
            return nil
        }
        return optional(field, parse)
    }

    package mutating func optional<T>(_ field: String, _ parse: (String) throws(InvalidIdentifier) -> T) -> T? {
        let text = form[field]
        guard !text.isEmpty else { return nil }
        do throws(InvalidIdentifier) { return try parse(text) } catch {
            add(field, error)
            return nil
        }
    }

    /// A value out of a closed list.
    package mutating func choice<T>(_ field: String, _ choose: (String) -> T?) -> T? {
        if let value = choose(form[field]) { return value }
        invalid.add(field, form[field].isEmpty ? "unchosen" : "choice")
        return nil
    }

    package mutating func add(_ field: String, _ error: InvalidIdentifier) { invalid.add(field, error.code, error.values) }

    package mutating func add(_ field: String, _ code: String, _ values: [String: String] = [:]) { invalid.add(field, code, values) }

    /// A field that must be typed twice alike.
    package mutating func twice(_ field: String, again: String) {
        if form.exact(field) != form.exact(again) { invalid.add(again, "differs") }
    }

    /// - Throws: `Invalid` when anything was wrong; for a form that is only to be shown again, what its answer said before.
    package func finish() throws {
        guard form.isShownAgain else { if invalid.isEmpty { return } else { throw invalid } }
        throw form.toldBefore.refusal ?? form.toldBefore.said(invalid) as any Error
    }
}
