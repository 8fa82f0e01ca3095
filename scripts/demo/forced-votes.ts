import { type EmbeddingPage, ReplayReader } from '../replay/reader.ts'

// Made up: so that a team sees what doubted votes look like, and can judge some.

/** Enough to be listed and announced, and few beside the honest votes. */
const VOTES = 24
const MILLISECONDS_APART = 17_000
/** Addresses that no other demo reader has, all of one network. */
const FIRST_NUMBER = 250 << 16

export interface ForcedVotes {
  ask: typeof fetch
  api: string
  page: EmbeddingPage
  consultation: string
  proposal: string
  /** When the first comes, in milliseconds. */
  from: number
  /** Does something when the clock says `now`, in milliseconds. */
  playAt(now: number, act: () => Promise<void>): Promise<void>
}

/** One night, a program votes for a proposal that no draw served to it, each time as another reader. */
export async function forceVotes(asked: ForcedVotes): Promise<void> {
  const { ask, api, page, consultation, proposal, from, playAt } = asked
  for (let index = 0; index < VOTES; index += 1) {
    const reader = new ReplayReader({
      api,
      consultation,
      number: FIRST_NUMBER + index,
      proofOf: () => undefined,
      ask,
    })
    await playAt(from + index * MILLISECONDS_APART, () => reader.vote(page, proposal, 'agree'))
  }
}
