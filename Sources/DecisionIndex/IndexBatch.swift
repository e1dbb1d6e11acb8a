package import FoundationEssentials
package import Rules

/// Questions that are asked together, with what was noted on the way to their answers.
///
/// An answer waits for memory a dozen times, and for each place it must know the one before. Many answers need not wait one after the other: one step is
/// made for all questions in a short loop, whose loads the processor has under way together, then the next. Nothing is decided in those loops; `decide` then
/// finds everything fetched.
package struct IndexBatch: Sendable {
    struct Step: Sendable {
        let person: PersonKey?
        let number: UInt32?
        let offer: Result<Offers.Offer, DecisionIndex.NoOffer>
        // Rows, as far as the first candidates are the right ones.
        var entity = IndexRow.none
        var personRow = IndexRow.none
        var personID: Int64 = 0
        var quality = IndexRow.none
        var assignment = IndexRow.none
        var openingAct = IndexRow.none
        /// What is fetched and not needed yet goes somewhere, lest it is not fetched.
        var seen: UInt32 = 0
    }

    fileprivate(set) var steps: [Step] = []

    package init() {}

    package var count: Int { steps.count }
    package mutating func clear() { steps.removeAll(keepingCapacity: true) }
}

extension DecisionIndex {
    /// Adds a question; see `decide(person:entity:application:domain:)`.
    package func add(person: PersonKey?, entity number: UInt32?, application: String, domain: String?, to batch: inout IndexBatch) {
        batch.steps.append(IndexBatch.Step(person: person, number: number, offer: offer(application, domain)))
    }

    /// The answer to one of the questions.
    package func decide(_ batch: borrowing IndexBatch, _ place: Int, at instant: Date) -> IndexDecision {
        decide(batch.steps[place].person, batch.steps[place].number, batch.steps[place].offer, at: instant)
    }

    /// Has fetched what the answers, and their ways of authority, are made of.
    package func fetch(_ batch: inout IndexBatch) {
        var steps = batch.steps.mutableSpan
        fetchStart(&steps)
        fetchHolding(&steps)
        fetchAuthority(&steps)
    }

    private func fetchStart(_ steps: inout MutableSpan<IndexBatch.Step>) {
        for place in steps.indices {
            if let number = steps[place].number { steps[place].seen ^= entitiesByNumber.prefetch(Self.numberHash(number)) }
            if let person = steps[place].person { steps[place].seen ^= people.prefetch(person) }
        }
        for place in steps.indices {
            if let number = steps[place].number { steps[place].entity = entitiesByNumber.candidate(Self.numberHash(number)) }
            if let person = steps[place].person { steps[place].personRow = people.candidate(person) }
        }
        for place in steps.indices {
            let (entity, person) = (steps[place].entity, steps[place].personRow)
            if entity != IndexRow.none { steps[place].quality = entities[entity].qualities }
            if person != IndexRow.none { steps[place].personID = people.id(at: person) }
        }
    }

    /// The quality asked about, and what the person holds there.
    private func fetchHolding(_ steps: inout MutableSpan<IndexBatch.Step>) {
        for place in steps.indices where steps[place].quality != IndexRow.none { steps[place].seen ^= qualities[steps[place].quality].next }
        for place in steps.indices {
            guard case .success(let offer) = steps[place].offer else { continue }
            var quality = steps[place].quality
            while quality != IndexRow.none, !(offer.domain.map { $0 == qualities[quality].domain } ?? true) { quality = qualities[quality].next }
            steps[place].quality = quality
            if quality != IndexRow.none { steps[place].seen ^= assignmentsByPlace.prefetch(Self.placeHash(steps[place].personID, quality)) }
        }
        for place in steps.indices where steps[place].quality != IndexRow.none {
            steps[place].assignment = assignmentsByPlace.candidate(Self.placeHash(steps[place].personID, steps[place].quality))
        }
        for place in steps.indices where steps[place].assignment != IndexRow.none {
            steps[place].openingAct = assignments[steps[place].assignment].openingAct
        }
        for place in steps.indices where steps[place].assignment != IndexRow.none {
            steps[place].seen ^= grants.prefetch(assignments[steps[place].assignment].grants)
        }
    }

    /// The assignments above: mostly a manager's and the chief's.
    private func fetchAuthority(_ steps: inout MutableSpan<IndexBatch.Step>) {
        for _ in 0..<3 {
            for place in steps.indices where steps[place].openingAct != IndexRow.none {
                let above = openingActs[steps[place].openingAct].authority
                steps[place].assignment = above.kind == .assignment ? above.row : IndexRow.none
                if above.kind == .function { steps[place].seen ^= UInt32(truncatingIfNeeded: functions[above.row].id) }
            }
            for place in steps.indices {
                let assignment = steps[place].assignment
                steps[place].openingAct = assignment == IndexRow.none ? IndexRow.none : assignments[assignment].openingAct
            }
        }
    }
}
