import Foundation
import HTTPTypes
import HummingbirdCore
import Rules
import Storage
import Web

/// The form above a history: kind of act, person, period. It is sent, and answered by an address that can be kept; a national number stands there sealed.
struct HistoryForm: Sendable {
    private static let kept = ["act", "who", "person", "from", "until"]

    let form: Form
    let invalid: Invalid
    /// The kinds to choose from.
    let codes: [ActCode]
    private let period: (from: Date?, below: Date?)
    private let number: NumberFilter?
    private let mayName: Bool

    /// - Parameters:
    ///   - form: of an address, or sent.
    ///   - mayName: people can be asked for.
    init(_ form: Form, _ codes: [ActCode], mayName: Bool, _ visit: Visit) throws {
        // No address shows a number, whoever wrote it there.
        let form = visit.request.method == .get ? form.withoutNumbers : form
        var reader = FormReader(form)
        func day(_ field: String) -> Day? {
            guard !form[field].isEmpty else { return nil }
            let day = Day(form[field])
            if day == nil { reader.add(field, "day") }
            return day
        }
        let (from, until, zone) = (day("from"), day("until"), visit.house.zone)
        period = (from.map(zone.start), until.map(zone.end))
        if let first = period.from, let last = period.below, first >= last { reader.add("until", "beforeFrom") }
        let typed = try? SSIN(form["who"])
        number = mayName ? try (typed ?? FilteredNumber.opened(form["person"], visit)).map { NumberFilter($0, visit) } : nil
        self.form = typed == nil ? number.map { form.with("who", $0.ssin.formatted) } ?? form : form
        (self.codes, self.mayName, invalid) = (codes, mayName, reader.invalid)
    }

    var code: ActCode? { ActCode(rawValue: form["act"]).flatMap { codes.contains($0) ? $0 : nil } }

    var isEmpty: Bool { code == nil && form["from"].isEmpty && form["until"].isEmpty && (!mayName || form["who"].isEmpty) }

    /// The query of the address that shows the same.
    func query(_ visit: Visit) throws -> String {
        var values = form.values
        values["person"] = nil
        if let number {
            values["who"] = nil
            values["person"] = [try FilteredNumber.sealed(number.ssin, visit)]
        }
        return Form(values).kept(Self.kept)
    }

    /// Asks who is meant.
    func filter(_ tx: borrowing Transaction, in place: Place?) throws -> HistoryFilter {
        var filter = HistoryFilter(code: code, from: period.from, below: period.below)
        guard mayName, let place, !form["who"].isEmpty else { return filter }
        filter.people = try number.map { try tx.people(of: $0, in: place) } ?? tx.people(named: String(form["who"].prefix(100)), in: place)
        return filter
    }

    func model(_ action: String, _ invalid: Invalid?, _ visit: Visit) -> HistoryModel.Filter {
        let fields = Fields(visit, form, invalid, texts: "history.filter")
        let any = (value: "", label: visit.say("history.filter.any"))
        let kinds = codes.map { (value: $0.rawValue, label: visit.say("acts.\($0.rawValue)")) }
        return HistoryModel.Filter(
            action: action, act: codes.isEmpty ? nil : fields.select("act", [any] + kinds),
            who: mayName ? fields.field("who", autocomplete: "off") : nil,
            from: fields.field("from", type: "date"), until: fields.field("until", type: "date"),
            isOpen: !(mayName ? ["who", "from", "until"] : ["from", "until"]).allSatisfy { form[$0].isEmpty })
    }

    /// What is asked, in words.
    func said(_ visit: Visit) -> String? {
        let model = model("", nil, visit)
        let kind = code.map { "\(visit.say("history.filter.act")) \(visit.say("acts.\($0.rawValue)"))" }
        let fields = [model.who, model.from, model.until].compactMap(\.self).filter { !$0.value.isEmpty }.map { field in
            let value = Day(field.value).map { Formats.day(visit.house.zone.start($0), in: visit.language, visit.house.pages.texts) }
            return "\(field.label) \(value ?? field.value)"
        }
        let said = [kind].compactMap(\.self) + fields
        return said.isEmpty ? nil : said.joined(separator: " · ")
    }
}

extension Transaction {
    /// How many people of one name are told of at once.
    private static var mostNamed: Int { 10 }

    /// Whoever has that number, when the reader sees it: of somebody who has no role there any more, as of a user.
    fileprivate func people(of number: NumberFilter, in place: Place) throws -> [Person.ID] {
        guard let person = try personID(of: number.ssin) else { return [] }
        let highest = try holdings(of: person).filter { $0.assignment.entity == place.entity }.map(\.assignment.role).max()
        return number.finds(number.ssin, of: highest ?? .user) ? [person] : []
    }

    /// Those with a role there, and the chief and co-chiefs, whose name begins so; and whoever has exactly that user name, with a role or without one
    /// any more.
    /// - Throws: `Invalid` when they are too many to be told of together.
    fileprivate func people(named typed: String, in place: Place) throws -> [Person.ID] {
        var filter = UserFilter()
        filter.name = RosterName.typed(typed)
        guard filter.name != "" else { return [] }
        let all = try qualities(of: place.entity)
        let qualities = place.quality.map { id in all.filter { $0.id == id } } ?? all
        let found = try self.found(filter, in: qualities, of: place.entity, chiefs: true, at: nil, size: Self.mostNamed + 1)
        let named = found.people.map(\.id) + [try account(named: typed.lowercased())?.person].compactMap(\.self)
        let people = Array(Set(named))
        guard people.count <= Self.mostNamed, found.next == nil else { throw Invalid(.init("who", "tooMany")) }
        return people
    }
}
