import type { ServerProcess } from '../stage/server-process.ts'
import type { Generator } from './generator.ts'
import type { Load, LoadShape } from './loads.ts'

export interface Measurement {
  /** Answered requests a second. */
  throughput: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** Microseconds of processor time for one request, of all of the server; null where the system does not tell. */
  processorTime: number | null
  /** Bytes: the most that all of the server's processes took; null where the system does not tell. */
  mostMemory: number | null
  succeeded: number
  failed: number
  /** Whose answers were not waited for: they may be on disk. */
  leftOpen: number
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
const known = (numbers: readonly (number | null)[]): number[] => numbers.filter((number) => number !== null)
const sumOfKnown = (numbers: readonly (number | null)[]): number | null =>
  numbers.includes(null) ? null : sum(known(numbers))

/** The middle of the numbers, of an even count the upper one; 0 if there are none. */
export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** The median of each figure; what succeeded and failed is summed up. */
export function medianOf(runs: readonly Measurement[]): Measurement {
  const middle = (figure: 'processorTime' | 'mostMemory') => {
    const figures = known(runs.map((run) => run[figure]))
    return figures.length === 0 ? null : median(figures)
  }
  return {
    throughput: median(runs.map((run) => run.throughput)),
    p50: median(runs.map((run) => run.p50)),
    p99: median(runs.map((run) => run.p99)),
    processorTime: middle('processorTime'),
    mostMemory: middle('mostMemory'),
    succeeded: sum(runs.map((run) => run.succeeded)),
    failed: sum(runs.map((run) => run.failed)),
    leftOpen: sum(runs.map((run) => run.leftOpen)),
  }
}

/**
 * Sends a load to several servers at once, its connections shared out among them, and reads what it took of the machine.
 * `extraTime` gives the milliseconds of a process that works for them, such as the database.
 */
export async function measure(
  servers: readonly ServerProcess[],
  load: Load,
  { connections, seconds }: LoadShape,
  send: Generator,
  extraTime: () => Promise<number>,
): Promise<Measurement> {
  const used = async () =>
    sumOfKnown([await extraTime(), ...(await Promise.all(servers.map((server) => server.processorTime())))])
  const shape = { connections: Math.ceil(connections / servers.length), seconds }
  const before = await used()
  const runs = await Promise.all(servers.map(({ url }) => send(url, load, shape)))
  const after = await used()
  const requests = sum(runs.map(({ succeeded, failed }) => succeeded + failed))
  return {
    throughput: sum(runs.map((run) => (run.succeeded + run.failed) / run.seconds)),
    p50: Math.max(...runs.map(({ p50 }) => p50)),
    p99: Math.max(...runs.map(({ p99 }) => p99)),
    processorTime: before === null || after === null ? null : ((after - before) * 1000) / requests,
    mostMemory: sumOfKnown(await Promise.all(servers.map((server) => server.mostMemory()))),
    succeeded: sum(runs.map(({ succeeded }) => succeeded)),
    failed: sum(runs.map(({ failed }) => failed)),
    leftOpen: sum(runs.map(({ leftOpen }) => leftOpen)),
  }
}
