import CMalloc

package enum MemoryUse {
    /// To be called before anything is served. Left to itself, the allocator gives each of a dozen threads a store of its own, none of which hands anything
    /// back, and keeps ever larger pieces for more of the same.
    package static func settle() { chatelaine_settle_memory(2, 1 << 20) }

    /// Gives free memory back to the system. For the end of something large and rare.
    static func giveBack() { chatelaine_give_back_free_memory() }
}
