import SwiftASN1
import X509

/// The attributes of a certificate's subject (RFC 5280 §4.1.2.6) by their kind.
struct EIDSubject {
    /// Attribute types of X.520, by their object identifiers (RFC 5280 appendix A.1).
    enum Attribute {
        case surname, givenName, serialNumber, country

        var identifier: ASN1ObjectIdentifier {
            switch self {
            case .surname: [2, 5, 4, 4]
            case .givenName: [2, 5, 4, 42]
            case .serialNumber: [2, 5, 4, 5]
            case .country: [2, 5, 4, 6]
            }
        }
    }

    let name: DistinguishedName

    init(_ name: DistinguishedName) { self.name = name }

    /// The text of the only attribute of this kind; nil when there are several, which leave open who is meant.
    func single(_ attribute: Attribute) -> String? {
        let found = name.flatMap { $0 }.filter { $0.type == attribute.identifier }
        guard found.count == 1, let text = found.first.flatMap({ String($0.value) }), !text.isEmpty else { return nil }
        return text
    }
}
