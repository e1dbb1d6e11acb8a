package import Rules
import Web

// What addresses name: entities by their number, everything else by its key.

extension Key: AddressPart {
    package var addressText: String { description }
    package static var longestAddressText: Int { 19 }

    package init?(addressText: Substring) { self.init(addressText) }
}

extension EnterpriseNumber: AddressPart {
    package var addressText: String { digits }
    package static var longestAddressText: Int { 32 }

    package init?(addressText: Substring) {
        // Another spelling of an address is another address.
        guard let number = try? EnterpriseNumber(String(addressText)), number.digits == addressText else { return nil }
        self = number
    }
}

extension SecuredApplication.Code: AddressPart {
    package var addressText: String { rawValue }
    package static var longestAddressText: Int { 64 }

    package init?(addressText: Substring) { self.init(written: String(addressText)) }
}
