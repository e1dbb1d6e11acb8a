import Foundation
import Hummingbird
import Rules
import Web

/// Somebody else has changed what a form is about since it was shown. Whoever saves is told so before anything is saved, keeps what they typed, and
/// may save again, knowingly. The values that a form was shown with travel along in it, hidden, as `was.<field>`.
package struct ChangedMeanwhile: Error, Sendable {
    package struct Field: Sendable {
        let name, was, now, typed: String
        var isTouched: Bool { typed != was }
    }

    let fields: [Field]
    /// What stands now.
    let now: Form
    let change: LastChange?
}

extension LastChange {
    /// As it travels along in the form of whoever was told, to be told again in another language.
    fileprivate var written: String { "\(Int64(at.timeIntervalSince1970)) \(author ?? "")" }

    fileprivate init?(written text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard let first = parts.first, first.utf8.count <= 11, let seconds = Int64(first) else { return nil }
        self.init(at: Date(timeIntervalSince1970: TimeInterval(seconds)), author: parts.count == 2 ? String(parts[1]) : nil)
    }
}

extension Form {
    private static func hidden(_ name: String) -> String { "was.\(name)" }
    private static func before(_ name: String) -> String { "before.\(name)" }
    private static let lastChange = "meanwhile"

    /// A form of fields that `was` was never asked about, such as one that a program sends, is not compared.
    fileprivate func was(_ name: String) -> String? { values[Self.hidden(name)]?.first }

    /// The values of a field as one text, to be compared.
    fileprivate func whole(_ name: String) -> String {
        all(name).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.sorted().joined(separator: ", ")
    }

    /// What fields were shown with and what was typed into them.
    func seen(_ names: [String]) -> SeenFields { SeenFields(fields: names.map { .init(name: $0, was: was($0), typed: whole($0)) }) }

    /// The same for a form that was shown without what is kept now: every field that says something else is told.
    /// - Throws: `ChangedMeanwhile`
    func check(_ names: [String], beyondWhatWasShownIn now: Form, _ change: () throws -> LastChange?) throws {
        let fields = names.filter { whole($0) != now.whole($0) && was($0) != now.whole($0) }.map {
            ChangedMeanwhile.Field(name: $0, was: was($0) ?? "", now: now.whole($0), typed: whole($0))
        }
        guard !fields.isEmpty else { return }
        throw ChangedMeanwhile(fields: fields, now: now, change: try change())
    }

    /// What was typed, and in the fields that were left as they were shown what stands now.
    func rebased(on now: Form, _ names: [String]) -> Form {
        var values = values
        for name in names where was(name) == whole(name) { values[name] = now.all(name) }
        return Form(values)
    }

    /// As it is sent by whoever leaves every field as it is.
    func shown(_ names: [String]) -> Form {
        var values = values
        for name in names { values[Self.hidden(name)] = [whole(name)] }
        return Form(values)
    }

    /// What travels along with the form, and beside what has changed meanwhile what it was before.
    fileprivate func hidden(_ names: [String], _ changed: ChangedMeanwhile?) -> [HiddenValue] {
        names.compactMap { name in was(name).map { HiddenValue(name: Self.hidden(name), value: $0) } }
            + (changed?.fields ?? []).map { HiddenValue(name: Self.before($0.name), value: $0.was) }
            + (changed?.change.map { [HiddenValue(name: Self.lastChange, value: $0.written)] } ?? [])
    }

    /// What the page said that is shown again in another language; nil when nothing had changed.
    fileprivate func changedBefore(_ names: [String]) -> ChangedMeanwhile? {
        let fields = names.compactMap { name -> ChangedMeanwhile.Field? in
            guard isShownAgain, let before = values[Self.before(name)]?.first, let now = was(name) else { return nil }
            // A field that says what stands now was filled in by the page, not by its reader.
            let typed = whole(name)
            return .init(name: name, was: before, now: now, typed: typed == now ? before : typed)
        }
        return fields.isEmpty ? nil : ChangedMeanwhile(fields: fields, now: self, change: LastChange(written: self[Self.lastChange]))
    }
}

/// Fields of something kept, as whoever changes it has seen and typed them.
struct SeenFields: Sendable {
    fileprivate struct Field: Sendable {
        let name: String
        /// Nil when it was never shown, as to a program: then it is not compared.
        let was: String?
        let typed: String
    }

    fileprivate let fields: [Field]

    /// To be asked in the transaction that saves.
    /// - Throws: `ChangedMeanwhile` when a field stands otherwise now than it was shown, and not as it was typed.
    func check(against now: Form, _ change: () throws -> LastChange?) throws {
        let changed = fields.compactMap { field -> ChangedMeanwhile.Field? in
            guard let was = field.was, was != now.whole(field.name) else { return nil }
            return .init(name: field.name, was: was, now: now.whole(field.name), typed: field.typed)
        }
        guard changed.contains(where: { $0.typed != $0.now }) else { return }
        throw ChangedMeanwhile(fields: changed, now: now, change: try change())
    }
}

/// A form about something kept: as it stands, or once more with what was typed, and what is wrong with that or has changed meanwhile.
struct Edit: Sendable {
    let names: [String]
    let form: Form
    private(set) var invalid: Invalid?
    private(set) var changed: ChangedMeanwhile?

    init(_ names: [String], of stored: Form) { (self.names, form) = (names, stored.shown(names)) }

    init(_ names: [String], typed form: Form, _ invalid: Invalid? = nil) {
        (self.names, self.form, self.invalid, changed) = (names, form, invalid, form.changedBefore(names))
    }

    /// As `stored` says, but for what `form` shows otherwise.
    init(_ names: [String], of stored: Form, showing form: Form, _ changed: ChangedMeanwhile?, _ invalid: Invalid? = nil) {
        let shown = stored.shown(names).values.filter { $0.key.hasPrefix("was.") }
        self.init(names, typed: Form(form.values.merging(shown) { $1 }), invalid)
        self.changed = changed
    }

    /// What was typed stands in the fields that were touched; it is compared with what stands now when it is saved again.
    init(_ names: [String], typed form: Form, _ changed: ChangedMeanwhile) {
        self.init(names, of: changed.now, showing: form.rebased(on: changed.now, names), changed)
    }

    var status: HTTPResponse.Status { changed != nil ? .conflict : invalid != nil ? .unprocessableContent : .ok }

    /// What the form was shown with, for `parts/was`.
    var was: [HiddenValue] { form.hidden(names, changed) }

    /// What has changed, for `parts/meanwhile`; nil when nothing has.
    /// - Parameter said: a value of a field, as its readers know it.
    func meanwhile(_ fields: Fields, _ said: (_ name: String, _ value: String) -> String = { $1 }) -> MeanwhileModel? {
        let none = fields.visit.say("users.none")
        func value(_ name: String, _ text: String) -> String { text.isEmpty ? none : said(name, text) }
        return changed.map { changed in
            let sentences = changed.fields.map { field in
                fields.visit.say(
                    field.isTouched ? "parts.meanwhile.touched" : "parts.meanwhile.untouched",
                    [
                        "field": fields.label(field.name), "was": value(field.name, field.was), "now": value(field.name, field.now),
                        "typed": value(field.name, field.typed),
                    ])
            }
            let text = changed.change.map(fields.visit.said) ?? fields.visit.say("parts.meanwhile.somebody")
            return MeanwhileModel(text: text, fields: sentences)
        }
    }
}

/// Somebody else has changed this since the form was shown.
package struct MeanwhileModel: Codable, Sendable {
    let text: String
    /// A sentence a field.
    let fields: [String]
}

extension Visit {
    fileprivate func said(_ change: LastChange) -> String {
        let date = Formats.instant(change.at, in: language, house.pages.texts)
        guard let author = change.author else { return say("parts.meanwhile.at", ["date": date]) }
        return say("parts.meanwhile.by", ["date": date, "name": author])
    }
}
