import type { Measures } from '../../src/wire/index.ts'

/** True if a reader who viewed is suspect, so that there is something to say. */
export const hasSuspectReaders = (totals: Measures | null): boolean => (totals?.readersViewedSuspect ?? 0) > 0
