import { addChecksums, voteChecksum } from '../domain/votes/vote-checksum.ts'
import { countVote, fromBits, noTallies } from '../domain/votes/votes.ts'
import type { StoredVote, VoteStore } from '../store/votes.ts'
import type { Tallies } from '../wire/index.ts'

/** A proposal's votes: of one segment, or (null) of all voters; of one cohort, or (null) all that are counted. */
export interface Cell {
  proposalId: string
  segment: string | null
  cohort: string | null
}

/** Key of a cell among the cells of a scan; cells with the same proposal, segment and cohort share it. */
export const nameOf = ({ proposalId, segment, cohort }: Cell): string =>
  `${proposalId} ${segment ?? ''} ${cohort ?? ''}`

export interface CountedCell extends Cell {
  consultationId: string
  tallies: Tallies
  /** Of withdrawn votes too, and of those that are not counted. */
  checksum: number
}

/** A vote that is not what was written. */
export interface DamagedVote {
  /** As the row says now; the damage may be in these very bytes. */
  proposal: string
  /** The pseudonym, hexadecimal. */
  voter: string
}

export interface Scan {
  votes: number
  cells: Map<string, CountedCell>
  damaged: DamagedVote[]
  /** Where the file could not be read on, in words; null: it could be read to its end. */
  unreadable: string | null
}

const text = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : JSON.stringify(value)

const locationOf = ({ proposalId, voter }: StoredVote): DamagedVote => ({
  proposal: typeof proposalId === 'string' ? proposalId : text(proposalId),
  voter: text(voter),
})

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string'

/** A damaged byte can change what kind of value it is, too: bytes that spell the same text have its checksum. */
const isIntact = (row: StoredVote): boolean =>
  typeof row.proposalId === 'string' &&
  row.voter instanceof Uint8Array &&
  isTextOrNull(row.vote) &&
  isTextOrNull(row.segment) &&
  isTextOrNull(row.cohort) &&
  typeof row.revision === 'number' &&
  row.checksum === voteChecksum(row)

function add(cells: Scan['cells'], row: StoredVote, consultationId: string): void {
  const { proposalId, cohort } = row
  const isCounted = cohort === null || row.class === 'counted'
  for (const segment of row.segment === null ? [null] : [null, row.segment])
    for (const of of cohort === null ? [null] : [null, cohort]) {
      const cell = { proposalId, segment, cohort: of }
      const known = cells.get(nameOf(cell)) ?? { ...cell, consultationId, tallies: noTallies(), checksum: 0 }
      if (of !== null || isCounted)
        countVote(known.tallies, { vote: row.vote, qualifications: fromBits(row.qualifications) })
      known.checksum = addChecksums(known.checksum, row.checksum)
      cells.set(nameOf(cell), known)
    }
}

/** A scan before its first vote. */
export const emptyScan = (): Scan => ({ votes: 0, cells: new Map(), damaged: [], unreadable: null })

/** Holds a vote against its checksum, and counts it. */
export function look(scan: Scan, row: StoredVote): void {
  const owner = row.consultationId
  if (owner === null || !isIntact(row)) scan.damaged.push(locationOf(row))
  if (owner === null) return
  add(scan.cells, row, owner)
  if (row.vote !== null) scan.votes++
}

/** True if SQLite reports that the file itself is damaged. */
export const isCorrupt = (error: unknown): boolean =>
  String((error as NodeJS.ErrnoException).code).startsWith('SQLITE_CORRUPT')

/**
 * Looks at every vote in the order of the file. With a consultation, votes of others are left out; a row whose proposal is
 * not there belongs to none, and is always told.
 */
export async function scanVotes(votes: VoteStore, consultationId?: string): Promise<Scan> {
  const scan = emptyScan()
  let last: StoredVote | undefined
  try {
    for await (const row of votes.all()) {
      last = row
      const owner = row.consultationId
      if (owner === null || consultationId === undefined || owner === consultationId) look(scan, row)
    }
  } catch (error) {
    if (!isCorrupt(error)) throw error
    const place = last ? `behind the vote of ${text(last.voter)} on ${last.proposalId}` : 'at the first vote'
    scan.unreadable = `${(error as Error).message}, ${place}`
  }
  return scan
}
