import Table from 'cli-table3'
import type { Checkpoint, Outcome } from './run.ts'
import type { StrategyName } from './strategies.ts'

export interface Scenario {
  title: string
  proposals: number
  readers: number
  /** One outcome for each round. */
  outcomes: ReadonlyMap<StrategyName, readonly Outcome[]>
}

/** Part of the true top 10 after which it counts as found, for "votes until". */
const FOUND = 0.5

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** The mean of all rounds at each checkpoint. */
export function meanCurve(outcomes: readonly Outcome[]): Checkpoint[] {
  const [first] = outcomes
  return (first?.checkpoints ?? []).map((_, index) => {
    const points = outcomes.flatMap(({ checkpoints }) => checkpoints[index] ?? [])
    return {
      votes: meanOf(points.map(({ votes }) => votes)),
      found: meanOf(points.map(({ found }) => found)),
    }
  })
}

const whole = (value: number): string => Math.round(value).toLocaleString('en')

/** The median of the rounds, and its range. */
function places(rounds: readonly Outcome[]): string {
  const measured = rounds.flatMap(({ stuffed }) => stuffed?.measured ?? []).sort((one, other) => one - other)
  const middle = measured[measured.length >> 1] ?? 0
  return `${rounds[0]?.stuffed?.truth}, ${middle} (${measured[0]} to ${measured.at(-1)})`
}

function votesUntilFound(outcomes: readonly Outcome[]): string {
  const reached = meanCurve(outcomes).find(({ found }) => found >= FOUND)
  return reached ? whole(reached.votes) : 'never'
}

/** A share or a difference of shares with the half-width of its 95 % interval over the rounds (Student's t, large n). */
function inPoints(values: readonly number[]): string {
  const mean = meanOf(values)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const error = Math.sqrt(squares / Math.max(1, values.length - 1) / Math.max(1, values.length))
  return `${(mean * 100).toFixed(1)} ± ${(error * criticalValue(values.length - 1) * 100).toFixed(1)}`
}

/** Two-sided 95 % point of Student's t (Abramowitz and Stegun 26.7.5, the first terms of the expansion). */
function criticalValue(freedom: number): number {
  const z = 1.959_964
  if (freedom < 1) return Number.POSITIVE_INFINITY
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2)
}

const foundAt = ({ checkpoints }: Outcome, part: number): number =>
  checkpoints[Math.round((checkpoints.length - 1) * part)]?.found ?? 0

/** The way of choosing that others are held against, round by round. */
const BEFORE: StrategyName = 'Thompson'

/** A table for the terminal: a line for each way of choosing, means of all rounds. */
export function formatScenario({ title, proposals, readers, outcomes }: Scenario): string {
  const table = new Table({
    head: [
      'proposals are chosen by',
      'top 10 found (%) at half',
      'at three quarters',
      'at the end',
      `more than ${BEFORE} at three quarters`,
      'votes until 5 of 10',
      'fewest votes',
      'under threshold',
      'Gini',
      ...([...outcomes.values()][0]?.[0]?.stuffed ? ['place of the target: true, measured'] : []),
    ],
    style: { head: [], border: [] },
  })
  for (const [name, rounds] of outcomes) {
    const before = outcomes.get(BEFORE) ?? []
    const gain = rounds.map((round, index) => foundAt(round, 0.75) - foundAt(before[index] ?? round, 0.75))
    table.push([
      name,
      inPoints(rounds.map((round) => foundAt(round, 0.5))),
      inPoints(rounds.map((round) => foundAt(round, 0.75))),
      inPoints(rounds.map((round) => foundAt(round, 1))),
      name === BEFORE ? '' : inPoints(gain),
      votesUntilFound(rounds),
      whole(Math.min(...rounds.map(({ fewest }) => fewest))),
      whole(Math.max(...rounds.map(({ underThreshold }) => underThreshold))),
      meanOf(rounds.map(({ gini }) => gini)).toFixed(2),
      ...(rounds[0]?.stuffed ? [places(rounds)] : []),
    ])
  }
  const rounds = [...outcomes.values()].flat()
  const votes = meanOf(rounds.map((outcome) => outcome.votes))
  return `\n${title}: ${whole(proposals)} proposals, ${whole(readers)} readers, ${whole(votes)} votes each time\n${table.toString()}\n`
}
