import type { Judgement } from '../domain/trust-rules/judge-votes.ts'
import type { Sightings } from '../domain/trust-rules/sightings.ts'
import { JUDGE_VOTES_PROGRAM } from '../files.ts'
import { runInThread } from './thread.ts'

/** A million votes with what is reckoned of them. */
const HEAP_MEBIBYTES = 512
const LIMIT_MILLISECONDS = 60_000

/** Judges in a thread of its own: a hundred thousand votes take a second, in which others vote. */
export function judgeInThread(sightings: Sightings, spent: number): Promise<Judgement> {
  // What a draw is known by stays here.
  const draws = sightings.draws.map(({ at, number, proposals }) => ({ at, number, proposals }))
  return runInThread(
    {
      program: JUDGE_VOTES_PROGRAM,
      job: { sightings: { ...sightings, draws }, spent },
      heapMebibytes: HEAP_MEBIBYTES,
      name: 'The comparison of votes',
    },
    AbortSignal.timeout(LIMIT_MILLISECONDS),
  )
}
