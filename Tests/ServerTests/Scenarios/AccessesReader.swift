import Foundation
import Rules
import Sample
import Web

@testable import Server

/// Reads someone's own accesses page as they would: under the entity, under the quality, is the application there, is it open, and why?
struct AccessesReader {
    let page: String
    let texts: Texts

    func answer(to question: ScenarioQuestion) -> ScenarioAnswer {
        let application = question.application
        let domains = question.domain.flatMap { Town.catalogue[$0] }.map { [$0] } ?? Town.catalogue.domains(offering: application)
        var (isOpen, reasons): (Bool, Set<String>) = (false, [])
        for domain in domains {
            let label = domain.application(application)?.labels[.en] ?? application.rawValue
            for opening in openings(of: domain, in: question.entity) {
                let items = opening.components(separatedBy: "<li>").dropFirst()
                let shown = items.filter { $0.hasPrefix("<p><strong>\(escaped(label))</strong>") }
                isOpen = isOpen || shown.contains { !$0.contains("badge-blocked") }
                reasons.formUnion(told(in: items.isEmpty ? [opening] : Array(shown)))
            }
        }
        return ScenarioAnswer(isOpen, reasons)
    }

    /// What stands under the quality's heading, once for each role that has to do with it.
    private func openings(of domain: AccessDomain, in entity: Entity) -> [String] {
        let sections = page.components(separatedBy: #"<section class="accesses""#).dropFirst()
        return sections.filter { $0.contains(#"id="entity-\#(entity.number.digits)""#) }.flatMap { $0.components(separatedBy: "<h4>").dropFirst() }
            .filter { $0.hasPrefix("\(escaped(domain.labels[.en] ?? domain.code.rawValue)) <span") }
    }

    /// Whoever manages a quality without a role in it is told that in words of their own.
    private func told(in parts: [String]) -> Set<String> {
        let sentences = DecisionReason.allCases.map { ($0.rawValue, "decisions.\($0.rawValue)") } + [("not-assigned", "ownData.accesses.managesOnly")]
        return Set(sentences.filter { _, key in parts.contains { $0.contains(escaped(texts.say(key, in: .en))) } }.map(\.0))
    }

    private func escaped(_ text: String) -> String {
        let marks = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")]
        return marks.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }
}
