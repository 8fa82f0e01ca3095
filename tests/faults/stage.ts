import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseVariables } from '../../api/src/config.ts'
import { openStore } from '../../api/src/store/index.ts'
import { createBenchDatabase } from '../../scripts/bench/database.ts'
import type { BenchConsultation } from '../../scripts/bench/loads.ts'
import { freePort, waitUntilUp } from '../../scripts/stage/server-process.ts'
import { programOf } from '../support/program.ts'
import { FaultyDisk } from './disk.ts'

export const SESSION_SECRET = 'a-key-of-the-faults-only-0123456789abcdef'

export interface Server {
  url: string
  port: number
  pid: number
  /** Milliseconds from the start of the process to the first answer. */
  startMilliseconds: number
  /** What it wrote to both outputs. */
  output(): string
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>
  hasEnded(): boolean
  /** kill -9. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** A database with one consultation, a file in a folder of its own or one of PostgreSQL's, and servers on it. */
export class Stage {
  readonly folder: string
  /** Or the URL of PostgreSQL's database. */
  readonly file: string
  readonly consultation: BenchConsultation
  readonly secret: Uint8Array
  readonly #top: string
  readonly #children = new Set<ChildProcess>()
  #disk: FaultyDisk | undefined

  private constructor(
    { top, folder, file }: { top: string; folder: string; file: string },
    consultation: BenchConsultation,
    secret: Uint8Array,
  ) {
    this.#top = top
    this.folder = folder
    this.file = file
    this.consultation = consultation
    this.secret = secret
  }

  /** With `folder`, the database lies there, on a disk of the caller's; with `url`, it is that of PostgreSQL. */
  static async open(folder?: string, url?: string): Promise<Stage> {
    const top = await mkdtemp(join(tmpdir(), 'unisson-faults-'))
    const place = folder ?? join(top, 'data')
    await mkdir(place, { recursive: true })
    const file = url ?? join(place, 'unisson.db')
    const consultation = await createBenchDatabase(file)
    const store = await openStore(file, Date.now())
    const [record] = await store.consultations.all()
    await store.database.close()
    return new Stage({ top, folder: place, file }, consultation, record?.secret ?? new Uint8Array())
  }

  /** A folder that the disk does not watch. */
  async beside(name: string): Promise<string> {
    const folder = join(this.#top, name)
    await mkdir(folder, { recursive: true })
    return folder
  }

  /** Puts a disk with faults under the servers that are started from now on. */
  async useFaultyDisk(options: { records?: boolean } = {}): Promise<FaultyDisk> {
    this.#disk = new FaultyDisk(this.folder, await this.beside('disk'), options)
    return this.#disk
  }

  /** Starts a server and waits until it answers. Rejects, with what it said, if it ends before. */
  async start(environment: Record<string, string> = {}, file = this.file): Promise<Server> {
    const port = await freePort()
    const began = performance.now()
    const child = this.#spawn({ PORT: `${port}`, ...databaseVariables(file), ...environment })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-20_000)
      })
    // Not 'exit': what it said last may still be on its way then.
    const ended = once(child, 'close').then(([code, signal]) => {
      this.#children.delete(child)
      return (code ?? signal) as number | string
    })
    const url = `http://127.0.0.1:${port}`
    await waitUntilUp(`${url}/healthz`, child).catch((error: Error) => {
      throw new Error(`${error.message}: ${output}`)
    })
    const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
      child.kill(signal)
      await ended
    }
    return {
      url,
      port,
      pid: child.pid ?? 0,
      startMilliseconds: performance.now() - began,
      ended,
      output: () => output,
      hasEnded: () => child.exitCode !== null || child.signalCode !== null,
      kill: () => end('SIGKILL'),
      stop: () => end('SIGTERM'),
    }
  }

  #spawn(environment: NodeJS.ProcessEnv) {
    const child = spawn(process.execPath, programOf('server'), {
      env: {
        ...process.env,
        SESSION_SECRET,
        LOG_LEVEL: 'warn',
        NODE_ENV: 'production',
        // Certificates of this machine's network: Node 20 reads them all at each start, for 100 ms; a server calls nobody.
        NODE_EXTRA_CA_CERTS: '',
        ...this.#disk?.environment,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#children.add(child)
    return child
  }

  async close(): Promise<void> {
    this.#disk?.close()
    for (const child of this.#children) child.kill('SIGKILL')
    await rm(this.#top, { recursive: true, force: true })
  }
}
