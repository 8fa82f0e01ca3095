import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { readConfig } from '../../api/src/config.ts'
import { type RunningServer, startServer } from '../../api/src/server.ts'
import type { StatisticsAnswer } from '../../api/src/wire/index.ts'
import { METRIC_NAMES } from '../../api/src/wire/metrics.ts'
import type { Article } from '../../demo-site/article.ts'
import { type RunningNewspaper, startNewspaper } from '../../demo-site/newspaper.ts'
import { type NewspaperSlug, newspapers } from '../../demo-site/newspapers.ts'
import { launchChromium } from '../browsers/chromium.ts'
import { playDemoHistory } from '../demo/history.ts'
import { DEMO_CONSULTATIONS, type DemoKeys, demoSecret, prepareDemo } from '../demo/prepare.ts'
import { freePort } from './server-process.ts'

type MetricValues = NonNullable<StatisticsAnswer['totals']>
type AllMetricValues = { [Name in keyof MetricValues]-?: NonNullable<MetricValues[Name]> }

export interface StagedArticle extends Article {
  newspaper: NewspaperSlug
  url: string
}

/** The real thing: an API with its database, and two newspapers on two other origins. */
export interface Servers {
  api: string
  server: RunningServer
  databaseFile: string
  keys: DemoKeys
  articles: StagedArticle[]
  /** The engagement of a newspaper, as its editor reads it. */
  statistics(
    newspaper: NewspaperSlug,
  ): Promise<Omit<StatisticsAnswer, 'totals'> & { totals: AllMetricValues }>
  /** Stops the API, as a crash of the network would look to a reader. */
  stopApi(): Promise<void>
  close(): Promise<void>
}

/** The servers, and a Chromium with all that Playwright can do. */
export interface Stage extends Servers {
  browser: Browser
}

const SLUGS = Object.keys(newspapers) as NewspaperSlug[]

export interface StageOptions {
  /** The articles are there whether theirs is or not. */
  consultations?: typeof DEMO_CONSULTATIONS
  /** Days on which demo readers have been here before. */
  historyDays?: number
}

/** Starts the servers and Chromium. Throws with the way to install Chromium where it is missing. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const servers = await openServers(options)
  const browser = await launchChromium()
  return {
    ...servers,
    browser,
    close: async () => {
      await browser.close()
      await servers.close()
    },
  }
}

/** Starts an API on a new database with the demonstration, and both newspapers, all on free ports. */
export async function openServers(options: StageOptions = {}): Promise<Servers> {
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
      return (await response.json()) as StatisticsAnswer & { totals: AllMetricValues }
    },
    stopApi,
    close: async () => {
      await Promise.all(papers.map((paper) => paper.close()))
      await stopApi()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
