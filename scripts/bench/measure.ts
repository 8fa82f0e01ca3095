import autocannon from 'autocannon'
import type { ServerProcess } from '../server-process.ts'
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
}

export interface LoadShape {
  connections: number
  requests: number
}

/** Sends a bounded load and waits for every answer. */
async function measure(server: ServerProcess, load: Load, shape: LoadShape): Promise<Measurement> {
  const { body, userAgent } = load
  const before = await server.processorTime()
  const began = performance.now()
  let answered = began
  const run = autocannon({
    url: server.url,
    connections: shape.connections,
    amount: shape.requests,
    requests: [
      {
        method: load.method,
        path: load.path,
        headers: load.headers,
        setupRequest: (request) => ({
          ...request,
          ...(body ? { body: body() } : {}),
          ...(userAgent ? { headers: { ...request.headers, 'user-agent': userAgent() } } : {}),
        }),
      },
    ],
  })
  // The tool's own clock ends on a whole second; the last answer is the true end.
  ;(run as unknown as NodeJS.EventEmitter).on('response', () => {
    answered = performance.now()
  })
  const result = await run
  const after = await server.processorTime()
  const succeeded = result['2xx']
  const seconds = (answered - began) / 1000
  return {
    throughput: shape.requests / seconds,
    p50: result.latency.p50,
    p99: result.latency.p99,
    processorTime: before === null || after === null ? null : ((after - before) * 1000) / shape.requests,
    mostMemory: await server.mostMemory(),
    succeeded,
    failed: shape.requests - succeeded,
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
  }
}

/** The same load on each of several servers at once, its connections shared out among them. */
export async function measureAll(
  servers: readonly ServerProcess[],
  load: Load,
  shape: LoadShape,
): Promise<Measurement> {
  const share = {
    connections: Math.ceil(shape.connections / servers.length),
    requests: Math.ceil(shape.requests / servers.length),
  }
  const runs = await Promise.all(servers.map((server) => measure(server, load, share)))
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
  }
}
