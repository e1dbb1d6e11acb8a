import Foundation
import Testing

@testable import Server

/// The keys of an installation are made once.
@Suite struct KeyRingTests {
    @Test(arguments: ["sealing", "checkpoints"]) func `a key that was lost is not made anew`(_ name: String) async throws {
        let test = try await TestHouse.demo()
        let keys = test.data.appending(path: "keys")
        try Vouched.keepMark(in: test.data)
        let file = keys.appending(path: name)
        try FileManager.default.removeItem(at: file)
        #expect(throws: MissingKey(file: file.path)) { try KeyRing(directory: keys) }
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func `no command that writes codes makes the key for them`() async throws {
        var options = Options()
        options.data = FileManager.default.temporaryDirectory.appending(path: "keyless-\(UUID().uuidString)")
        let keys = options.data.appending(path: "keys")
        try FileManager.default.createDirectory(at: keys, withIntermediateDirectories: true)
        await #expect(throws: WrongOption.self) { try await Vouching(options).run() }
        await #expect(throws: WrongOption.self) { try await Resealing(options).run() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: keys.path).isEmpty)
    }

    @Test func `public keys of a directory that is not there are not printed`() throws {
        var options = Options()
        options.data = FileManager.default.temporaryDirectory.appending(path: "nowhere-\(UUID().uuidString)")
        #expect(throws: WrongOption.self) { try PublicKeys(options) }
        #expect(!FileManager.default.fileExists(atPath: options.data.path))
    }
}
