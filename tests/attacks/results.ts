import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Party } from './ledger.ts'
import type { Played } from './play.ts'

interface CountedAsked {
  requests: number
  readers: number
  networks: number
  refusals: Record<string, number>
}

/** What one play of a scenario came to, as it is kept. */
export interface Result {
  scenario: string
  seed: number
  scale: number
  votes: Played['votes']
  rules: Record<string, { fake: number; genuine: number }>
  asked: Record<Party, CountedAsked>
  alarmMinutes: number | null
  target: Played['target'] | null
  effect: string | null
  differences: number
  seconds: number
}

export function resultOf(played: Played, scale: number): Result {
  const { scenario, seed, votes, rules, asked, alarmMinutes, target, effect, differences, seconds } = played
  return {
    scenario: scenario.name,
    seed,
    scale,
    votes,
    rules: Object.fromEntries(rules),
    asked: Object.fromEntries(
      Object.entries(asked).map(([party, { requests, readers, networks, refusals }]) => [
        party,
        { requests, readers, networks: networks.size, refusals: Object.fromEntries(refusals) },
      ]),
    ) as Result['asked'],
    alarmMinutes,
    target: target ?? null,
    effect: effect ?? null,
    differences,
    seconds: Math.round(seconds),
  }
}

/** The results that are kept; none if there are none yet. */
export async function readResults(file: string): Promise<Result[]> {
  const text = await readFile(file, 'utf8').catch(() => '[]')
  return JSON.parse(text) as Result[]
}

/** Keeps a result in place of an older one of the same scenario and seed. */
export async function keepResult(file: string, result: Result): Promise<void> {
  const others = (await readResults(file)).filter(
    ({ scenario, seed }) => scenario !== result.scenario || seed !== result.seed,
  )
  await mkdir(dirname(file), { recursive: true })
  const lines = [...others, result].map((one) => `  ${JSON.stringify(one)}`)
  await writeFile(file, `[\n${lines.join(',\n')}\n]\n`)
}
