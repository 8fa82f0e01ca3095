import { readdirSync, readFileSync } from 'node:fs'

const KIBIBYTE = 1024

/** Resident memory of a process in bytes, and its open files; of Linux. */
export function figuresOf(pid: number): { memory: number; files: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const memory = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * KIBIBYTE
  return { memory, files: readdirSync(`/proc/${pid}/fd`).length }
}

/** The value below which a part of the numbers lies. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
