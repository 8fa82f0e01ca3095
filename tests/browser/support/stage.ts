import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { readConfig } from '../../../api/src/config.ts'
import { type RunningServer, startServer } from '../../../api/src/server.ts'
import type { StatisticsAnswer } from '../../../api/src/wire/index.ts'
import { METRIC_NAMES } from '../../../api/src/wire/metrics.ts'
import { type RunningNewspaper, startNewspaper } from '../../../demo-site/newspaper.ts'
import { type Article, type NewspaperSlug, newspapers } from '../../../demo-site/newspapers.ts'
import { DEMO_CONSULTATIONS, type DemoKeys, demoSecret, prepareDemo } from '../../../scripts/demo.ts'
import { playDemoHistory } from '../../../scripts/demo-history/play.ts'
import { findChromium } from '../../../scripts/programs.ts'
import { freePort } from '../../../scripts/server-process.ts'

type Measures = NonNullable<StatisticsAnswer['totals']>
type AllMeasures = { [Name in keyof Measures]-?: NonNullable<Measures[Name]> }

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A browser that says it is driven by a program is no reader.
  '--disable-blink-features=AutomationControlled',
  // For the whole browser, not by page: what is sent when a page ends is sent by the browser.
  '--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
]

export interface StagedArticle extends Article {
  newspaper: NewspaperSlug
  url: string
}

/** The real thing: an API with its database, two newspapers on two other origins, and a browser. */
export interface Stage {
  api: string
  server: RunningServer
  databaseFile: string
  keys: DemoKeys
  articles: StagedArticle[]
  browser: Browser
  /** The engagement of a newspaper, as its editor reads it. */
  statistics(newspaper: NewspaperSlug): Promise<Omit<StatisticsAnswer, 'totals'> & { totals: AllMeasures }>
  /** Stops the API, as a crash of the network would look to a reader. */
  stopApi(): Promise<void>
  close(): Promise<void>
}

const SLUGS = Object.keys(newspapers) as NewspaperSlug[]

async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('Chromium is missing')
  // Playwright switches the back-forward cache off; readers have it.
  const ignoreDefaultArgs = ['--disable-back-forward-cache']
  return chromium.launch({ executablePath, args: FLAGS, ignoreDefaultArgs })
}

export interface StageOptions {
  /** The articles are there whether theirs is or not. */
  consultations?: typeof DEMO_CONSULTATIONS
  /** Days on which demo readers have been here before. */
  historyDays?: number
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { consultations = DEMO_CONSULTATIONS, historyDays: days = 0 } = options
  const folder = await mkdtemp(join(tmpdir(), 'unisson-browser-'))
  const databaseFile = join(folder, 'unisson.db')
  const ports = { api: await freePort(), eveil: await freePort(), signal: await freePort() }
  const originOf = (slug: NewspaperSlug) => `http://localhost:${ports[slug]}`
  const origins = { eveil: [originOf('eveil')], signal: [originOf('signal')] }
  const keys = await prepareDemo(databaseFile, origins, consultations)
  const api = `http://localhost:${ports.api}`
  const sessionSecret = await demoSecret(databaseFile)
  if (days > 0) await playDemoHistory({ databaseFile, sessionSecret, keys, origins, days })
  const server = await startServer(
    readConfig({
      HOST: 'localhost',
      PORT: String(ports.api),
      PUBLIC_URL: api,
      DATABASE_FILE: databaseFile,
      SESSION_SECRET: sessionSecret,
      LOG_LEVEL: 'silent',
    }),
  )
  const papers: RunningNewspaper[] = await Promise.all(
    SLUGS.map((slug) => startNewspaper({ slug, port: ports[slug], publisher: keys.publicKeys[slug], api })),
  )
  const browser = await openBrowser()
  let isRunning = true
  const stopApi = async () => {
    if (isRunning) await server.close()
    isRunning = false
  }
  return {
    api,
    server,
    databaseFile,
    keys,
    browser,
    articles: SLUGS.flatMap((slug) =>
      newspapers[slug].articles.map((article) => ({
        ...article,
        newspaper: slug,
        url: originOf(slug) + article.path,
      })),
    ),
    statistics: async (newspaper) => {
      const response = await fetch(`${api}/v1/publisher/stats/articles?metrics=${METRIC_NAMES}`, {
        headers: { authorization: `Bearer ${keys.apiKeys[newspaper]}` },
      })
      return (await response.json()) as StatisticsAnswer & { totals: AllMeasures }
    },
    stopApi,
    close: async () => {
      await browser.close()
      await Promise.all(papers.map((paper) => paper.close()))
      await stopApi()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
