/// The head of one element of DER (X.690 §8.1), and where it ends: enough to walk over bytes that may be anything.
struct DERElement {
    static let (integer, octetString, identifier, sequence): (UInt8, UInt8, UInt8, UInt8) = (0x02, 0x04, 0x06, 0x30)

    let tag: UInt8
    let start: Int
    let end: Int

    /// Nil where none begins, or where it would end behind `limit`. Of unknown length, as BER allows, it reaches to there.
    init?(_ bytes: [UInt8], at place: Int, limit: Int? = nil) {
        let limit = limit ?? bytes.count
        guard place >= 0, place + 2 <= limit, limit <= bytes.count else { return nil }
        tag = bytes[place]
        let short = bytes[place + 1]
        if short < 0x80 {
            (start, end) = (place + 2, place + 2 + Int(short))
        } else if short == 0x80 {
            (start, end) = (place + 2, limit)
        } else {
            let count = Int(short & 0x7F)
            guard count <= 4, place + 2 + count <= limit else { return nil }
            start = place + 2 + count
            end = start + bytes[(place + 2)..<start].reduce(0) { $0 << 8 | Int($1) }
        }
        guard end <= limit else { return nil }
    }

    func content(of bytes: [UInt8]) -> ArraySlice<UInt8> { bytes[start..<end] }

    /// What lies in it, one after the other, up to what is no element.
    func parts(of bytes: [UInt8], atMost most: Int) -> [DERElement] {
        var (parts, place): ([DERElement], Int) = ([], start)
        while parts.count < most, let part = DERElement(bytes, at: place, limit: end) {
            parts.append(part)
            place = part.end
        }
        return parts
    }
}
