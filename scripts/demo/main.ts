import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import picocolors from 'picocolors'
import { readDatabase } from '../../api/src/config.ts'
import { type RunningNewspaper, startNewspaper } from '../../demo-site/newspaper.ts'
import { type NewspaperSlug, newspapers } from '../../demo-site/newspapers.ts'
import { runScripts } from '../stage/programs.ts'
import { portIsFree, waitUntilUp } from '../stage/server-process.ts'
import { playDemoHistory } from './history.ts'
import { DEMO_SLUGS, type DemoKeys, demoKeysFile, demoSecret, prepareDemo } from './prepare.ts'

// npm start: builds everything, fills a database with the demo, runs the API and both newspapers.
// npm run dev: the same, and API and widget are built again on every change.

/** The one that `npm run unisson` works on as well. */
const DATABASE = readDatabase({ DATABASE_FILE: process.env['DATABASE_FILE'] })
const HOST = 'localhost'
const PORTS = { api: 4000, eveil: 4001, signal: 4002 } as const
const API = `http://${HOST}:${PORTS.api}`
const HISTORY_DAYS = 60
const SLUGS = Object.keys(newspapers) as NewspaperSlug[]

const { values: options } = parseArgs({ options: { watch: { type: 'boolean', default: false } } })

const origins = {
  eveil: [`http://${HOST}:${PORTS.eveil}`, `http://127.0.0.1:${PORTS.eveil}`],
  signal: [`http://${HOST}:${PORTS.signal}`, `http://127.0.0.1:${PORTS.signal}`],
}

async function checkPorts(): Promise<void> {
  for (const [name, port] of Object.entries(PORTS)) {
    if (!(await portIsFree(port)))
      throw new Error(`Port ${port} (${name}) is in use. Stop what listens there and try again.`)
  }
}

async function startApi(): Promise<ChildProcess> {
  const program = options.watch ? ['--import', 'tsx', '--watch', 'api/src/main.ts'] : ['api/dist/server.js']
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      HOST,
      PORT: String(PORTS.api),
      PUBLIC_URL: API,
      DATABASE_FILE: DATABASE,
      SESSION_SECRET: await demoSecret(DATABASE),
      // The replay stands in for a proxy that tells readers apart.
      TRUSTED_PROXIES: '127.0.0.1,::1',
      LOG_LEVEL: 'warn',
    },
  })
  await waitUntilUp(`${API}/readyz`, child)
  return child
}

function startWidgetWatch(): ChildProcess {
  return spawn('npm', ['run', '--silent', 'dev', '-w', '@unisson/widget'], { stdio: 'inherit' })
}

function welcome(keys: DemoKeys): string {
  const { bold, cyan, dim } = picocolors
  const papers = SLUGS.flatMap((slug) => [
    `  ${bold(newspapers[slug].name)}  ${cyan(origins[slug][0] ?? '')}`,
    ...newspapers[slug].articles.map(
      ({ title, path }) => `    ${title}\n      ${cyan((origins[slug][0] ?? '') + path)}`,
    ),
    `    ${dim('public key')} ${keys.publicKeys[slug]}   ${dim('API key')} ${keys.apiKeys[slug]}`,
    '',
  ])
  return [
    '',
    `  ${bold('Unisson')}  ${cyan(API)}   ${dim('what runs here, and who goes where')}`,
    `    ${dim('results of a closed consultation')} ${cyan(`${API}/c/${DEMO_SLUGS.finished}`)}`,
    `    ${dim('database')} ${DATABASE}`,
    '',
    `  ${bold('Console')}  ${cyan(`${API}/console`)}`,
    `    ${dim('key')} ${keys.administratorKey}`,
    '',
    `  ${bold('Dashboard')}  ${cyan(`${API}/dashboard`)}   ${dim('key: the API key of a newspaper, below')}`,
    '',
    ...papers,
    `  ${dim('Open an article, vote, then read its engagement:')}`,
    `  curl -s ${API}/v1/publisher/stats/summary -H 'Authorization: Bearer ${keys.apiKeys.eveil}'`,
    '',
    `  ${dim('Ctrl+C stops everything.')}`,
    '',
  ].join('\n')
}

async function stop(children: ChildProcess[], papers: RunningNewspaper[]): Promise<void> {
  for (const child of children) {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
  }
  await Promise.all(papers.map((paper) => paper.close()))
}

/** A new database gets its proposals, and a past with made-up readers; a filled one stays as it is. */
async function fillDatabase(): Promise<DemoKeys> {
  const isNew = !existsSync(demoKeysFile(DATABASE))
  if (!isNew) return prepareDemo(DATABASE, origins)
  process.stdout.write('Filling the database with real proposals …\n')
  const keys = await prepareDemo(DATABASE, origins)
  process.stdout.write(`Giving it ${HISTORY_DAYS} days of demo readers, who are made up …\n`)
  const sessionSecret = await demoSecret(DATABASE)
  await playDemoHistory({ databaseFile: DATABASE, sessionSecret, keys, origins, days: HISTORY_DAYS })
  return keys
}

async function main(): Promise<void> {
  await checkPorts()
  process.stdout.write('Building the widget and the API …\n')
  await runScripts('build')
  const keys = await fillDatabase()
  const children = [await startApi(), ...(options.watch ? [startWidgetWatch()] : [])]
  const papers = await Promise.all(
    SLUGS.map((slug) =>
      startNewspaper({ slug, port: PORTS[slug], publisher: keys.publicKeys[slug], api: API, host: HOST }),
    ),
  )
  process.stdout.write(welcome(keys))
  const finish = () => void stop(children, papers)
  process.once('SIGINT', finish)
  process.once('SIGTERM', finish)
  children[0]?.once('exit', finish)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
})
