import { type Device, type DeviceRecord, openDevice } from './device.ts'
import { type Entry, without } from './entries.ts'

const KEPT_FOR = 7 * 24 * 3600 * 1000
const PREFIX = 'unisson:'

/** Takes out an entry that can never count, and the vote that would be shown as one. */
export const drop = (record: DeviceRecord, entry: Entry): void => {
  const before = record.outbox.length
  record.outbox = without(record.outbox, entry)
  if ('vote' in entry && record.outbox.length < before) delete record.votes[entry.proposal]
}

/**
 * Takes from the device what has waited for more than seven days by its clock, which may have been wrong at the time, and
 * gives it. A wish to be forgotten waits until it is done.
 */
export const dropExpired = (device: Device, now: number): Entry[] => {
  const waiting = device.read()?.outbox ?? []
  const gone = waiting.filter((entry) => !('proposals' in entry) && Math.abs(now - entry.at) >= KEPT_FOR)
  if (gone.length) {
    device.update((record) => {
      for (const entry of gone) drop(record, entry)
    })
  }
  return gone
}

/** The same for the records of all consultations, shown on this page or not. */
export const dropAllExpired = (now: number): void => {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) dropExpired(openDevice(key.slice(PREFIX.length)), now)
    }
  } catch {
    // Blocked storage keeps nothing.
  }
}
