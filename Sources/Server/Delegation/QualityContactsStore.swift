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

    /// - Throws: `UnauthenticRow` where somebody else wrote the row: its code would be taken off the sum of all.
    package func save(email: EmailAddress?, of quality: Quality.ID) throws {
        let row = [quality.bound, (email?.text).bound]
        if try keep(in: .qualityContacts, where: "quality = \(quality)", evenIfSame: true, { $0 = row }) == 0 { try keep(row, in: .qualityContacts) }
    }
}
