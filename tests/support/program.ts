import { fileURLToPath } from 'node:url'

const path = (address: string) => fileURLToPath(new URL(address, import.meta.url))

const PROGRAMS = {
  server: { source: path('../../api/src/main.ts'), built: path('../../api/dist/server.js') },
  cli: { source: path('../../api/src/cli.ts'), built: path('../../api/dist/cli.js') },
}

/** Vitest alone runs the source, so that it never tests yesterday's build. `npm test` has just built, and sets this. */
const isBuilt = process.env['VITEST'] === undefined || process.env['TEST_BUILT'] !== undefined

/** What Node is given to run the server or the command line in a process of its own. */
export function programOf(name: keyof typeof PROGRAMS): string[] {
  const { source, built } = PROGRAMS[name]
  return isBuilt ? [built] : ['--import', 'tsx', source]
}
