import type { Perf } from 'lru-cache'

/** Consultations are few. Where keys are many, a cache says how many it keeps. */
const MOST_CONSULTATIONS = 200

/**
 * What the caches of this folder have in common. Age is measured by a clock that never goes back. Values dropped while they
 * are fetched reach those who wait and no one else; a failure leaves the value before in its place.
 */
export function cacheOptions(monotonic: () => number, ttl: number) {
  const perf: Perf = { now: monotonic }
  return {
    max: MOST_CONSULTATIONS,
    ttl,
    ttlResolution: 0,
    perf,
    ignoreFetchAbort: true,
    noDeleteOnFetchRejection: true,
  }
}
