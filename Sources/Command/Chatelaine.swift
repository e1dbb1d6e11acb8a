import ArgumentParser
import Foundation

/// `chatelaine`: the whole product in one executable, a sub-command a file.
@main
struct Chatelaine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chatelaine", abstract: "Delegated access management for organisations.",
        subcommands: [
            Serve.self, Register.self, Verify.self, Vouch.self, Reseal.self, DisclosuresCommand.self, BackupCommand.self, Restore.self, Copy.self,
            Populate.self, Keys.self, TilesCommand.self,
        ])

    static func main() async {
        // Whatever is made holds personal data or secrets, and whoever started us may have been careless.
        umask(0o077)
        do {
            var command = try parseAsRoot()
            try RepeatedOption.refuse(Array(CommandLine.arguments.dropFirst()))
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch { exit(withError: Complaint.about(error)) }
    }
}
