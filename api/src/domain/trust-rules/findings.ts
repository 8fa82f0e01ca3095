/** The rules that compare votes with other votes. */
export const RELATIVE_RULES = ['network-excess', 'lone-votes', 'ballots', 'draw-excess'] as const
export type RelativeRule = (typeof RELATIVE_RULES)[number]

/** Which votes to come belong to a finding, as long as it holds. */
export type Pattern =
  | { kind: 'network'; level: number; network: number; proposal: number }
  | { kind: 'draw'; draw: number; proposal: number | null }

/** Votes that something speaks against. */
export interface Finding {
  rule: RelativeRule
  /** Rows of the sightings. */
  votes: readonly number[]
  /** Genuine ones that are expected among them. */
  genuine: number
  pattern: Pattern | null
  /** Rows of which later looks will tell: nothing else is to be concluded from them meanwhile. */
  pending?: readonly number[]
}

/** How far above what is expected. */
export interface Threshold {
  times: number
  votes: number
  deviations: number
}

/** Whether a count stands out from what is expected, whose variance is known. */
export const standsOut = (
  count: number,
  expected: number,
  variance: number,
  { times, votes, deviations }: Threshold,
): boolean =>
  count - expected >= votes && count > times * expected && count - expected > deviations * Math.sqrt(variance)

/** What a process must see of a number that all processes would see together; never under what hides nobody. */
export const ofShare = <Limits extends Threshold>(limits: Limits, share: number): Limits => ({
  ...limits,
  votes: Math.max(5, limits.votes * share),
})

/** How many genuine votes may be set aside with the others, by the rules' own estimates. */
export interface Allowance {
  /** Spent on what was set aside before, within the window. */
  spent: number
  most: number
  /** What costs nothing: the part of a finding that is genuine, at most. */
  sure: number
}

/**
 * Findings that may be acted upon: the surest first, as long as the allowance lasts, which they are charged for. Votes that
 * are set aside already cost nothing more. Each vote is in one finding, the first; the genuine votes of a finding are taken
 * to be among those that no other has. `rule` is the column of the sightings.
 */
export function withinAllowance(
  findings: readonly Finding[],
  rule: Uint8Array,
  allowance: Allowance,
): Finding[] {
  const taken = new Uint8Array(rule.length)
  const chosen: Finding[] = []
  const byPart = findings.toSorted(
    (one, other) => one.genuine * other.votes.length - other.genuine * one.votes.length,
  )
  for (const finding of byPart) {
    const votes = finding.votes.filter((row) => taken[row] === 0)
    const genuine = Math.min(votes.length, finding.genuine)
    const fresh = votes.filter((row) => rule[row] === 0).length
    const isSure = genuine <= allowance.sure * votes.length
    const cost = fresh === 0 || isSure ? 0 : (genuine * fresh) / votes.length
    if (
      2 * genuine > votes.length ||
      votes.length === 0 ||
      (cost > 0 && allowance.spent + cost > allowance.most)
    )
      continue
    allowance.spent += cost
    for (const row of votes) taken[row] = 1
    chosen.push({ ...finding, votes, genuine })
  }
  return chosen
}
