import Foundation

/// What Linux says about this process, from /proc (proc(5)). Nil where there is no /proc.
struct ProcessReading: Sendable {
    let residentBytes: Int
    let virtualBytes: Int
    let processorSeconds: Double
    let startedAt: Double
    let openFiles: Int
    let filesAllowed: Int?
    let threads: Int

    static func now() -> ProcessReading? {
        guard let stat = text("/proc/self/stat"), let boot = bootTime(), let files = openFiles() else { return nil }
        // The name in parentheses may hold anything; the fields that follow it are counted from 3 on.
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(whereSeparator: \.isWhitespace).dropFirst().map { Int($0) ?? 0 }
        guard fields.count > 21 else { return nil }
        let (ticks, page) = (Double(sysconf(Int32(_SC_CLK_TCK))), Int(sysconf(Int32(_SC_PAGESIZE))))
        func field(_ number: Int) -> Int { fields[number - 3] }
        return ProcessReading(
            residentBytes: field(24) * page, virtualBytes: field(23), processorSeconds: Double(field(14) + field(15)) / ticks,
            startedAt: boot + Double(field(22)) / ticks, openFiles: files, filesAllowed: filesAllowed(), threads: field(20))
    }

    private static func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

    private static func bootTime() -> Double? {
        text("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
    }

    private static func openFiles() -> Int? { try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }

    private static func filesAllowed() -> Int? {
        text("/proc/self/limits")?.split(separator: "\n").first { $0.hasPrefix("Max open files") }
            .flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst(3).first.flatMap { Int($0) } }
    }
}
