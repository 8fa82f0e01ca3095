import { Presets, SingleBar } from 'cli-progress'
import type { Output } from './session.ts'

const MEGABYTE = 1e6

export interface ImportProgress {
  update(bytes: number): void
  stop(): void
}

/** A bar that fills as the file is read; nothing at all where nobody watches. */
export function importProgress(output: Output, totalBytes: number): ImportProgress {
  if (!output.isTTY) return { update: () => undefined, stop: () => undefined }
  const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(1)
  const bar = new SingleBar(
    { format: '{bar} {percentage} %  {read} of {size} MB', stream: output, clearOnComplete: true },
    Presets.shades_classic,
  )
  bar.start(totalBytes, 0, { read: megabytes(0), size: megabytes(totalBytes) })
  return {
    update: (bytes) => bar.update(bytes, { read: megabytes(bytes) }),
    stop: () => bar.stop(),
  }
}
