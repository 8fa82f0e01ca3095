import { describe, expect, it } from 'vitest'
import { play } from '../attacks/play.ts'
import { type Result, resultOf } from '../attacks/results.ts'
import { SCENARIOS } from '../attacks/scenarios.ts'
import { misses } from '../attacks/table.ts'
import { dropDatabase, freshDatabase } from '../support/engine.ts'

const SEED = 100
const SCALE = 0.05
const HOURS = 0.3
/** It ends by itself; a busy machine takes its time. */
const LIMIT_MILLISECONDS = 300_000

/** A twentieth of the full size within eighteen minutes; `npm run attacks` plays all of it. */
async function playSmall(name: string): Promise<Result & { missed: string[] }> {
  const full = SCENARIOS.find((scenario) => scenario.name === name)
  if (!full) throw new Error(`There is no scenario ${name}`)
  const scenario = { ...full, hours: HOURS }
  const databaseUrl = await freshDatabase()
  try {
    const options = { seed: SEED, readers: 3000, scale: SCALE }
    const played = await play(scenario, databaseUrl === undefined ? options : { ...options, databaseUrl })
    const result = resultOf(played, SCALE)
    return { ...result, missed: misses(scenario, result) }
  } finally {
    if (databaseUrl !== undefined) await dropDatabase(databaseUrl)
  }
}

describe('An attacker beside honest readers', () => {
  it(
    'adds nothing with votes on a proposal that was not served, is on the screen within minutes, and costs nobody a vote',
    async () => {
      const { missed, votes } = await playSmall('not-served')
      expect(missed).toEqual([])
      expect(votes.attacker).toEqual({ counted: 0, unverified: 500, 'set-aside': 0, missing: 0 })
      expect(votes.honest.counted).toBeGreaterThan(300)
    },
    LIMIT_MILLISECONDS,
  )

  it(
    'who sends all they can from the address of a school has no pupil refused, and none set aside',
    async () => {
      const { missed, votes, asked } = await playSmall('school-unproven')
      expect(missed).toEqual([])
      expect(asked.school.refusals).toEqual({})
      const { counted, ...others } = votes.school
      expect(counted).toBeGreaterThan(500)
      expect(others).toEqual({ unverified: 0, 'set-aside': 0, missing: 0 })
    },
    LIMIT_MILLISECONDS,
  )
})
