import { hash } from 'node:crypto'
import type { Vote } from '../../wire/index.ts'

/** All that is stored of one vote. */
export interface VoteRow {
  proposalId: string
  voter: Uint8Array
  vote: Vote | null
  /** One bit each. */
  qualifications: number
  segment: string | null
  revision: number
  cohort: string | null
}

/** 48 bits: a whole number in JavaScript and in every database, and the sum of two of them is one as well. */
const DIGITS = 12
export const CHECKSUM_MODULUS = 2 ** 48

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

/**
 * What stands beside a vote, so that a byte that changes on the disk is noticed: the beginning of a SHA-256 over all
 * of the row. It guards against accidents: a person who can write into the file can also compute it.
 */
export function voteChecksum({
  proposalId,
  voter,
  vote,
  qualifications,
  segment,
  revision,
  cohort,
}: VoteRow): number {
  const judged = cohort === null ? '' : ` ${cohort}`
  const row = `${proposalId} ${hex(voter)} ${vote ?? ''} ${qualifications} ${segment ?? ''} ${revision}${judged}`
  return Number.parseInt(hash('sha256', row).slice(0, DIGITS), 16)
}

/** The sum of checksums, or their difference, as it is kept: it never leaves 48 bits. */
export function addChecksums(one: number, other: number, sign: 1 | -1 = 1): number {
  return (one + sign * other + CHECKSUM_MODULUS) % CHECKSUM_MODULUS
}
