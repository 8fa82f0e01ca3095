import type { EmbedPayload, Qualification, Vote } from '@unisson/api/wire'
import { nanoid } from 'nanoid'
import { serialise } from '../host/platform.ts'
import type { Entry } from './outbox-entries.ts'

/** A reader's vote on one proposal, with its nuances. */
export interface Ballot {
  vote: Vote
  qualifications: Qualification[]
}

/** All that the device keeps for one consultation, under one key, from the reader's first act on. */
export interface DeviceRecord {
  reader: string
  revision: number
  votes: Record<string, Ballot>
  authored: string[]
  /** The part of the public that the reader belongs to; null: asked, and not answered */
  segment?: string | null
  outbox: Entry[]
  /** What this device has told of the actions that came of the consultation: their addresses and states */
  told?: string[]
  payload?: { at: number; payload: EmbedPayload }
}

type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The reader's record on this device, shared by all pages of the publisher's origin. */
export interface Device {
  read(): DeviceRecord | undefined
  /** Reads afresh, changes and writes in one go: another tab may have written since. */
  update(change: (record: DeviceRecord) => void): DeviceRecord
  erase(): void
  /** Calls back when this page or another tab has changed the record. */
  watch(listener: () => void): () => unknown
}

const emptyRecord = (): DeviceRecord => ({
  reader: nanoid(),
  revision: 0,
  votes: {},
  authored: [],
  outbox: [],
})

const parse = (text: string | null): DeviceRecord | undefined => {
  try {
    const record = JSON.parse(text ?? '') as DeviceRecord
    return record.reader && record.votes && record.outbox.length >= 0 ? record : undefined
  } catch {
    return undefined
  }
}

const pageStorage = (): Keeper | undefined => {
  try {
    return localStorage
  } catch {
    // Blocked by the browser's settings or by a sandbox: memory must do.
    return undefined
  }
}

/** Opens the record of a consultation; without storage it lives as long as the page. */
export const openDevice = (slug: string, storage: Keeper | undefined = pageStorage()): Device => {
  const key = `unisson:${slug}`
  const listeners = new Set<() => void>()
  let memory: string | null = null
  let kept = !!storage

  const load = () => {
    try {
      if (kept && storage) memory = storage.getItem(key)
    } catch {
      kept = false
    }
    return parse(memory)
  }
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const save = (text: string | null) => {
    memory = text
    try {
      text ? storage?.setItem(key, text) : storage?.removeItem(key)
    } catch {
      // Full or refused: from here on memory is the truth of this page.
      kept = false
    }
    tell()
  }
  addEventListener('storage', (event) => {
    // A null key: all storage of the origin was cleared.
    if (event.key === key || !event.key) tell()
  })

  return {
    read: load,
    update(change) {
      const record = load() ?? emptyRecord()
      change(record)
      save(serialise(record))
      return record
    },
    erase: () => save(null),
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
