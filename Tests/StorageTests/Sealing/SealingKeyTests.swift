import Foundation
import Storage
import Testing

@Suite struct SealingKeyTests {
    private let path = NSTemporaryDirectory() + "sealing-key-" + UUID().uuidString

    @Test func `a key reads back from base64`() throws {
        let key = SealingKey.generate()
        #expect(try SealingKey(base64: key.base64) == key)
        #expect(key != SealingKey.generate())
    }

    @Test(arguments: [
        "", "????", "c2hvcnQ=", Data(repeating: 1, count: 31).base64EncodedString(), Data(repeating: 1, count: 33).base64EncodedString(),
    ])
    func `anything but 32 bytes is no key`(text: String) {
        #expect(throws: SealingFault.invalidKey) { try SealingKey(base64: text) }
    }

    @Test func `no key shows itself`() {
        let key = SealingKey.generate()
        var dumped = ""
        dump(key, to: &dumped)
        for shown in ["\(key)", String(reflecting: key), dumped] {
            #expect(!shown.contains(key.base64))
            #expect(shown.count < 60)
        }
    }

    @Test func `a key file is its owner's, is read back, and is never overwritten`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let key = SealingKey.generate()
        try SealingKeyFile.create(key, at: path)
        #expect(try SealingKeyFile.read(path) == [key])
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(throws: SealingFault.unwritableKeyFile(path: path)) { try SealingKeyFile.create(.generate(), at: path) }
        #expect(try SealingKeyFile.read(path) == [key])
    }

    @Test func `a key file may hold several keys, the newest first`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let keys = [SealingKey.generate(), .generate()]
        try Data("# rotated in March\n\(keys[0].base64)\r\n\n  \(keys[1].base64)\n".utf8).write(to: URL(filePath: path))
        #expect(try SealingKeyFile.read(path) == keys)
    }

    @Test func `a missing, empty or damaged key file is refused`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: SealingFault.unreadableKeyFile(path: path)) { try SealingKeyFile.read(path) }
        for content in ["", "# none\n", "nonsense\n", SealingKey.generate().base64 + "\nnonsense\n"] {
            try Data(content.utf8).write(to: URL(filePath: path))
            #expect(throws: SealingFault.invalidKey) { try SealingKeyFile.read(path) }
        }
    }
}
