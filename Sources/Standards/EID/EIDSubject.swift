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

    /// Surname and given names, of which one may be missing: a few people have one name in all. Nil when there is none, or several of a kind.
    var names: (surname: String, given: String)? {
        let (surname, given) = (single(.surname), single(.givenName))
        guard count(.surname) <= 1, count(.givenName) <= 1, surname != nil || given != nil else { return nil }
        return (surname ?? "", given ?? "")
    }

    private func count(_ attribute: Attribute) -> Int { name.flatMap { $0 }.count { $0.type == attribute.identifier } }

    /// The text of the only attribute of this kind; nil when there are several, which leave open who is meant.
    func single(_ attribute: Attribute) -> String? {
        let found = name.flatMap { $0 }.filter { $0.type == attribute.identifier }
        guard found.count == 1, let text = found.first.flatMap({ String($0.value) }), !text.isEmpty else { return nil }
        return text
    }
}
