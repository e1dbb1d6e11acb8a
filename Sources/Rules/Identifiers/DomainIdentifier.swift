/// The identifier an entity has in an access domain, of the kind that the domain asks for (DOMAIN §3.2).
package struct DomainIdentifier: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        case nsso, provincialLocal = "provincial-local", nihdi, enterprise, agreement
    }

    /// As it is kept: digits only.
    package struct Stored: TypedText {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
    }

    package let kind: Kind
    package let stored: Stored

    private init(kind: Kind, stored: String) {
        self.kind = kind
        self.stored = Stored(rawValue: stored)
    }

    /// Reads what the entity gave. Where the domain asks for the enterprise number, it is the entity's own, whatever was given.
    package static func parse(_ text: some StringProtocol, kind: Kind, entity: EnterpriseNumber) throws(InvalidIdentifier) -> DomainIdentifier {
        switch kind {
        case .nsso: DomainIdentifier(kind: kind, stored: try NSSONumber(text).digits)
        case .nihdi: DomainIdentifier(kind: kind, stored: try NIHDINumber(text).digits)
        case .enterprise: DomainIdentifier(kind: kind, stored: entity.digits)
        // No check digit rule is published for these two, so a wrong digit passes (DOMAIN §2.4, §3.2).
        case .provincialLocal: DomainIdentifier(kind: kind, stored: try plain(text, length: 8, given: 197...99_999_926))
        case .agreement: DomainIdentifier(kind: kind, stored: try plain(text, length: 6, given: 1...999_999))
        }
    }

    /// As people print it.
    package var formatted: String { Self.format(stored, kind: kind) }

    /// Formats what `stored` gave; text that is not of that kind is shown as it is.
    package static func format(_ stored: Stored, kind: Kind) -> String {
        let stored = stored.rawValue
        return switch kind {
        case .nsso: (try? NSSONumber(stored).formatted) ?? stored
        case .nihdi: (try? NIHDINumber(stored).formatted) ?? stored
        case .enterprise: (try? EnterpriseNumber(stored).formatted) ?? stored
        case .provincialLocal: Digits.format(stored, "######-##")
        case .agreement: stored
        }
    }

    private static func plain(_ text: some StringProtocol, length: Int, given: ClosedRange<UInt64>) throws(InvalidIdentifier) -> String {
        let digits = try Digits.read(text)
        guard digits.count == length else { throw .wrongLength(expected: length) }
        guard given.contains(Digits.number(digits)) else { throw .impossibleSequence }
        return Digits.text(Digits.number(digits), length)
    }
}
