import Foundation

/// A PEM file that an operator named.
enum PEMFile {
    /// - Throws: `UnusablePEM`.
    static func read<Content>(_ option: String, _ path: String, holding what: String, _ read: (_ text: String) throws -> Content) throws -> Content {
        let text: String
        do throws(UnreadableFile) { text = try WrittenFile.text(URL(filePath: path)) } catch {
            throw UnusablePEM(option: option, problem: "\(error)")
        }
        do { return try read(text) } catch { throw UnusablePEM(option: option, problem: "\(path) does not hold \(what) in PEM") }
    }
}

/// A certificate or key that the TLS port needs and cannot have.
package struct UnusablePEM: Error, Hashable, CustomStringConvertible {
    package let option: String
    package let problem: String
    package var description: String { "\(option): \(problem)." }
}
