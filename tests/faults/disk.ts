import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCE = fileURLToPath(new URL('./disk.c', import.meta.url))
const PAGE_BYTES = 4096

/** The same order as in disk.c; eight bytes each. */
const FIELDS = ['flushMicroseconds', 'writeError', 'failAt', 'failError', 'gate', 'calls', 'atGate'] as const
type Field = (typeof FIELDS)[number]

/** Compiles the disk, once for each version of its source. */
function library(): string {
  const digest = createHash('sha256').update(readFileSync(SOURCE)).digest('hex').slice(0, 16)
  const file = join(tmpdir(), `unisson-disk-${digest}.so`)
  if (existsSync(file)) return file
  const own = `${file}.${process.pid}`
  execFileSync('gcc', [
    '-O2',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-shared',
    '-fPIC',
    '-o',
    own,
    SOURCE,
    '-ldl',
    '-lpthread',
  ])
  renameSync(own, file)
  return file
}

/** Steers the disk under a process that was started with its `environment`, while that runs. */
export class FaultyDisk {
  readonly environment: Record<string, string>
  readonly log: string
  readonly #control: number

  /** Watches what lies in `folder`; its own files must lie elsewhere, in `beside`. With `records`, writes a log. */
  constructor(folder: string, beside: string, { records = false } = {}) {
    const control = join(beside, 'disk.control')
    this.log = join(beside, 'disk.log')
    writeFileSync(control, Buffer.alloc(PAGE_BYTES))
    if (records) writeFileSync(this.log, '')
    this.#control = openSync(control, 'r+')
    this.environment = {
      LD_PRELOAD: library(),
      FAULTY_DISK_FOLDER: folder,
      FAULTY_DISK_CONTROL: control,
      ...(records ? { FAULTY_DISK_LOG: this.log } : {}),
    }
  }

  #set(field: Field, value: number): void {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(BigInt(value))
    writeSync(this.#control, bytes, 0, 8, FIELDS.indexOf(field) * 8)
  }

  #get(field: Field): number {
    const bytes = Buffer.alloc(8)
    readSync(this.#control, bytes, 0, 8, FIELDS.indexOf(field) * 8)
    return Number(bytes.readBigInt64LE())
  }

  /** Every flush takes so much longer. */
  slow(milliseconds: number): void {
    this.#set('flushMicroseconds', milliseconds * 1000)
  }

  /** Every write is refused: no room, or read-only; `undefined` heals. */
  refuse(code: 'ENOSPC' | 'EROFS' | undefined): void {
    this.#set('writeError', code === undefined ? 0 : constants.errno[code])
  }

  /** The call (write, truncation or flush) that is so many calls ahead fails once with an I/O error. */
  failAfter(calls: number): void {
    this.#set('failError', constants.errno.EIO)
    this.#set('failAt', this.calls + calls)
  }

  /** While stuck, no flush ends. */
  stick(isStuck: boolean): void {
    this.#set('gate', isStuck ? 1 : 0)
  }

  get isHolding(): boolean {
    return this.#get('atGate') === 1
  }

  /** Writes, truncations and flushes so far. */
  get calls(): number {
    return this.#get('calls')
  }

  close(): void {
    this.stick(false)
    closeSync(this.#control)
  }
}
