import ArgumentParser
import Foundation
import Rules
import Sample
import Server
import Standards

/// `chatelaine populate`: fills an empty installation with a large invented world, to measure and to try out.
struct Populate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill an empty installation with invented entities and people, the same for the same seed.",
        discussion: "It becomes a demo: served with --demo only. Each person has three open grants on average. See docs/operations.md.")

    @Option(help: "How many entities.") var entities: Int
    @Option(help: "How many people; 50 at least, and no fewer than entities.") var people: Int
    @Option(help: "What the population grows from.") var seed: UInt64 = 1
    @Option(help: .option("data")) var data: String?
    @Option(help: .option("database")) var database: String?
    @Option(help: .configurationFile) var config: String?

    func run() async throws {
        let options = try CommandOptions.read(given, file: config)
        let population = try Population(entities: entities, people: people, seed: seed)
        let begun = ContinuousClock.now
        let populating = try await Populating(options, password: Town.password)
        let story = population.story()
        let progress = PopulateProgress(begun)
        let head = try await populating.run({ try story.next() }, onProgress: { progress.tell($0) })
        let counts = progress.counts
        print(
            """
            Written in \(Self.seconds(since: begun)) s: \(counts.entities) entities, \(counts.people) people, \(counts.acts) acts, \
            \(counts.grants) open grants.
            The ledger holds \(head.size) acts, root \(head.root.base64).

            Serve it with --demo. Sign in with the password \(Town.password) as
            """)
        for guest in population.guests {
            print("  \(guest.userName.padding(toLength: 18, withPad: " ", startingAt: 0)) \(guest.role)")
        }
    }

    private var given: [String: String?] { ["demo": "true", "data": data, "database": database] }

    fileprivate static func seconds(since begun: ContinuousClock.Instant) -> String {
        String(format: "%.1f", (ContinuousClock.now - begun) / .seconds(1))
    }
}
