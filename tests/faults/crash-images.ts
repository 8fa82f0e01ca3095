import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** As in disk.c. */
const [OPENED, CREATED, WRITTEN, FLUSHED, FLUSH_FAILED, CUT, REMOVED] = [1, 2, 3, 4, 5, 6, 7]
const HEAD_BYTES = 17
const SECTOR_BYTES = 512

export interface DiskEvent {
  what: number
  file: number
  offset: number
  bytes: Buffer
  /** Where in the log it ends. */
  end: number
}

/** What a process did to its disk, in order. */
export function readLog(log: string): DiskEvent[] {
  const content = readFileSync(log)
  const events: DiskEvent[] = []
  for (let at = 0; at + HEAD_BYTES <= content.length; ) {
    const length = content.readUInt32LE(at + 13)
    const end = at + HEAD_BYTES + length
    events.push({
      what: content.readUInt8(at),
      file: content.readInt32LE(at + 1),
      offset: Number(content.readBigInt64LE(at + 5)),
      bytes: content.subarray(at + HEAD_BYTES, end),
      end,
    })
    at = end
  }
  return events
}

interface Change {
  offset: number
  /** Undefined: cut to `offset`. */
  bytes: Buffer | undefined
}

/** The bytes of a file, with room to grow. */
class Content {
  #bytes: Buffer
  #size: number

  constructor(bytes: Buffer, size = bytes.length) {
    this.#bytes = bytes
    this.#size = size
  }

  apply({ offset, bytes }: Change): void {
    const end = offset + (bytes?.length ?? 0)
    if (end > this.#bytes.length) this.#bytes = Buffer.concat([this.bytes], Math.max(end, 2 * this.#size))
    if (bytes) bytes.copy(this.#bytes, offset)
    // What is cut off reads as zeros if the file grows over it again.
    else this.#bytes.fill(0, offset)
    this.#size = bytes ? Math.max(this.#size, end) : end
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#size)
  }

  copy(): Content {
    return new Content(Buffer.from(this.bytes))
  }
}

class DiskFile {
  readonly durable: Content
  pending: Change[] = []
  /** False until its folder is flushed: without that, a new file may not be there after a power cut. */
  isNamed: boolean

  constructor(content: Buffer, isNamed: boolean) {
    this.durable = new Content(content)
    this.isNamed = isNamed
  }

  flush(): void {
    for (const change of this.pending) this.durable.apply(change)
    this.pending = []
  }
}

/** Single sectors of what was written: a power cut may leave any of them, in any order. */
function sectors({ offset, bytes }: Change): Change[] {
  if (bytes === undefined) return [{ offset, bytes }]
  const parts: Change[] = []
  for (let at = 0; at < bytes.length; at += SECTOR_BYTES)
    parts.push({ offset: offset + at, bytes: bytes.subarray(at, at + SECTOR_BYTES) })
  return parts
}

/** Plays a log event by event, and knows at each what is on the disk for certain, and what may be. */
export class CrashedDisk {
  readonly #files = new Map<string, DiskFile>()
  readonly #open = new Map<number, string>()
  readonly #folder: string

  /** `existing`: paths and contents from before the log. */
  constructor(folder: string, existing: Iterable<readonly [string, Buffer]>) {
    this.#folder = folder
    for (const [path, content] of existing) this.#files.set(path, new DiskFile(Buffer.from(content), true))
  }

  play({ what, file, offset, bytes }: DiskEvent): void {
    if (what === OPENED || what === CREATED) {
      this.#opened(file, bytes.toString(), what === CREATED)
      return
    }
    if (what === REMOVED) {
      this.#files.delete(bytes.toString())
      return
    }
    const path = this.#open.get(file) ?? ''
    if (path === this.#folder && what === FLUSHED) for (const one of this.#files.values()) one.isNamed = true
    const known = this.#files.get(path)
    if (!known) return
    if (what === WRITTEN) known.pending.push({ offset, bytes })
    else if (what === CUT) known.pending.push({ offset, bytes: undefined })
    else if (what === FLUSHED) known.flush()
    // The system drops what it could not write, and knows of it no more.
    else if (what === FLUSH_FAILED) known.pending = []
  }

  /**
   * Writes the files as a power cut at this moment leaves them. `survives` says of each sector that was written but
   * not flushed whether it reached the disk.
   */
  writeImage(target: string, survives: () => boolean): void {
    for (const [path, { durable, pending, isNamed }] of this.#files) {
      if (!isNamed && !survives()) continue
      const content = durable.copy()
      for (const change of pending.flatMap(sectors).filter(survives)) content.apply(change)
      writeFileSync(join(target, basename(path)), content.bytes)
    }
  }

  #opened(file: number, path: string, isNew: boolean): void {
    this.#open.set(file, path)
    if (isNew) this.#files.set(path, new DiskFile(Buffer.alloc(0), false))
  }
}
