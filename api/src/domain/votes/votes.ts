import { QUALIFICATION_KEYS, VOTES } from '../../wire/constants.ts'
import type { Qualification, Tallies, Vote } from '../../wire/index.ts'

/** What a reader says of a proposal; `vote` null: withdrawn. */
export interface CastVote {
  vote: Vote | null
  qualifications: readonly Qualification[]
  /** Id of the segment that the reader named; null: none. */
  segment: string | null
  revision: number
}

/** What is kept of it. */
export interface VoteState extends CastVote {
  /** The votes that it is judged with; null: it is counted, as nearly all are. */
  cohort: string | null
}

type Counted = Pick<VoteState, 'vote' | 'qualifications'>

export const TALLY_KEYS = [...VOTES, ...QUALIFICATION_KEYS] as const
export type TallyKey = (typeof TALLY_KEYS)[number]
export type TallyDelta = Partial<Record<TallyKey, number>>

/** True if a vote that arrives replaces what is stored. Repeats and late arrivals of older acts change nothing. */
export function supersedes(arriving: CastVote, stored: VoteState | undefined): boolean {
  return stored === undefined || arriving.revision > stored.revision
}

/** Adds a vote to a change of tallies, or takes it away; a withdrawn one counts for nothing. */
export function addState(delta: TallyDelta, state: VoteState | undefined, sign: 1 | -1): void {
  if (!state || state.vote === null) return
  for (const key of [state.vote, ...state.qualifications]) delta[key] = (delta[key] ?? 0) + sign
}

/** All tallies at nought, in an object of its own: `countVote` changes it. */
export const noTallies = (): Tallies => ({
  agree: 0,
  disagree: 0,
  neutral: 0,
  qualifications: Object.fromEntries(QUALIFICATION_KEYS.map((key) => [key, 0])) as Tallies['qualifications'],
})

/** Counts one more vote; a withdrawn one counts for nothing. */
export function countVote(tallies: Tallies, { vote, qualifications }: Counted): void {
  if (vote === null) return
  tallies[vote] += 1
  for (const key of qualifications) tallies.qualifications[key] += 1
}

/** Tallies counted from votes one by one: the truth that stored tallies are held against. */
export function countTallies(votes: Iterable<Counted>): Tallies {
  const tallies = noTallies()
  for (const vote of votes) countVote(tallies, vote)
  return tallies
}

/** One count of the tallies, by its key. */
export function tallyOf(tallies: Tallies, key: TallyKey): number {
  return key === 'agree' || key === 'disagree' || key === 'neutral'
    ? tallies[key]
    : tallies.qualifications[key]
}

/** Qualifications as a number, one bit each, in the order of QUALIFICATION_KEYS. */
export function toBits(qualifications: readonly Qualification[]): number {
  return qualifications.reduce((bits, key) => bits | (1 << QUALIFICATION_KEYS.indexOf(key)), 0)
}

/** Qualifications that were packed by `toBits`, in the order of `QUALIFICATION_KEYS`. */
export function fromBits(bits: number): Qualification[] {
  return QUALIFICATION_KEYS.filter((_, index) => (bits & (1 << index)) !== 0)
}
