import autocannon from 'autocannon'
import type { Answers, Load, LoadShape } from './loads.ts'

/** It takes a processor for itself, as servers do. */
export async function sendWithAutocannon(url: string, load: Load, shape: LoadShape): Promise<Answers> {
  const { connections, seconds } = shape
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest: (request) => {
          const { method, path, userAgent, address, body } = load.next()
          const headers = { ...load.headers, 'user-agent': userAgent, 'x-forwarded-for': address }
          return { ...request, method, path, body, headers }
        },
      },
    ],
  })
  const succeeded = result['2xx']
  return {
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    succeeded,
    failed: result.non2xx + result.errors,
    leftOpen: connections,
  }
}
