import Table from 'cli-table3'
import type { BrowserContext } from 'playwright-core'
import { EditorBrowser, type SignedIn } from '../stage/editor.ts'
import { openStage } from '../stage/stage.ts'

// How soon an editor can work with the dashboard: sixty days of demo readers, a browser with an empty cache.
// npm run measure:dashboard

const ROUNDS = 7
const SLOWDOWNS = [1, 4]
const BUDGET_MILLISECONDS = 1000
const HISTORY_DAYS = 60

/** From the address to figures, curve and articles that are there and answer, in milliseconds; and what was sent. */
async function measure(context: BrowserContext, api: string, slowdown: number) {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.goto(`${api}/dashboard`)
  await page.waitForFunction(() =>
    ['.key-figures button', '.chart canvas', '.articles tbody tr'].every((part) =>
      document.querySelector(part),
    ),
  )
  const milliseconds = await page.evaluate(() => performance.now())
  const sent = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/web/'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  )
  await page.close()
  return { milliseconds, sent }
}

const median = (numbers: number[]): number =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

async function main(): Promise<void> {
  const stage = await openStage({ historyDays: HISTORY_DAYS })
  const table = new Table({
    head: ['processor', 'interactive after ms', 'sent kB'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right'],
  })
  let isWithin = true
  try {
    const editor = await EditorBrowser.open(stage.browser, stage.api)
    await editor.signIn(stage.keys.apiKeys.eveil)
    const storageState: SignedIn = await editor.page.context().storageState()
    for (const slowdown of SLOWDOWNS) {
      const rounds = []
      for (let round = 0; round < ROUNDS; round++) {
        const context = await stage.browser.newContext({ storageState })
        rounds.push(await measure(context, stage.api, slowdown))
        await context.close()
      }
      const milliseconds = median(rounds.map((round) => round.milliseconds))
      if (slowdown === 1) isWithin = milliseconds <= BUDGET_MILLISECONDS
      table.push([
        slowdown === 1 ? 'as it is' : `slowed ${slowdown} times`,
        milliseconds.toFixed(0),
        ((rounds[0]?.sent ?? 0) / 1000).toFixed(1),
      ])
    }
  } finally {
    await stage.close()
  }
  process.stdout.write(`${table.toString()}\nmedians of ${ROUNDS} rounds\n`)
  if (!isWithin) process.exitCode = 1
}

await main()
