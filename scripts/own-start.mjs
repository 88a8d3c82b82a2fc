// How the first line of the command line starts itself, for whoever starts it in another way. A nursery of 4 MB and a
// heap that is collected from 32 MB on: a machine with much memory would let it grow to twice as much. One arena of the
// C library: with one for each thread, memory that is given back in one does not serve the others.
export const ownFlags = ['--max-semi-space-size=4', '--initial-heap-size=32'];
export const ownEnvironment = { MALLOC_ARENA_MAX: '1' };
