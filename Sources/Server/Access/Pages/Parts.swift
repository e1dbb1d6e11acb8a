// The models of `Templates/parts`, and of what several pages show alike.

/// One line of a list of facts.
struct Fact: Codable, Sendable {
    let label: String
    let value: String
    /// A number to compare or dictate.
    var mono = false
}

/// A status or a role.
struct Badge: Codable, Sendable {
    let kind: String
    let label: String
}

/// A page to go on to.
struct Link: Codable, Sendable {
    let label: String
    let href: String

    init(_ label: String, _ href: String) { (self.label, self.href) = (label, href) }
}

/// One step of the way back to the start, shown above the title.
package struct Crumb: Codable, Hashable, Sendable {
    package let label: String
    package let href: String?

    package init(_ label: String, _ href: String? = nil) {
        self.label = label
        self.href = href
    }
}

/// The end of a form: the button that does it, and the way out.
struct Actions: Codable, Sendable {
    let label: String
    /// It takes something away.
    var danger = false
    let secondary: Link
}

/// A list with nothing in it says what to do.
struct EmptyList: Codable, Sendable {
    let title: String
    let text: String
    var action: Link?
}

/// The way through a long list.
struct Pager: Codable, Sendable {
    let text: String
    let previous: String?
    let next: String?
}

/// Where in a form of several pages.
struct FormStep: Codable, Sendable {
    let label: String
    let done: Bool
    let current: Bool
}

/// What travels along with a form unseen.
struct HiddenValue: Codable, Sendable {
    let name: String
    let value: String
}

extension HiddenValue {
    /// Every value of a form's fields, in a steady order.
    static func all(_ values: [String: [String]]) -> [HiddenValue] {
        values.sorted { $0.key < $1.key }.flatMap { name, values in values.map { HiddenValue(name: name, value: $0) } }
    }
}

/// What just happened, or what to know first.
struct NoticeModel: Codable, Sendable {
    let text: String
    var good = false
    var warn = false
    /// What can be done about it.
    var action: Link?
}

/// Only what is of one entity is shown, and how to see the rest.
struct ConfinedModel: Codable, Sendable {
    let text: String
    let action: Link
}

/// One holder of power in a chain: who, as what, since when.
struct ChainLink: Codable, Sendable {
    let who: String
    let role: String
    let since: String
    let note: String?
}
