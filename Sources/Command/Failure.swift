import Foundation
import NIOCore
import Server
import Storage

/// A failure told in plain sentences, without a stack and without the names of types: what, where, and what helps.
struct Complaint: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }

    /// What is ours says by itself what is wrong; what comes from elsewhere is put into words here. The command line's own complaints pass.
    static func about(_ error: any Error) -> any Error {
        let module = String(reflecting: type(of: error)).prefix { $0 != "." }
        switch error {
        case _ where module == "ArgumentParser": return error
        case let fault as StorageFault: return Complaint(description(of: fault))
        case let error as CocoaError: return Complaint("\(FileFault(error))")
        case let error as POSIXError: return Complaint("\(FileFault(path: "A file", code: error.code.rawValue))")
        case let error as IOError: return Complaint("The network or a file failed: \(String(cString: strerror(error.errnoCode))).")
        case is CancellationError: return Complaint("It was interrupted.")
        case let error as any CustomStringConvertible where ours.contains(String(module)): return Complaint(sentence("\(error)"))
        default: return Complaint("This failed in a way that was not foreseen (\(type(of: error))). Please report it; see SECURITY.md for how.")
        }
    }

    private static let ours: Set = ["Command", "Server", "Storage", "Rules", "Sample", "Standards", "chatelaine"]

    private static func description(of fault: StorageFault) -> String {
        switch fault {
        case .busy: return "The database is busy: another process holds it. Try again, or stop the other process."
        case .migration: return "\(fault)"
        case .unavailable(let problem), .statement(let problem):
            let remedy = remedies.first { problem.contains($0.0) }?.1 ?? "docs/operations.md says what it needs."
            return "The database cannot be used: \(sentence(problem)) \(remedy)"
        default: return "The database cannot be used: \(sentence("\(fault)"))"
        }
    }

    /// By what the engines say.
    private static let remedies = [
        ("not a database", "Name a database of Chatelaine with --database, or put a backup back with chatelaine restore."),
        ("malformed", "It is damaged: put a backup back with chatelaine restore."),
        ("unable to open", "Is it there, and may this account open it and its directory?"),
        ("cannot be created", "May this account write there?"),
        ("readonly", "Let this account write to the file and its directory."),
        ("full", "Make room on the disk."), ("disk I/O", "Look at the disk and the system's log."),
        ("-wal holds", "Or verify as the account of the server that uses it."),
        ("no such table", "Is it the database of an installation? Name another with --database."),
        ("password", "Put the password into ~/.pgpass, or name it in the URL; see docs/operations.md."),
        ("refused", "Does the server run there, and listen on that port?"),
    ]

    /// On one line, with a full stop.
    private static func sentence(_ text: String) -> String {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return ".?!".contains(text.last ?? ".") || text.contains("\n") ? text : text + "."
    }
}
