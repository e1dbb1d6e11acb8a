import Foundation
import Rules
package import Web

/// One input of a form, as the template part `parts/field` reads it: its label and hint come from `Texts`, its value from what was typed,
/// its error from what was wrong.
package struct Fields {
    let visit: Visit
    let form: Form
    let invalid: Invalid?
    /// Where the labels are: `<prefix>.<field>`, and `<prefix>.<field>Hint` when there is one.
    let prefix: String

    package init(_ visit: Visit, _ form: Form, _ invalid: Invalid? = nil, texts prefix: String) {
        self.visit = visit
        self.form = form
        self.invalid = invalid
        self.prefix = prefix
    }

    /// - Parameter id: of the input, where a page has two of one name.
    package func field(
        _ name: String, id: String? = nil, type: String = "text", required: Bool = false, autocomplete: String? = nil, inputmode: String? = nil
    ) -> Field {
        Field(
            id: id ?? name, name: name, label: visit.say("\(prefix).\(name)"), value: type == "password" ? "" : form[name], type: type,
            required: required, reveal: type == "password", autocomplete: autocomplete, inputmode: inputmode,
            hint: hint(name), error: error(name))
    }

    /// Of type `text`: browsers rewrite what is typed into a field of type `email`, `info@müller.example` to `info@xn--mller-kva.example`.
    package func email(_ name: String, required: Bool = false, autocomplete: String? = nil) -> Field {
        field(name, required: required, autocomplete: autocomplete, inputmode: "email")
    }

    package func select(_ name: String, required: Bool = false, _ options: [(value: String, label: String)]) -> Select {
        let chosen = form[name]
        return Select(
            id: name, name: name, label: visit.say("\(prefix).\(name)"), required: required,
            options: options.map { Select.Option(value: $0.value, label: $0.label, selected: $0.value == chosen) },
            hint: hint(name), error: error(name))
    }

    package func radios(
        _ name: String, _ options: [(value: String, label: String, hint: String?)], required: Bool = false, preset: String? = nil
    ) -> Choices {
        choices(name, options, required: required, chosen: [form[name].isEmpty ? preset ?? "" : form[name]])
    }

    package func checks(
        _ name: String, _ options: [(value: String, label: String, hint: String?)], required: Bool = false, chosen: Set<String>
    ) -> Choices {
        choices(name, options, required: required, chosen: chosen)
    }

    /// The first option has the group's id: the summary of errors leads there.
    private func choices(
        _ name: String, _ options: [(value: String, label: String, hint: String?)], required: Bool, chosen: Set<String>
    ) -> Choices {
        Choices(
            id: name, legend: visit.say("\(prefix).\(name)"), required: required,
            options: options.enumerated().map { index, option in
                Choices.Option(
                    id: index == 0 ? name : "\(name)-\(index + 1)", name: name, value: option.value, label: option.label, hint: option.hint,
                    checked: chosen.contains(option.value))
            },
            hint: hint(name), error: error(name))
    }

    /// The summary at the top: every problem, each a link to its field.
    package var errors: [FieldError] {
        (invalid?.problems ?? []).map { problem in
            let text = visit.say("parts.errorOf", ["field": label(problem.field), "error": sentence(problem)])
            return FieldError(href: "#\(problem.field)", text: text, problem: problem)
        }
    }

    /// The page's own label, or else the one that people's fields have on every page.
    func label(_ name: String) -> String {
        let own = "\(prefix).\(name)"
        return visit.say(visit.house.pages.texts.phrases[own] == nil ? "people.\(name)" : own)
    }

    /// What was wrong with a field.
    func error(_ name: String) -> String? { invalid?[name].map(sentence) }
    private func sentence(_ problem: Invalid.Problem) -> String { visit.say(problem) }

    private func hint(_ name: String) -> String? {
        let key = "\(prefix).\(name)Hint"
        return visit.house.pages.texts.phrases[key] == nil ? nil : visit.say(key)
    }
}
