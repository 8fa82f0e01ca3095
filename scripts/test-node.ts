import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// The tests on another version of Node: npm run test:node -- 24.18. What follows goes to vitest.

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))
const PROJECTS = ['unit', 'api', 'api-postgres', 'faults'].flatMap((project) => ['--project', project])

const HELP = `npm run test:node -- VERSION [--project NAME …] [FILE …]

Tests the last commit on Node VERSION (22, 24.18), which npm brings, in a clone of its own, since native packages are built
again for each version. Without projects: unit, api, api-postgres and faults.
`

function testOn(version: string, chosen: readonly string[], folder: string): void {
  const run = (command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env) =>
    execFileSync(command, args, { cwd, env, stdio: 'inherit' })
  const tools = join(folder, 'tools')
  const clone = join(folder, 'unisson')
  run('npm', ['install', '--silent', '--prefix', tools, `node@${version}`], folder)
  run('git', ['clone', '--quiet', REPOSITORY, clone], folder)
  // The package of a platform brings the headers too, from which native packages are built without asking elsewhere.
  const platform = join(tools, 'node_modules/node/node_modules', `node-${process.platform}-${process.arch}`)
  const env = {
    ...process.env,
    PATH: [join(tools, 'node_modules/node/bin'), process.env['PATH']].join(delimiter),
    TEST_BUILT: '1',
    ...(existsSync(join(platform, 'include')) && { npm_config_nodedir: platform }),
  }
  run('node', ['--version'], clone, env)
  run('npm', ['ci', '--no-audit', '--no-fund'], clone, env)
  run('npm', ['run', '--silent', 'build'], clone, env)
  const projects = chosen.includes('--project') ? [] : PROJECTS
  run('npx', ['vitest', 'run', ...projects, ...chosen], clone, env)
}

const [version, ...chosen] = process.argv.slice(2)
if (version === undefined || !/^\d+(\.\d+)*$/.test(version)) {
  process.stdout.write(HELP)
  process.exitCode = version === '--help' ? 0 : 2
} else {
  const folder = mkdtempSync(join(tmpdir(), `unisson-node-${version}-`))
  try {
    testOn(version, chosen, folder)
  } catch {
    // What failed has said so itself.
    process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
