import Foundation

/// The standard output, line by line: whoever reads it through a pipe waits for them, and may have gone.
enum Output {
    static func say(_ text: String) { try? FileHandle.standardOutput.write(contentsOf: Data("\(text)\n".utf8)) }
}
