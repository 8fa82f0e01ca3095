import { findPostgres } from './stage/postgres-server.ts'
import {
  findChromium,
  findFaketime,
  findFirefox,
  findWebKit,
  hasCompiler,
  hasTextBrowser,
  hasWordPress,
  run,
  runScripts,
} from './stage/programs.ts'

// All checks and all tests: npm test. Anything after -- goes to vitest: npm test -- --project unit

interface Need {
  name: string
  /** Names of vitest's projects; all others go without. */
  projects: string[]
  isThere(): boolean
  /** Of Debian and Ubuntu. */
  packages: string[]
  /** The variable that names another place. */
  variable?: string
}

const NEEDS: Need[] = [
  {
    name: 'Chromium',
    projects: ['browser', 'chromium', 'wordpress'],
    isThere: () => findChromium() !== undefined,
    packages: ['chromium'],
    variable: 'CHROMIUM',
  },
  {
    name: 'Firefox',
    projects: ['firefox'],
    isThere: () => findFirefox() !== undefined,
    packages: ['firefox-esr'],
    variable: 'FIREFOX',
  },
  {
    name: 'WebKitGTK with its driver, and Xvfb',
    projects: ['webkit'],
    isThere: () => findWebKit() !== undefined,
    packages: ['webkit2gtk-driver', 'xvfb'],
    variable: 'MINI_BROWSER',
  },
  {
    name: 'gcc and the headers of C',
    projects: ['faults'],
    isThere: hasCompiler,
    packages: ['gcc', 'libc6-dev'],
  },
  {
    name: 'w3m',
    projects: ['api'],
    isThere: hasTextBrowser,
    packages: ['w3m'],
  },
  {
    name: 'libfaketime',
    projects: ['faults'],
    isThere: () => findFaketime() !== undefined,
    packages: ['faketime'],
    variable: 'FAKETIME_LIBRARY',
  },
  {
    name: 'WordPress with MariaDB and PHP',
    projects: ['wordpress'],
    isThere: hasWordPress,
    packages: ['wordpress', 'wordpress-theme-twentytwentythree', 'mariadb-server-core', 'php-mysql'],
  },
  {
    name: 'PostgreSQL',
    projects: ['api-postgres', 'faults'],
    isThere: () => findPostgres() !== undefined,
    packages: ['postgresql'],
    variable: 'POSTGRES_BIN',
  },
]

/** Projects that are named by --project; none: all of them run, or those of the named files. */
const chosenProjects = (parts: string[]): string[] =>
  parts.flatMap((part, index) =>
    part === '--project' ? (parts[index + 1] ?? []) : part.startsWith('--project=') ? part.slice(10) : [],
  )

function missingFor(projects: string[]): Need[] {
  const isAsked = (need: Need) =>
    projects.length === 0 || need.projects.some((project) => projects.includes(project))
  return NEEDS.filter((need) => isAsked(need) && !need.isThere())
}

/** What is missing, one a line, and one line that installs it. */
function tell(missing: Need[]): string {
  const lines = missing.map(
    ({ name, projects, variable }) =>
      `  ${name}, for ${projects.join(' and ')}${variable ? ` (${variable} names another place)` : ''}`,
  )
  const packages = missing.flatMap((need) => need.packages).join(' ')
  return ['The tests need:', ...lines, `On Debian and Ubuntu: sudo apt-get install -y ${packages}`, ''].join(
    '\n',
  )
}

async function main(): Promise<void> {
  const chosen = process.argv.slice(2)
  const missing = missingFor(chosenProjects(chosen))
  if (missing.length > 0) {
    process.stderr.write(tell(missing))
    process.exitCode = 1
    return
  }
  await runScripts('build', ...(chosen.length === 0 ? ['check'] : []))
  process.exitCode = await run('npx', ['vitest', 'run', ...chosen], { TEST_BUILT: '1' })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
})
