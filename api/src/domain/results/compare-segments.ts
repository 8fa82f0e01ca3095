import { confidenceOf, smoothedRate } from './scores.ts'
import type { Cells } from './splits.ts'

/** A proposal on which a part of the public agrees by so much is common to those that do. */
export const CONSENSUS = 0.6

/** What is published of a proposal by part of the public, by the id of the part. */
export type Published = ReadonlyMap<string, Cells>

export interface Compared {
  id: string
  /** Part of those who agree, in the order of the parts; null: not published. */
  shares: (number | null)[]
}

export interface Comparison {
  /** Those on which every part agrees, that of which the least sure part is surest first. */
  common: Compared[]
  /** Those on which parts differ by more than their numbers explain, the widest gap first. */
  different: Compared[]
}

interface Share {
  rate: number
  confidence: number
}

const votesIn = ({ agree, others }: Cells): number => agree + others

function shareOf(cells: Cells | undefined): Share | null {
  if (!cells || votesIn(cells) === 0) return null
  const votes = votesIn(cells)
  return {
    rate: cells.agree / votes,
    confidence: confidenceOf(smoothedRate('agree', cells.agree, votes), votes),
  }
}

/** By how much the parts that are farthest from each other surely differ; 0 or less: they may be equal. */
function gapOf(shares: readonly Share[]): number {
  const [most, least] = [
    shares.toSorted((a, b) => b.rate - a.rate)[0],
    shares.toSorted((a, b) => a.rate - b.rate)[0],
  ]
  if (!most || !least) return 0
  return most.rate - least.rate - Math.hypot(most.confidence, least.confidence)
}

interface Candidate extends Compared {
  weight: number
}

const firstOf = (candidates: readonly Candidate[], size: number): Compared[] =>
  candidates
    .toSorted((one, other) => other.weight - one.weight || (one.id < other.id ? -1 : 1))
    .slice(0, size)
    .map(({ id, shares }) => ({ id, shares }))

/** What the parts of the public have in common and where they differ, `size` of each at most; of one part, nothing. */
export function compareSegments(
  proposals: ReadonlyMap<string, Published>,
  segments: readonly string[],
  size: number,
): Comparison {
  const common: Candidate[] = []
  const different: Candidate[] = []
  for (const [id, published] of proposals) {
    const found = segments.map((segment) => shareOf(published.get(segment)))
    const known = found.filter((share) => share !== null)
    if (known.length < 2) continue
    const shares = found.map((share) => share?.rate ?? null)
    const least = Math.min(...known.map(({ rate, confidence }) => rate - confidence))
    const isCommon = known.length === segments.length && known.every(({ rate }) => rate >= CONSENSUS)
    if (isCommon) common.push({ id, shares, weight: least })
    const gap = gapOf(known)
    if (gap > 0) different.push({ id, shares, weight: gap })
  }
  return { common: firstOf(common, size), different: firstOf(different, size) }
}
