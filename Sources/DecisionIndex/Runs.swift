/// Some elements that lie together.
struct Run: Sendable {
    var start: UInt32 = 0
    var count: UInt16 = 0

    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// Many short runs in one array. A run that grows moves, unless it is the last; the room it leaves is taken by the next run of that length.
struct Runs<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    /// Where room of a length is, by length.
    private var free: [[UInt32]] = []

    var bytes: Int { elements.count * MemoryLayout<Element>.stride + free.reduce(0) { $0 + $1.capacity * 4 } }

    mutating func reserve(_ count: Int) { elements.reserveCapacity(count + count / 8 + 64) }

    /// An element by its place in the array.
    subscript(_ place: Int) -> Element { elements[place] }

    mutating func append(_ element: Element, to run: inout Run) throws(IndexFault) {
        guard run.count < .max else { throw .full }
        if run.count > 0, run.range.upperBound == elements.count {
            elements.append(element)
            run.count += 1
            return
        }
        var moved = Run(start: try room(for: run.count + 1), count: run.count + 1)
        for offset in 0..<Int(run.count) { put(elements[Int(run.start) + offset], at: Int(moved.start) + offset) }
        put(element, at: moved.range.upperBound - 1)
        swap(&run, &moved)
        release(moved)
    }

    /// Removes some elements that follow each other; those behind them move up.
    mutating func remove(_ count: Int, at place: Int, from run: inout Run) {
        let end = run.range.upperBound
        for later in place + count..<end { elements[later - count] = elements[later] }
        run.count -= UInt16(count)
        release(Run(start: UInt32(end - count), count: UInt16(count)))
    }

    private mutating func room(for count: UInt16) throws(IndexFault) -> UInt32 {
        if Int(count) < free.count, let start = free[Int(count)].popLast() { return start }
        guard let start = UInt32(exactly: elements.count) else { throw .full }
        return start
    }

    private mutating func put(_ element: Element, at place: Int) {
        if place == elements.count { elements.append(element) } else { elements[place] = element }
    }

    private mutating func release(_ run: Run) {
        guard run.count > 0 else { return }
        while free.count <= Int(run.count) { free.append([]) }
        free[Int(run.count)].append(run.start)
    }
}
