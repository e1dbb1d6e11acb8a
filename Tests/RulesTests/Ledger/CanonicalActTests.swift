import Foundation
import Rules
import Testing

/// These bytes are for ever: a ledger written today must read, and hash the same, in twenty years.
@Suite struct CanonicalActTests {
    private static let tail = #""id":"1002","quality":"21","subject":"4"}"#

    private static func act(_ change: Change) -> Act {
        Act(
            id: .init(rawValue: 1002), code: .userRegistered, at: Cast.morning, actor: Cast.jan, authority: .assignment(.init(rawValue: 102)),
            entity: Cast.linde.id, quality: Cast.employer.id, subject: Cast.fatima, changes: [change])
    }

    private static let golden: [(change: Change, json: String)] = [
        (
            .opened(Registration(id: .init(rawValue: 7), entity: .init(rawValue: 11))),
            #"{"change":"registration.opened","entity":"11","id":"7"}"#
        ),
        (
            .opened(Quality(id: .init(rawValue: 7), entity: .init(rawValue: 11), domain: "nsso-employer", identifier: "199999158")),
            #"{"change":"quality.opened","domain":"nsso-employer","entity":"11","id":"7","identifier":"199999158"}"#
        ),
        (
            .opened(Assignment(id: .init(rawValue: 7), person: .init(rawValue: 4), role: .coChief, entity: .init(rawValue: 11))),
            #"{"change":"assignment.opened","entity":"11","id":"7","person":"4","role":"co-chief"}"#
        ),
        (
            .opened(
                Assignment(id: .init(rawValue: 7), person: .init(rawValue: 4), role: .user, entity: .init(rawValue: 11), quality: .init(rawValue: 21))
            ),
            #"{"change":"assignment.opened","entity":"11","id":"7","person":"4","quality":"21","role":"user"}"#
        ),
        (.closed(Assignment.ID(rawValue: 7)), #"{"change":"assignment.closed","id":"7"}"#),
        (
            .opened(Block(id: .init(rawValue: 7), assignment: .init(rawValue: 104), reason: .lostCredentials)),
            #"{"assignment":"104","change":"block.opened","id":"7","reason":"lost-credentials"}"#
        ),
        (.closed(Block.ID(rawValue: 7)), #"{"change":"block.closed","id":"7"}"#),
        (
            .opened(Grant(id: .init(rawValue: 7), assignment: .init(rawValue: 104), application: "dimona")),
            #"{"application":"dimona","assignment":"104","change":"grant.opened","id":"7"}"#
        ),
        (.closed(Grant.ID(rawValue: .max)), #"{"change":"grant.closed","id":"9223372036854775807"}"#),
    ]

    private static func json(changes: String) -> String {
        #"{"actor":"2","at":1772442000000000,"authority":"assignment","authorityKey":"102","changes":[\#(changes)],"code":"user.registered","details":{},"entity":"11",\#(tail)"#
    }

    private static func text(_ act: Act) throws -> String { String(decoding: try act.canonicalBytes(), as: UTF8.self) }

    @Test(arguments: golden.indices) func `each kind of change is written in these bytes, and read back`(index: Int) throws {
        let (change, json) = Self.golden[index]
        let act = Self.act(change)
        #expect(try Self.text(act) == Self.json(changes: json))
        #expect(try Act(canonicalBytes: Array(Self.json(changes: json).utf8)) == act)
    }

    @Test func `an act of the installation, with details, and without anything else`() throws {
        let act = Act(
            id: .init(rawValue: 1), code: .personContactChanged, at: Date(timeIntervalSince1970: 0.000001), actor: nil, authority: .installation,
            details: ["b/2": "é\"\\\u{1F511}", "a": "", "A": "1"])
        let json =
            #"{"at":1,"authority":"installation","changes":[],"code":"person.contact-changed","details":{"A":"1","a":"","b/2":"é\"\\🔑"},"id":"1"}"#
        #expect(try Self.text(act) == json)
        #expect(try Act(canonicalBytes: Array(json.utf8)) == act)
    }

    /// The writer and `JSONEncoder` agree on every text and number, whatever it holds.
    @Test(arguments: ["", "plain", "a/b", "q\"\\", "é🔑", "\u{7F}\u{2028}", "\u{0}\u{1F}\n\t\r\u{8}\u{C}", "{[:,"])
    func `the bytes are those that JSONEncoder makes`(text: String) throws {
        let grant = Grant(id: .init(rawValue: .min), assignment: .init(rawValue: -7), application: .init(rawValue: text))
        let quality = Quality(id: .init(rawValue: 0), entity: .init(rawValue: .max), domain: .init(rawValue: text), identifier: .init(rawValue: text))
        for details in [[:], [text: text, "z": "y", "Z": text]] {
            let act = Act(
                id: .init(rawValue: 1), code: .userEdited, at: Cast.morning, actor: nil, authority: .oneself,
                changes: [.opened(grant), .opened(quality)], details: details)
            let bytes = try act.canonicalBytes()
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            #expect(try Array(encoder.encode(JSONDecoder().decode(Anything.self, from: Data(bytes)))) == bytes)
        }
    }

    @Test func `every code, role, reason and kind of authority comes back as it went`() throws {
        var changes: [Change] = Role.allCases.map { .opened(Cast.holding(Cast.fatima, as: $0).assignment) }
        changes += BlockReason.allCases.map { .opened(Block(id: .init(rawValue: 7), assignment: .init(rawValue: 8), reason: $0)) }
        let authorities: [Authority] = [.function(.init(rawValue: 31)), .assignment(.init(rawValue: 32)), .oneself, .installation]
        for code in ActCode.allCases {
            for authority in authorities {
                let act = Act(id: .init(rawValue: 5), code: code, at: Cast.morning, actor: Cast.jan, authority: authority, changes: changes)
                #expect(try Act(canonicalBytes: act.canonicalBytes()) == act)
            }
        }
    }

    @Test(arguments: [0, 1, 999_999, 1_772_442_000_123_457, 3_141_592_653_589_793, 4_294_967_295_999_999] as [Int64])
    func `instants keep their microseconds`(microseconds: Int64) throws {
        let instant = Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
        let act = Act(id: .init(rawValue: 1), code: .userEdited, at: instant, actor: nil, authority: .oneself)
        #expect(try Self.text(act).contains("\"at\":\(microseconds),"))
        #expect(try Act(canonicalBytes: act.canonicalBytes()) == act)
    }

    @Test func `what the rules make is canonical`() throws {
        let fatima = Cast.holding(Cast.fatima, as: .user, isBlocked: true, "dimona", "dmfa")
        let act = try fatima.removed(on: Cast.occasion(.coManager, Cast.pieter))
        #expect(try Act(canonicalBytes: act.canonicalBytes()) == act)
    }

    private static let whole = json(changes: golden[7].json)

    @Test func `bytes that would mean the same are refused as well`() throws {
        let variants = [
            Self.whole + " ", " " + Self.whole, Self.whole + "\n", Self.whole + "\u{0}", "\u{FEFF}" + Self.whole,
            Self.whole.replacing(#""details":{},"#, with: ""),
            Self.whole.replacing(#""details":{},"#, with: #""details":{},"note":"hi","#),
            Self.whole.replacing(#""actor":"2","#, with: #""actor":"3","actor":"2","#),
            Self.whole.replacing(#""application":"dimona""#, with: #""application":"d\u0069mona""#),
            Self.whole.replacing(#""at":1772442000000000"#, with: #""at":1772442000000000.0"#),
            Self.whole.replacing(#""at":1772442000000000"#, with: #""at":1.772442e15"#),
            Self.whole.replacing(#""change":"grant.opened""#, with: #""change":"grant.opened","role":"user""#),
            Self.whole.replacing(#""actor":"2","#, with: #""quality":null,"actor":"2","#),
            Self.whole.replacing(#""quality":"21","#, with: "").replacing(#""actor":"2","#, with: #""quality":"21","actor":"2","#),
        ]
        _ = try Act(canonicalBytes: Array(Self.whole.utf8))
        for variant in variants {
            #expect(variant != Self.whole)
            #expect(throws: DecodingError.self, "\(variant)") { try Act(canonicalBytes: Array(variant.utf8)) }
        }
    }

    @Test func `hostile bytes are refused and crash nothing`() {
        let hostile = [
            "", "{", "null", "[]", "{}", #""act""#, String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
            Self.whole.replacing("1772442000000000", with: "9223372036854775807"), Self.whole.replacing("1772442000000000", with: "-1"),
            Self.whole.replacing("1772442000000000", with: "4294967296000000"), Self.whole.replacing("1772442000000000", with: "1e400"),
            Self.whole.replacing("1772442000000000", with: #""1772442000000000""#),
            Self.whole.replacing("user.registered", with: "user.crowned"), Self.whole.replacing("grant.opened", with: "grant.forged"),
            Self.whole.replacing(#""authority":"assignment""#, with: #""authority":"oneself""#),
            Self.whole.replacing(#""authority":"assignment","authorityKey":"102""#, with: #""authority":"assignment""#),
            Self.whole.replacing(#""authority":"assignment""#, with: #""authority":"god""#),
            Self.whole.replacing(#""authorityKey":"102""#, with: #""authorityKey":102"#),
            Self.whole.replacing(#""assignment":"104","#, with: ""), Self.whole.replacing(#""application":"dimona","#, with: ""),
            Self.whole.replacing(#""id":"7""#, with: #""id":"-7""#), Self.whole.replacing(#""id":"7""#, with: #""id":"9223372036854775808""#),
            Self.json(changes: Self.golden[5].json.replacing("lost-credentials", with: "spite")),
            Self.json(changes: Self.golden[3].json.replacing(#""role":"user""#, with: #""role":"emperor""#)),
        ]
        for text in hostile {
            #expect(text != Self.whole)
            #expect(throws: DecodingError.self, "\(text.prefix(200))") { try Act(canonicalBytes: Array(text.utf8)) }
        }
        #expect(throws: DecodingError.self) { try Act(canonicalBytes: [0xFF, 0xFE, 0x00]) }
        #expect(throws: DecodingError.self) { try Act(canonicalBytes: Array(Self.whole.utf8).map { $0 == 0x64 ? 0xC0 : $0 }) }
    }

    @Test func `no byte of an act can be changed without its being another act, or none`() throws {
        let bytes = Array(Self.whole.utf8)
        let act = try Act(canonicalBytes: bytes)
        for index in bytes.indices {
            for flip: UInt8 in [0x01, 0x20, 0x80] {
                var changed = bytes
                changed[index] ^= flip
                if let read = try? Act(canonicalBytes: changed) { #expect(read != act, "byte \(index) ^ \(flip)") }
            }
        }
    }
}

/// Any JSON of whole numbers, texts, lists and objects.
private enum Anything: Codable {
    case number(Int64), text(String), list([Anything]), object([String: Anything])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([Anything].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: Anything].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
        }
    }
}
