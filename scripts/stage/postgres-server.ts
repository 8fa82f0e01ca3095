import { execFileSync, spawn } from 'node:child_process'
import {
  accessSync,
  chownSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { freePort, processorTime } from './server-process.ts'

const PACKAGED = '/usr/lib/postgresql'
/** A file system of Linux that is no disk. */
const MEMORY = '/dev/shm'
const ROOM = 2 * 2 ** 30
const START_MILLISECONDS = 30_000
const LOOK_MILLISECONDS = 20

const POSTGRES_MISSING =
  'The tests of PostgreSQL need its server. Install it (Debian, Ubuntu: sudo apt-get install -y postgresql) or set POSTGRES_BIN to the folder of its programs.'

const isThere = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The folder of PostgreSQL's own programs: named, on the path, or where Debian puts the newest. */
export function findPostgres(): string | undefined {
  const versions = isThere(PACKAGED)
    ? readdirSync(PACKAGED).sort((one, other) => Number(other) - Number(one))
    : []
  return [
    process.env['POSTGRES_BIN'] ?? '',
    ...(process.env['PATH'] ?? '').split(':'),
    ...versions.map((version) => join(PACKAGED, version, 'bin')),
  ].find((folder) => folder !== '' && isThere(join(folder, 'initdb')) && isThere(join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root; its package brings a user. */
function ownUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const ask = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }))
  return { uid: ask('-u'), gid: ask('-g') }
}

/** A folder for temporary files that are to be quick: in memory where there is room. */
export function memoryFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    if (bavail * bsize > ROOM) return MEMORY
  } catch {
    // Not on Linux.
  }
  return tmpdir()
}

export interface PostgresServer {
  port: number
  /** The URL of one of its databases. */
  urlOf(database: string): string
  createDatabase(name: string, template?: string): Promise<string>
  /** Processor time of all its processes together, in milliseconds. */
  processorTime(): Promise<number>
  /** Ends it as a crash would, and resolves when it is gone; `start` brings it back. */
  stopAtOnce(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export interface PostgresOptions {
  isInMemory?: boolean
  settings?: Record<string, string>
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  max_connections: '300',
  shared_buffers: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
}

/**
 * Runs an empty PostgreSQL server of its own, in a temporary folder, at a free port of this machine alone. In memory where
 * it is only to be quick, and there is some; on a disk where flushes are to cost what they cost.
 */
export async function startPostgres({
  isInMemory = false,
  settings = {},
}: PostgresOptions = {}): Promise<PostgresServer> {
  const programs = findPostgres()
  if (programs === undefined) throw new Error(POSTGRES_MISSING)
  const folder = mkdtempSync(join(isInMemory ? memoryFolder() : tmpdir(), 'unisson-postgres-'))
  const [user, port] = [ownUser(), await freePort()]
  const data = join(folder, 'data')
  mkdirSync(data)
  if (user.uid !== undefined)
    for (const path of [folder, data]) chownSync(path, user.uid, user.gid ?? user.uid)
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'unisson', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...user, cwd: folder, stdio: 'ignore' },
  )
  const urlOf = (database: string) => `postgres://unisson@127.0.0.1:${port}/${database}`
  const ask = async (sql: string) => {
    const client = new pg.Client(urlOf('postgres'))
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  let running: { kill(signal: NodeJS.Signals): void; gone: Promise<void> } | undefined
  const stop = async (signal: NodeJS.Signals) => {
    running?.kill(signal)
    await running?.gone
    running = undefined
  }
  const start = async () => {
    const all = { ...SETTINGS, ...settings, port: `${port}`, unix_socket_directories: folder }
    const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = spawn(join(programs, 'postgres'), ['-D', data, ...options], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    })
    running = {
      kill: (signal) => child.kill(signal),
      gone: new Promise((resolve) => child.once('exit', () => resolve())),
    }
    const deadline = performance.now() + START_MILLISECONDS
    while (
      !(await ask('SELECT 1').then(
        () => true,
        () => false,
      ))
    ) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error('PostgreSQL does not start')
      await pause(LOOK_MILLISECONDS)
    }
  }
  await start()
  return {
    port,
    urlOf,
    async createDatabase(name, template) {
      await ask(`CREATE DATABASE "${name}"${template === undefined ? '' : ` TEMPLATE "${template}"`}`)
      return urlOf(name)
    },
    async processorTime() {
      const client = new pg.Client(urlOf('postgres'))
      await client.connect()
      const { rows } = await client
        .query<{ pid: number }>('SELECT pid FROM pg_stat_activity')
        .finally(() => client.end())
      const times = await Promise.all(rows.map(({ pid }) => processorTime(pid)))
      return times.reduce<number>((sum, time) => sum + (time ?? 0), 0)
    },
    stopAtOnce: () => stop('SIGQUIT'),
    start,
    async close() {
      // Its files are of no use to anybody: nothing is to be flushed.
      await stop('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
