import type { Author, Qualification, Vote } from '@unisson/api/wire'

interface Kept {
  /** When it was put into the outbox */
  at: number
}

export interface VoteEntry extends Kept {
  proposal: string
  vote: Vote | null
  qualifications: Qualification[]
  revision: number
  /** The proof of the draw that the proposal came in */
  served?: string | undefined
}

export interface ProposalEntry extends Kept {
  submission: string
  text: string
  author?: Author | undefined
  /** In which the consultation was read. */
  language?: string
}

/** Keeps the reader's identifier itself: by then the rest of the record is gone. */
export interface ForgetEntry extends Kept {
  reader: string
  proposals: string[]
}

/** One act of the reader that the API has not acknowledged yet. */
export type Entry = VoteEntry | ProposalEntry | ForgetEntry

/** What an entry is about: of two with the same subject only the newer one is sent. */
export const subject = (entry: Entry): string =>
  'vote' in entry
    ? entry.proposal
    : 'submission' in entry
      ? entry.submission
      : `${entry.reader} ${entry.proposals[0]}`

const revision = (entry: Entry): number => ('vote' in entry ? entry.revision : 0)

/** Takes out an entry, unless the reader has changed their mind meanwhile. */
export const without = (waiting: readonly Entry[], sent: Entry): Entry[] =>
  waiting.filter((entry) => subject(entry) !== subject(sent) || revision(entry) > revision(sent))

/** Adds an entry; it replaces an older one on the same subject, whose proof it keeps where it has none. */
export const withEntry = (waiting: readonly Entry[], entry: Entry): Entry[] => [
  ...without(waiting, entry),
  { ...waiting.find((one) => subject(one) === subject(entry)), ...entry },
]
