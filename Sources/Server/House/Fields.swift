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

    package func field(
        _ name: String, type: String = "text", required: Bool = false, autocomplete: String? = nil, inputmode: String? = nil, readonly: Bool = false
    ) -> [String: Any] {
        var model: [String: Any] = [
            "id": name, "name": name, "label": visit.say("\(prefix).\(name)"), "value": type == "password" ? "" : form[name], "type": type,
            "required": required, "readonly": readonly, "reveal": type == "password",
        ]
        if let autocomplete { model["autocomplete"] = autocomplete }
        if let inputmode { model["inputmode"] = inputmode }
        if let hint { model["hint"] = hint(name) }
        if let error = error(name) { model["error"] = error }
        return model
    }

    /// Of type `text`: browsers rewrite what is typed into a field of type `email`, `info@müller.example` to `info@xn--mller-kva.example`.
    package func email(_ name: String, required: Bool = false, autocomplete: String? = nil) -> [String: Any] {
        field(name, required: required, autocomplete: autocomplete, inputmode: "email")
    }

    package func select(_ name: String, required: Bool = false, _ options: [(value: String, label: String)]) -> [String: Any] {
        let chosen = form[name]
        var model: [String: Any] = [
            "id": name, "name": name, "label": visit.say("\(prefix).\(name)"), "required": required,
            "options": options.map { ["value": $0.value, "label": $0.label, "selected": $0.value == chosen] as [String: Any] },
        ]
        if let hint { model["hint"] = hint(name) }
        if let error = error(name) { model["error"] = error }
        return model
    }

    package func radios(
        _ name: String, _ options: [(value: String, label: String, hint: String?)], required: Bool = false, preset: String? = nil
    ) -> [String: Any] {
        let chosen = form[name].isEmpty ? preset ?? "" : form[name]
        var model: [String: Any] = [
            "id": name, "legend": visit.say("\(prefix).\(name)"), "required": required,
            "options": options.enumerated().map { index, option in
                [
                    "id": index == 0 ? name : "\(name)-\(index + 1)", "name": name, "value": option.value, "label": option.label,
                    "hint": option.hint as Any, "checked": option.value == chosen,
                ] as [String: Any]
            },
        ]
        if let hint { model["hint"] = hint(name) }
        if let error = error(name) { model["error"] = error }
        return model
    }

    package func checks(
        _ name: String, _ options: [(value: String, label: String, hint: String?)], required: Bool = false, chosen: Set<String>
    ) -> [String: Any] {
        var model: [String: Any] = [
            "id": name, "legend": visit.say("\(prefix).\(name)"), "required": required,
            "options": options.enumerated().map { index, option in
                [
                    "id": index == 0 ? name : "\(name)-\(index + 1)", "name": name, "value": option.value, "label": option.label,
                    "hint": option.hint as Any, "checked": chosen.contains(option.value),
                ] as [String: Any]
            },
        ]
        if let hint { model["hint"] = hint(name) }
        if let error = error(name) { model["error"] = error }
        return model
    }

    package func tick(_ name: String) -> [String: Any] {
        var model: [String: Any] = ["id": name, "name": name, "label": visit.say("\(prefix).\(name)"), "checked": form.isTicked(name)]
        if let error = error(name) { model["error"] = error }
        return model
    }

    /// The summary at the top: every problem, each a link to its field.
    package var errors: [[String: Any]] {
        (invalid?.problems ?? []).map { problem in
            let text = visit.say("parts.errorOf", ["field": label(problem.field), "error": sentence(problem)])
            return ["href": "#\(problem.field)", "text": text, "told": problem]
        }
    }

    /// The page's own label, or else the one that people's fields have on every page.
    func label(_ name: String) -> String {
        let own = "\(prefix).\(name)"
        return visit.say(visit.house.pages.texts.phrases[own] == nil ? "people.\(name)" : own)
    }

    private func error(_ name: String) -> String? { invalid?[name].map(sentence) }
    private func sentence(_ problem: Invalid.Problem) -> String { visit.say("invalid.\(problem.code)", problem.values) }

    private var hint: ((String) -> Any)? {
        { name in
            let key = "\(prefix).\(name)Hint"
            return visit.house.pages.texts.phrases[key] == nil ? Optional<String>.none as Any : visit.say(key)
        }
    }
}
