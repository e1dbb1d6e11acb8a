import Foundation
import Rules
import Server
import Testing

@Suite struct CatalogueFileTests {
    static let pharmacy = """
        domains:
          - code: pharmacy
            identifier: nihdi
            labels: {fr: Pharmacie, nl: Apotheek, de: Apotheke, en: Pharmacy}
            applications:
              - code: insurability
                labels: {fr: Assurabilité, nl: Verzekerbaarheid, de: Versicherbarkeit, en: Insurability}
        """

    @Test func `a domain is read with its labels, identifier and applications`() throws {
        let catalogue = try CatalogueFile.parse(Self.pharmacy)
        let pharmacy = try #require(catalogue["pharmacy"])
        #expect(pharmacy.identifier == .nihdi)
        #expect(pharmacy.labels == [.fr: "Pharmacie", .nl: "Apotheek", .de: "Apotheke", .en: "Pharmacy"])
        #expect(pharmacy.application("insurability")?.labels[.nl] == "Verzekerbaarheid")
        #expect(catalogue.domains.count == 1)
    }

    @Test func `an application may say what it is for, and what it is confused with`() throws {
        let second = """
                  - code: tariffs
                    labels: {fr: Tarifs, nl: Tarieven, de: Tarife, en: Tariffs}
                    descriptions: {fr: Les prix., nl: De prijzen., de: Die Preise., en: The prices.}
                    confusedWith: [insurability]
            """
        let yaml = "\(Self.pharmacy)\n\(second)"
        let tariffs = try #require(try CatalogueFile.parse(yaml)["pharmacy"]?.application("tariffs"))
        #expect(tariffs.descriptions[.en] == "The prices." && tariffs.confusedWith == ["insurability"])
        for (odd, complaint) in [
            ("[dimona]", "`confusedWith`"), ("[tariffs]", "`confusedWith`"), ("insurability", "`confusedWith`"), ("[{a: b}]", "`confusedWith`"),
        ] {
            let written = yaml.replacingOccurrences(of: "[insurability]", with: odd)
            let error = #expect(throws: UnreadableFile.self) { try CatalogueFile.parse(written) }
            #expect(error.map { "\($0)".contains(complaint) } == true, "\(odd): \(error.map { "\($0)" } ?? "")")
        }
    }

    @Test(arguments: [
        ("de: Apotheke, ", "", "line 4: domain pharmacy: `labels.de` is missing"),
        ("nl: Verzekerbaarheid", "nl: ' '", "line 7: domain pharmacy, application insurability: `labels.nl` must not be empty"),
        ("code: pharmacy", "code: Pharmacy", "line 2: domain Pharmacy: `code` may only hold lower-case letters, digits and hyphens, not `Pharmacy`"),
        ("code: pharmacy", "colour: green", "line 2: domain 1: `colour` is not a field of the catalogue"),
        ("domains:", "domain:", "line 1: `domain` is not a field of the catalogue"),
        ("labels: {fr: Ph", "labels: [{fr: Ph", "not YAML"),
        (
            "labels: {fr: Pharmacie, nl: Apotheek, de: Apotheke, en: Pharmacy}", "labels: Pharmacy",
            "line 4: domain pharmacy: `labels` must be fields with values"
        ),
        ("code: insurability", "code: insurability\n        code: billing", "duplicated key"),
    ])
    func `what cannot be read is named with its line, its domain and its field`(written: String, instead: String, complaint: String) {
        let yaml = Self.pharmacy.replacingOccurrences(of: written, with: instead)
        let refused = #expect(throws: UnreadableFile.self) { try CatalogueFile.parse(yaml) }
        #expect(refused?.description.contains(complaint) == true, "\(refused?.description ?? "")")
    }

    @Test func `an unknown kind of identifier is answered with the known ones`() {
        let yaml = Self.pharmacy.replacingOccurrences(of: "identifier: nihdi", with: "identifier: shoe-size")
        let refused = #expect(throws: UnreadableFile.self) { try CatalogueFile.parse(yaml) }
        #expect(refused?.problem == .unknownChoice("shoe-size", known: CatalogueFile.identifierKinds))
        #expect(refused?.place == "domain pharmacy")
        #expect(CatalogueFile.identifierKinds.allSatisfy { refused?.description.contains($0) == true })
    }

    @Test func `a code stands once`() {
        let twice = Self.pharmacy + "\n" + Self.pharmacy.split(separator: "\n").dropFirst().joined(separator: "\n")
        let refused = #expect(throws: UnreadableFile.self) { try CatalogueFile.parse(twice) }
        #expect(refused?.problem == .repeated("pharmacy"))
        #expect(refused?.line == 8)
    }

    @Test(arguments: ["", "domains:", "domains: []", "- pharmacy", "domains: pharmacy"])
    func `a file without domains is refused`(yaml: String) {
        #expect(throws: UnreadableFile.self) { try CatalogueFile.parse(yaml) }
    }

    @Test func `the example of the documentation is read`() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let catalogue = try CatalogueFile.read(project.appending(path: "docs/catalogue.example.yaml").standardizedFileURL)
        #expect(catalogue.domains.map(\.code) == ["nsso-employer", "care-home"])
        #expect(catalogue.domains(offering: "ehealth-box").map(\.code) == ["care-home"])
    }
}
