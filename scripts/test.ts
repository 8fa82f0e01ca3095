import { findPostgres, POSTGRES_MISSING } from './postgres-server.ts'
import { FAKETIME_MISSING, findChromium, findFaketime, hasCompiler, run, runScripts } from './programs.ts'

// All checks and all tests: npm test. Anything after -- goes to vitest: npm test -- --project unit

const BROWSER_MISSING =
  'The browser tests need Chromium. Install it (Debian, Ubuntu: sudo apt-get install -y chromium) or set CHROMIUM to its path.'

const COMPILER_MISSING =
  'The tests of faults need gcc. Install it (Debian, Ubuntu: sudo apt-get install -y gcc libc6-dev).'

async function main(): Promise<void> {
  const missing = [
    findChromium() ? [] : BROWSER_MISSING,
    hasCompiler() ? [] : COMPILER_MISSING,
    findFaketime() ? [] : FAKETIME_MISSING,
    findPostgres() ? [] : POSTGRES_MISSING,
  ].flat()
  if (missing.length > 0) {
    process.stderr.write(`${missing.join('\n')}\n`)
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
