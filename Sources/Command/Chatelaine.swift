import ArgumentParser

/// `chatelaine`: the whole product in one executable, a sub-command a file.
@main
struct Chatelaine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chatelaine", abstract: "Delegated access management for organisations.",
        subcommands: [Serve.self, Register.self, Verify.self, BackupCommand.self, Restore.self, Copy.self, Populate.self])
}
