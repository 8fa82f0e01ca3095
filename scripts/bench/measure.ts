import type { ServerProcess } from '../stage/server-process.ts'
import type { Generator, LoadShape } from './generator.ts'
import type { Load } from './loads.ts'

export interface Measurement {
  /** Answered requests a second. */
  throughput: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** Microseconds of the server's processor time for one request; null where the system does not tell. */
  processorTime: number | null
  /** Bytes: the most that all of the server's processes took; null where the system does not tell. */
  mostMemory: number | null
  succeeded: number
  failed: number
  /** Whose answers were not waited for: they may be on disk. */
  leftOpen: number
}

/** Sends a load to a server, and reads what it took of the machine. */
async function measure(
  server: ServerProcess,
  load: Load,
  shape: LoadShape,
  send: Generator,
): Promise<Measurement> {
  const before = await server.processorTime()
  const { seconds, p50, p99, succeeded, failed, leftOpen } = await send(server.url, load, shape)
  const after = await server.processorTime()
  const requests = succeeded + failed
  return {
    throughput: requests / seconds,
    p50,
    p99,
    processorTime: before === null || after === null ? null : ((after - before) * 1000) / requests,
    mostMemory: await server.mostMemory(),
    succeeded,
    failed,
    leftOpen,
  }
}

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const medianOfKnown = (numbers: readonly (number | null)[]): number | null => {
  const known = numbers.filter((number) => number !== null)
  return known.length === 0 ? null : median(known)
}

/** The median of each figure; what succeeded and failed is summed up. */
export function medianOf(runs: readonly Measurement[]): Measurement {
  return {
    throughput: median(runs.map((run) => run.throughput)),
    p50: median(runs.map((run) => run.p50)),
    p99: median(runs.map((run) => run.p99)),
    processorTime: medianOfKnown(runs.map((run) => run.processorTime)),
    mostMemory: medianOfKnown(runs.map((run) => run.mostMemory)),
    succeeded: runs.reduce((sum, run) => sum + run.succeeded, 0),
    failed: runs.reduce((sum, run) => sum + run.failed, 0),
    leftOpen: runs.reduce((sum, run) => sum + run.leftOpen, 0),
  }
}

/** The same load on each of several servers at once, its connections shared out among them. */
export async function measureAll(
  servers: readonly ServerProcess[],
  load: Load,
  shape: LoadShape,
  send: Generator,
): Promise<Measurement> {
  const share = {
    ...shape,
    connections: Math.ceil(shape.connections / servers.length),
    requests: Math.ceil(shape.requests / servers.length),
  }
  const runs = await Promise.all(servers.map((server) => measure(server, load, share, send)))
  const sum = (value: (run: Measurement) => number) => runs.reduce((total, run) => total + value(run), 0)
  const isKnown = runs.every(({ processorTime, mostMemory }) => processorTime !== null && mostMemory !== null)
  return {
    throughput: sum(({ throughput }) => throughput),
    p50: Math.max(...runs.map(({ p50 }) => p50)),
    p99: Math.max(...runs.map(({ p99 }) => p99)),
    processorTime: isKnown ? sum(({ processorTime }) => Number(processorTime)) / runs.length : null,
    mostMemory: isKnown ? sum(({ mostMemory }) => Number(mostMemory)) : null,
    succeeded: sum(({ succeeded }) => succeeded),
    failed: sum(({ failed }) => failed),
    leftOpen: sum(({ leftOpen }) => leftOpen),
  }
}
