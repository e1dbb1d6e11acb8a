/// Values of which there are few, by their number: the order in which they were first met. What is held a million times is held as a number.
struct Numbered<Element: Hashable> {
    private var elements: [Element] = []
    private var numbers: [Element: Int32] = [:]

    var count: Int { elements.count }

    subscript(number: Int32) -> Element { elements[Int(number)] }

    /// Nil when it was never met.
    func known(_ element: Element) -> Int32? { numbers[element] }

    mutating func number(of element: Element) -> Int32 {
        if let known = numbers[element] { return known }
        let number = Int32(elements.count)
        elements.append(element)
        numbers[element] = number
        return number
    }
}
