import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Answers, Load, LoadShape } from './loads.ts'

const SCRIPT = fileURLToPath(new URL('./wrk.lua', import.meta.url))
/** More votes than the API takes in a second: each is sent once. */
const MOST_A_SECOND = 30_000

interface Report {
  requests: number
  seconds: number
  p50: number
  p99: number
  failed: number
}

/** One request a line, its parts with a tab between. */
function linesOf(load: Load, count: number): string {
  return Array.from({ length: count }, () => {
    const { method, path, userAgent, address, body } = load.next()
    return [method, path, userAgent, address, body].join('\t')
  }).join('\n')
}

/** Sends from a thread of C that takes little of the machine. */
export async function sendWithWrk(url: string, load: Load, shape: LoadShape): Promise<Answers> {
  const { connections, seconds } = shape
  const folder = await mkdtemp(join(tmpdir(), 'unisson-wrk-'))
  try {
    const file = join(folder, 'requests')
    await writeFile(file, linesOf(load, Math.ceil(MOST_A_SECOND * seconds)))
    const headers = Object.entries(load.headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
    const { stdout } = await promisify(execFile)(
      'wrk',
      ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', SCRIPT, ...headers, url],
      { env: { ...process.env, REQUESTS: file } },
    )
    const report: Report = JSON.parse(stdout.slice(stdout.lastIndexOf('{')))
    return {
      seconds: report.seconds,
      p50: report.p50,
      p99: report.p99,
      succeeded: report.requests - report.failed,
      failed: report.failed,
      leftOpen: connections,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
