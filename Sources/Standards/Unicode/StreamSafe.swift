extension String {
    /// Whether no letter stands under more marks than one has in Unicode's stream-safe text format (UAX #15 §13). To compose, compare or hash a text
    /// puts the marks of each letter in order, which takes the square of their number: none of it is done to a text from outside that is not safe.
    package var isStreamSafe: Bool {
        if isASCII { return true }
        var marks = 0
        for scalar in unicodeScalars {
            marks = scalar.isASCII || scalar.properties.canonicalCombiningClass == .notReordered ? 0 : marks + 1
            if marks > 30 { return false }
        }
        return true
    }

    /// Looked at byte by byte, and all of it.
    package var isASCII: Bool { (utf8.withContiguousStorageIfAvailable { $0.reduce(0, |) } ?? utf8.reduce(0, |)) < 0x80 }
}
