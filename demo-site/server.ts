import { type RunningNewspaper, startNewspaper } from './newspaper.ts'
import { newspapers } from './newspapers.ts'
import { readSettings } from './settings.ts'

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const running: RunningNewspaper[] = []
  for (const { slug, port, publisher } of settings.newspapers) {
    const newspaper = await startNewspaper({ slug, port, publisher, api: settings.api, host: settings.host })
    running.push(newspaper)
    console.log(`${newspapers[slug].name}: ${newspaper.origin}`)
  }

  const stop = () => void Promise.all(running.map((newspaper) => newspaper.close()))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  // One newspaper may already listen; it would keep the process alive without the other.
  process.exit(1)
})
