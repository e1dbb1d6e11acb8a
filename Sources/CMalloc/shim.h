#pragma once
#include <stddef.h>

/* What the GNU C library adds to the allocator, and Swift's module of it leaves out. Elsewhere it does nothing. */
#ifdef __linux__
#include <malloc.h>
#endif

static inline void chatelaine_settle_memory(int arenas, int large) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, arenas);
    mallopt(M_MMAP_THRESHOLD, large);
    mallopt(M_TRIM_THRESHOLD, large);
#endif
}

static inline void chatelaine_give_back_free_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
