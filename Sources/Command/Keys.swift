import ArgumentParser
import Foundation
import Server

/// `chatelaine keys`: the public keys by which others verify what this installation signs.
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the public keys of the checkpoints and of the witness, for others to verify them with.",
        discussion: "One line each, in the form of C2SP signed-note. Before the first start the keys are made, in a data directory that is there.")

    @Flag(help: "Those of the demo's data directory.") var demo = false
    @Option(help: .option("data")) var data: String?
    @Option(help: .configurationFile) var config: String?

    func run() async throws {
        let options = try CommandOptions.read(["demo": demo.given, "data": data], file: config)
        let keys = try PublicKeys(options)
        for file in keys.made { try? FileHandle.standardError.write(contentsOf: Data("A new key was made: \(file)\n".utf8)) }
        print("log \(keys.log)\nwitness \(keys.witness)")
    }
}
