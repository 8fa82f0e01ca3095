import { RUNS } from './runs.ts'

const HELP = `npm run faults -- [name …]

Puts the API under each fault at its full length, with a ledger of every answer kept outside of it, and says what came
of it. About half an hour in all; tests/faults has each of them for a few seconds. Names: ${Object.keys(RUNS).join(', ')}
`

async function main(): Promise<void> {
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !Object.hasOwn(RUNS, name))
  if (unknown.length > 0) {
    process.stdout.write(HELP)
    process.exitCode = names.includes('--help') ? 0 : 2
    return
  }
  let failed = 0
  for (const [name, run] of Object.entries(RUNS)) {
    if (names.length > 0 && !names.includes(name)) continue
    const began = performance.now()
    const { isKept, text } = await run()
    const seconds = Math.round((performance.now() - began) / 1000)
    process.stdout.write(`${isKept ? 'kept  ' : 'BROKEN'} ${name} (${seconds} s)\n  ${text}\n`)
    if (!isKept) failed += 1
  }
  if (failed > 0) process.exitCode = 1
}

await main()
