import Foundation
import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

/// What holds for every page, in four languages, as the chief sees it and as someone without any role does.
@Suite struct EveryPageTests {
    struct PageReader: Sendable, CustomTestStringConvertible {
        let visitor: GateVisitor
        let language: Language
        var testDescription: String { "\(visitor.name), \(language.rawValue)" }
    }

    static let looks = GateVisitor.all.filter { [Town.sofie, Town.pieter, Town.amelie, nil].contains($0.person) }.flatMap { visitor in
        Language.allCases.map { PageReader(visitor: visitor, language: $0) }
    }

    @Test(arguments: looks)
    func `every page is whole`(_ reader: PageReader) async throws {
        let house = try await GateHouse.open(for: reader.visitor)
        let addressParameters = AddressParameters(house: house, visitor: reader.visitor)
        var seen = 0
        for route in Features.routes where route.format == .pages && route.address != .signOut && route.address != .asset {
            let browser = try await house.browser(for: reader.visitor)
            let path = try await addressParameters.path(route.address, isRead: route.method == .get) + "?language=\(reader.language.rawValue)"
            let page = try await browser.ask(route, path)
            guard page.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
            seen += 1
            let faults = Self.faults(page.body, reader.language)
            #expect(faults == [], "\(route.method) \(path)")
        }
        #expect(seen > 5)
    }

    private static func faults(_ html: String, _ language: Language) -> [String] {
        var faults: [String] = []
        func all(_ pattern: Regex<(Substring, Substring)>) -> [String] { html.matches(of: pattern).map { String($0.output.1) } }
        // The body only: scripts and styles are files of their own.
        faults += all(/(\[[a-z][A-Za-z]+(?:\.[A-Za-z0-9\-]+)+\])/).map { "no text: \($0)" }
        faults += all(/(\{\{?[A-Za-z.]+\}?\})/).map { "not filled in: \($0)" }
        if all(/<html lang="([a-z]+)">/) != [language.rawValue] { faults.append("another language") }
        if all(/<(h1)[ >]/).count != 1 { faults.append("\(all(/<(h1)[ >]/).count) titles") }
        let ids = all(/\sid="([^"]*)"/)
        faults += Set(ids.filter { id in ids.count { $0 == id } > 1 }).map { "id twice: \($0)" }
        let pointed = all(/\s(?:for|aria-labelledby)="([^"]*)"/) + all(/\saria-describedby="([^"]*)"/) + all(/href="#([^"]*)"/)
        let missing = Set(pointed.flatMap { $0.split(separator: " ").map(String.init) }).subtracting(ids)
        faults += missing.filter { !$0.isEmpty }.map { "points nowhere: \($0)" }
        faults += all(/(?:href|action)="(\/[^"#]*)/).filter { !leadsSomewhere($0) }.map { "leads nowhere: \($0)" }
        if all(/(<form[^>]*method="post")/).count != all(/name="(_csrf)"/).count { faults.append("a form without proof") }
        faults += all(/(Optional\(|\bnil\b)/).map { "of the code: \($0)" }
        return faults
    }

    /// Some route has this address.
    private static func leadsSomewhere(_ href: String) -> Bool {
        let parts = href.prefix { $0 != "?" }.split(separator: "/")
        return Features.routes.contains { route in
            let pattern = route.address.pattern.split(separator: "/")
            return pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
        }
    }
}
