import type { Outcome, Standing } from './outcome.ts'
import type { Result } from './results.ts'
import { SCENARIOS, type Scenario } from './scenarios.ts'

/** What is promised of every scenario that is not published as not stopped. */
const MOST_GENUINE = 0.005
const ALARM_MINUTES = 10

const HEAD = [
  'attack',
  'fake votes',
  'counted',
  'of those on the target',
  'unverified',
  'set aside',
  'genuine votes not counted',
  'alarm, min',
  'rank of the target',
  'cost',
]

const whole = (number: number): string => Math.round(number).toLocaleString('en-GB')
const percent = (part: number): string => {
  const value = 100 * part
  return `${value === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(value < 1 ? 2 : 1)} %`
}

const GENUINE = ['honest', 'school', 'neighbour'] as const

const total = (classes: Result['votes']['honest']): number =>
  classes.counted + classes.unverified + classes['set-aside'] + classes.missing

/** Of all but the attacker: votes, and those that are not counted. */
function genuineOf({ votes: { honest, school, neighbour } }: Pick<Outcome, 'votes'>): {
  all: number
  notCounted: number
} {
  const parties = [honest, school, neighbour]
  const all = parties.reduce((sum, classes) => sum + total(classes), 0)
  return { all, notCounted: all - parties.reduce((sum, { counted }) => sum + counted, 0) }
}

const refusedOf = ({ asked }: Pick<Result, 'asked'>): number =>
  GENUINE.flatMap((party) => Object.values(asked[party].refusals)).reduce((sum, count) => sum + count, 0)

/** Whether a result keeps what is promised. */
export function misses(scenario: Scenario, result: Omit<Result, 'scenario'>): string[] {
  const fakes = result.votes.attacker
  const { all, notCounted } = genuineOf(result)
  const missed: string[] = []
  if (!scenario.isNotStopped && scenario.mostCounted !== undefined) {
    if (fakes.counted > scenario.mostCounted * total(fakes))
      missed.push(`${percent(fakes.counted / total(fakes))} of the fakes are counted`)
    if (total(fakes) > 0 && (result.alarmMinutes ?? Number.POSITIVE_INFINITY) > ALARM_MINUTES)
      missed.push('no alarm within ten minutes')
  }
  if (notCounted > MOST_GENUINE * all)
    missed.push(`${percent(notCounted / all)} of genuine votes not counted`)
  if (refusedOf(result) > 0) missed.push(`${refusedOf(result)} genuine requests refused`)
  if (result.differences > 0) missed.push(`${result.differences} tallies are not those of the counted votes`)
  return missed
}

const standing = ({ rank, zone }: Standing): string => `${rank ?? '–'} ${zone}`

function rankOf({ target, votes }: Result): string {
  if (!target || total(votes.attacker) === 0) return ''
  const { honest, undefended, counted } = target
  return `${standing(honest)} → ${standing(counted)} (undefended: ${standing(undefended)})`
}

/** Fakes on the attacked proposal that are counted, as part of all that were cast on it; 0 to 1. */
function countedOnTarget({ target }: Result): number {
  if (!target) return 0
  const { honest, undefended, counted } = target
  return Math.max(0, counted.votes - honest.votes) / Math.max(1, undefended.votes - honest.votes)
}

/** The worst of several seeds says what can be relied on. */
function row(scenario: Scenario, results: readonly Result[]): string[] {
  const [first] = results as [Result]
  const fakes = results.map(({ votes }) => votes.attacker)
  const sum = (key: 'counted' | 'unverified' | 'set-aside') =>
    fakes.reduce((all, classes) => all + classes[key], 0) / fakes.reduce((all, one) => all + total(one), 0)
  const hasFakes = fakes.some((classes) => total(classes) > 0)
  const worstGenuine = results
    .map(genuineOf)
    .sort((one, other) => other.notCounted / other.all - one.notCounted / one.all)[0] as {
    all: number
    notCounted: number
  }
  const alarms = results.map(({ alarmMinutes }) => alarmMinutes)
  const alarm = alarms.includes(null) ? 'none' : Math.max(...(alarms as number[])).toFixed(0)
  const missed = results.some((result) => misses(scenario, result).length > 0)
  const { requests, networks } = first.asked.attacker
  return [
    `${scenario.title}${scenario.isNotStopped ? ': **not stopped**' : missed ? ': **missed**' : ''}`,
    hasFakes ? whole(total(first.votes.attacker)) : '',
    hasFakes ? percent(sum('counted')) : '',
    hasFakes && results.some(({ target }) => target)
      ? percent(Math.max(...results.map(countedOnTarget)))
      : '',
    hasFakes ? percent(sum('unverified')) : '',
    hasFakes ? percent(sum('set-aside')) : '',
    `${whole(worstGenuine.notCounted)} of ${whole(worstGenuine.all)} (${percent(worstGenuine.notCounted / worstGenuine.all)})`,
    scenario.attack ? alarm : alarms.every((one) => one === null) ? '' : `false alarm`,
    first.effect ?? rankOf(first),
    requests === 0 ? '' : `${whole(requests)} requests, ${whole(networks)} addresses`,
  ]
}

/** All results as a table in Markdown, in the order of the scenarios. */
export function tableOf(results: readonly Result[]): string {
  const rows = SCENARIOS.flatMap((scenario) => {
    const own = results.filter((result) => result.scenario === scenario.name)
    return own.length === 0 ? [] : [row(scenario, own)]
  })
  const lines = [HEAD, HEAD.map((_, column) => (column === 0 || column > 7 ? '---' : '---:')), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** How it was played. */
export function sizeOf(results: readonly Result[]): string {
  const distinct = (values: readonly number[]) =>
    [...new Set(values)].sort((one, other) => one - other).join(', ')
  return `Seeds ${distinct(results.map(({ seed }) => seed))}; size, as part of 3,000 honest readers an hour and attacks to match: ${distinct(results.map(({ scale }) => scale))}.`
}

/** Requests of an honest reader, and how many of them were refused. */
export function honestCost(results: readonly Result[]): string {
  const honest = results.map(({ asked }) => asked.honest)
  const sum = (key: 'requests' | 'readers') => honest.reduce((all, one) => all + one[key], 0)
  const refused = results.reduce((all, result) => all + refusedOf(result), 0)
  return `An honest reader sent ${(sum('requests') / Math.max(1, sum('readers'))).toFixed(1)} requests, none of them for these rules; ${whole(refused)} genuine requests were refused.`
}
