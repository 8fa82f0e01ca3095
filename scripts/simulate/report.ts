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
const percent = (value: number): string => `${Math.round(value * 100)} %`

function votesUntilFound(outcomes: readonly Outcome[]): string {
  const reached = meanCurve(outcomes).find(({ found }) => found >= FOUND)
  return reached ? whole(reached.votes) : 'never'
}

/** A table for the terminal: a line for each way of choosing, means of all rounds. */
export function formatScenario({ title, proposals, readers, outcomes }: Scenario): string {
  const table = new Table({
    head: [
      'proposals are chosen by',
      'top 10 found at half',
      'at the end',
      'votes until 5 of 10',
      'fewest votes',
      'under threshold',
      'Gini',
    ],
    style: { head: [], border: [] },
  })
  for (const [name, rounds] of outcomes) {
    const curve = meanCurve(rounds)
    table.push([
      name,
      percent(curve[curve.length >> 1]?.found ?? 0),
      percent(curve.at(-1)?.found ?? 0),
      votesUntilFound(rounds),
      whole(Math.min(...rounds.map(({ fewest }) => fewest))),
      whole(Math.max(...rounds.map(({ underThreshold }) => underThreshold))),
      meanOf(rounds.map(({ gini }) => gini)).toFixed(2),
    ])
  }
  const rounds = [...outcomes.values()].flat()
  const votes = meanOf(rounds.map((outcome) => outcome.votes))
  return `\n${title}: ${whole(proposals)} proposals, ${whole(readers)} readers, ${whole(votes)} votes each time\n${table.toString()}\n`
}
