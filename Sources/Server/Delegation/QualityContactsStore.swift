package import Rules
package import Storage

extension KeptTable {
    static let qualityContacts = KeptTable("quality_contacts", key: "quality", columns: ["quality", "email"], told: .byActs)
}

/// Where mail about a quality goes.
extension Transaction {
    package func email(of quality: Quality.ID) throws -> EmailAddress? {
        try keptRow(.qualityContacts, "WHERE quality = \(quality)") { try $0.optionalText("email").map { try EmailAddress.stored($0) } } ?? nil
    }

    package func save(email: EmailAddress?, of quality: Quality.ID) throws {
        var former: (values: [Value], code: [UInt8]?)?
        try eachCoded(.qualityContacts, "WHERE quality = \(quality)") { values, code, _ in former = values.map { ($0, code) } }
        let row = [quality.bound, (email?.text).bound]
        // Of a row that somebody else left nothing is kept.
        if let former {
            try rewrite(former.values, former.code, as: row, in: .qualityContacts, evenIfSame: true)
        } else {
            try run("DELETE FROM quality_contacts WHERE quality = \(quality)")
            try keep(row, in: .qualityContacts)
        }
    }
}
