import { createHash, hash } from 'node:crypto'
import type { VoteRow } from './vote-checksum.ts'

// What makes a later change of votes, of the audit log or of the chain itself visible to anybody who kept a root. The texts
// that are hashed are part of the published format (docs/trust.md): a change needs a new first line.

/** The lives of a consultation that a root tells apart. Only an open one takes votes. */
export type IntegrityState = 'open' | 'closed' | 'sealed'

/** A vote with all that is stored of it but its checksum. */
export type DigestedVote = VoteRow

/** An entry of the audit log with the texts as they are stored. */
export interface DigestedEntry {
  number: number
  id: string
  at: number
  administratorId: string | null
  actor: string
  act: string
  consultationId: string | null
  subject: string
  before: string | null
  after: string | null
}

export interface Digest {
  /** Votes, withdrawn ones too; or entries of the log. */
  rows: number
  /** SHA-256, hexadecimal. */
  digest: string
}

/** How many votes count in which way. */
export interface ClassCounts {
  counted: number
  unverified: number
  setAside: number
}

/** All that a root is made of. */
export interface RootParts {
  consultationId: string
  /** From 1, without a gap. */
  number: number
  /** Calendar day, UTC. */
  day: string
  /** Milliseconds since the epoch. */
  madeAt: number
  state: IntegrityState
  /** The root before; of the first one, FIRST_PREVIOUS. */
  previous: string
  votes: Digest
  classes: ClassCounts
  /** Entries about the consultation, or about none, since the root before. */
  audit: Digest
  /** The number in the log up to which they were read. */
  auditThrough: number
  rules: { version: number; hash: string }
}

export interface IntegrityRoot extends RootParts {
  /** SHA-256 of `rootText`, hexadecimal. */
  root: string
}

export const FIRST_PREVIOUS = '0'.repeat(64)

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

const voteLine = ({ voter, vote, qualifications, segment, revision, cohort }: DigestedVote): string =>
  `${hex(voter)} ${vote ?? '-'} ${qualifications} ${segment ?? '-'} ${revision} ${cohort ?? '-'}\n`

/**
 * The digest of a consultation's votes: SHA-256 over a line for each proposal with votes (its id, how many, SHA-256 over
 * their lines). Votes come in the order of proposal and voter; none is kept.
 */
export class VotesDigest {
  readonly #whole = createHash('sha256')
  #rows = 0
  #proposal: { id: string; rows: number; lines: ReturnType<typeof createHash> } | undefined

  add(vote: DigestedVote): void {
    if (this.#proposal?.id !== vote.proposalId) {
      this.#endProposal()
      this.#proposal = { id: vote.proposalId, rows: 0, lines: createHash('sha256') }
    }
    this.#proposal.rows += 1
    this.#proposal.lines.update(voteLine(vote))
    this.#rows += 1
  }

  /** SHA-256 as hex, and the number of votes. Nothing may be added afterwards. */
  end(): Digest {
    this.#endProposal()
    return { rows: this.#rows, digest: this.#whole.digest('hex') }
  }

  #endProposal(): void {
    if (!this.#proposal) return
    const { id, rows, lines } = this.#proposal
    this.#whole.update(`${id} ${rows} ${lines.digest('hex')}\n`)
    this.#proposal = undefined
  }
}

/** The digest of entries of the audit log, in the order of their numbers: SHA-256 over a JSON array a line. */
export class EntriesDigest {
  readonly #lines = createHash('sha256')
  #rows = 0

  add(entry: DigestedEntry): void {
    const { number, id, at, administratorId, actor, act, consultationId, subject, before, after } = entry
    const fields = [number, id, at, administratorId, actor, act, consultationId, subject, before, after]
    this.#lines.update(`${JSON.stringify(fields)}\n`)
    this.#rows += 1
  }

  /** SHA-256 as hex, and the number of entries. Nothing may be added afterwards. */
  end(): Digest {
    return { rows: this.#rows, digest: this.#lines.digest('hex') }
  }
}

/** What is hashed to a root: lines that anyone can write from the published report. */
export const rootText = (parts: RootParts): string =>
  [
    'unisson integrity root 1',
    `consultation ${parts.consultationId}`,
    `number ${parts.number}`,
    `day ${parts.day}`,
    `made ${new Date(parts.madeAt).toISOString()}`,
    `state ${parts.state}`,
    `previous ${parts.previous}`,
    `votes ${parts.votes.rows} ${parts.votes.digest}`,
    `classes ${parts.classes.counted} ${parts.classes.unverified} ${parts.classes.setAside}`,
    `audit ${parts.auditThrough} ${parts.audit.rows} ${parts.audit.digest}`,
    `rules ${parts.rules.version} ${parts.rules.hash}`,
    '',
  ].join('\n')

/** The root of its parts. */
export const sealRoot = (parts: RootParts): IntegrityRoot => ({
  ...parts,
  root: hash('sha256', rootText(parts)),
})

export interface ChainFault {
  /** The root at which it shows. */
  number: number
  /** `changed`: not the hash of its parts; `broken`: does not name the root before; `missing`: a number is left out. */
  fault: 'changed' | 'broken' | 'missing'
}

/** Where a chain, in the order of its numbers, is not what was made. A root cut off at its end cannot be seen from here. */
export function chainFaults(roots: readonly IntegrityRoot[]): ChainFault[] {
  const faults: ChainFault[] = []
  let before: IntegrityRoot | undefined
  for (const root of roots) {
    const { number } = root
    if (number !== (before?.number ?? 0) + 1) faults.push({ number, fault: 'missing' })
    else if (root.previous !== (before?.root ?? FIRST_PREVIOUS)) faults.push({ number, fault: 'broken' })
    if (sealRoot(root).root !== root.root) faults.push({ number, fault: 'changed' })
    before = root
  }
  return faults
}

export interface RootSituation {
  state: IntegrityState | 'upcoming'
  today: string
  /** True if votes were stored, changed or erased since the last root. */
  hasNewVotes: boolean
  hasNewActs: boolean
}

/**
 * Whether a root is due: each day while votes come, when they end, when the consultation is sealed, and afterwards on
 * days with acts. Votes that a reader has erased after the end are due at once, so that the last root is never behind.
 */
export function isRootDue(
  last: Pick<IntegrityRoot, 'state' | 'day'> | undefined,
  { state, today, hasNewVotes, hasNewActs }: RootSituation,
): boolean {
  if (state === 'upcoming') return false
  if (!last || last.state !== state) return true
  if (state !== 'open' && hasNewVotes) return true
  return last.day < today && (state === 'open' || hasNewActs)
}
