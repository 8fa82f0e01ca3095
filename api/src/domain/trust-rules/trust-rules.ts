import { hash } from 'node:crypto'

/**
 * The numbers by which votes are set aside for what they look like beside others (docs/trust.md gives the reasons, and
 * what comes of them in simulated hours). They are published with each integrity report: a change to one raises the
 * version. Where one of them is 11, it is how much a rule needs as evidence, and not how many people hide each other
 * (SMALLEST_CROWD): either may change without the other.
 */
export const TRUST_THRESHOLDS = {
  version: 1,
  /** Votes are compared with those of the last so many minutes, and set aside as far back. */
  windowMinutes: 75,
  /** A reader who has not voted for so many seconds is done: their ballot is as short as it will be. */
  settledSeconds: 120,
  /** No rule speaks of fewer votes, and no alarm. */
  fewest: 11,
  /**
   * Part of the other votes of the window that may be genuine among those set aside, by the rules' own estimate, and the
   * number that may be so in any case. What is surest goes first; a finding of which at most the part `sure` is genuine costs
   * nothing.
   */
  genuine: { share: 0.002, votes: 8, sure: 0.01 },
  /** More than `times` what is expected and `votes`, and `deviations` standard deviations above it. */
  choice: {
    network: { times: 2, votes: 11, deviations: 6 },
    /** Of readers with so many votes in all. */
    short: [
      { from: 1, to: 1, times: 2.5, votes: 15, deviations: 6 },
      { from: 2, to: 2, times: 2.5, votes: 15, deviations: 6 },
      { from: 3, to: 4, times: 2, votes: 15, deviations: 6 },
      { from: 5, to: 6, times: 1.8, votes: 15, deviations: 6 },
    ],
    /** Of readers with more votes: of one network, and of those together all of whose ballots, so many, hold the proposal. */
    whole: {
      longerThan: 6,
      /** A proposal that nobody likes to skip is left out by only such a part of those whom chance would make leave it out. */
      leftOut: 0.6,
      single: { times: 1, votes: 11, deviations: 4 },
      kinds: [
        { from: 10, to: 19 },
        { from: 20, to: 100_000 },
      ],
      together: { times: 3, votes: 20, deviations: 6 },
    },
  },
  /** As above; in at least so many draws, each compared with as many draws before it and after it. */
  draws: {
    neighbours: 40,
    leastDraws: 3,
    network: { times: 1.5, votes: 11, deviations: 7 },
    /**
     * Networks of which most draws hold the proposal, by how many draws they are; beside the same draws moved by so many
     * places.
     */
    seeking: {
      kinds: [
        { from: 2, to: 2 },
        { from: 3, to: 1000 },
      ],
      shifts: [2, 4, 8, 16],
      times: 2,
      votes: 11,
      deviations: 6,
    },
    everybody: { times: 1.5, votes: 20, deviations: 6 },
    /** One draw: more than `times` what three quarters of its neighbours stay under, and `readers`; of so many neighbours. */
    single: { times: 1.5, readers: 30, leastDraws: 6 },
    /** Readers who come to a page of the whole list without the pages before it. */
    direct: { times: 3, readers: 15 },
  },
  /** Part of a network's readers who vote alike in length: beyond, it is looked at as a whole. */
  mostOfNetwork: 0.9,
  ballots: {
    /** What a finding's readers voted besides, where it is so many times what genuine ones among them would have. */
    rest: { times: 3 },
    /** Alike in every vote: of at least so many votes, and so many times as often as their votes would make one expect. */
    alike: { votes: 6, times: 5, readers: 11 },
    /** Faster than anybody reads: less than so many seconds a vote. Some come so from a telephone that had no network. */
    fast: { votes: 6, seconds: 1.2, readers: 11, shareOfNetwork: 0.1, shareOfAll: 0.03, usual: 0.005 },
  },
} as const

export type TrustThresholds = typeof TRUST_THRESHOLDS

/** The rules by which votes are judged, as reports name them: the same numbers have the same hash. */
export const RULES_IN_FORCE = {
  version: TRUST_THRESHOLDS.version,
  /** SHA-256 of the thresholds as JSON, hexadecimal. */
  hash: hash('sha256', JSON.stringify(TRUST_THRESHOLDS)),
  thresholds: TRUST_THRESHOLDS as Readonly<Record<string, unknown>>,
}
