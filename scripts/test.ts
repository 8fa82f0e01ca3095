import { findChromium, run, runScripts } from './programs.ts'

// All checks and all tests: npm test. Anything after -- goes to vitest: npm test -- --project unit

const BROWSER_MISSING =
  'The browser tests need Chromium. Install it (Debian, Ubuntu: sudo apt-get install -y chromium) or set CHROMIUM to its path.'

async function main(): Promise<void> {
  if (!findChromium()) {
    process.stderr.write(`${BROWSER_MISSING}\n`)
    process.exitCode = 1
    return
  }
  const chosen = process.argv.slice(2)
  await runScripts('build', ...(chosen.length === 0 ? ['check'] : []))
  process.exitCode = await run('npx', ['vitest', 'run', ...chosen])
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
})
