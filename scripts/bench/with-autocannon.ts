import autocannon from 'autocannon'
import type { Answers, LoadShape } from './generator.ts'
import type { Load } from './loads.ts'

/** Sends so many requests and waits for every answer. It takes a processor for itself, as servers do. */
export async function sendWithAutocannon(url: string, load: Load, shape: LoadShape): Promise<Answers> {
  const { body, userAgent } = load
  const began = performance.now()
  let answered = began
  const run = autocannon({
    url,
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
  const succeeded = result['2xx']
  return {
    seconds: (answered - began) / 1000,
    p50: result.latency.p50,
    p99: result.latency.p99,
    succeeded,
    failed: shape.requests - succeeded,
    leftOpen: 0,
  }
}
