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
  succeeded: number
  failed: number
}

export interface LoadShape {
  connections: number
  requests: number
}

/** Sends a bounded load and waits for every answer. */
export async function measure(server: ServerProcess, load: Load, shape: LoadShape): Promise<Measurement> {
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
    succeeded,
    failed: shape.requests - succeeded,
  }
}
