import { Agent, request } from 'node:http'

export interface Answer {
  status: number
  body: string
  retryAfter: string | undefined
}

/** Sends requests as readers' browsers do, over connections that it keeps. */
export class Client {
  readonly #port: number
  readonly #agent: Agent
  readonly #origin: string

  /**
   * `scheduling`: `fifo` uses all connections in turn, so that none lies idle until the server closes it just as it is
   * used again.
   */
  constructor(port: number, connections: number, origin: string, scheduling: 'lifo' | 'fifo' = 'lifo') {
    this.#port = port
    this.#origin = origin
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling })
  }

  /** Rejects when the connection ends before the whole answer is there. */
  send(method: 'GET' | 'POST', path: string, body = '', more: Record<string, string> = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = {
        origin: this.#origin,
        'content-type': 'text/plain',
        'content-length': Buffer.byteLength(body),
        ...more,
      }
      const sending = request(
        { host: '127.0.0.1', port: this.#port, method, path, headers, agent: this.#agent },
        (response) => {
          const chunks: string[] = []
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            if (!response.complete) return reject(new Error('The answer was cut'))
            const { statusCode: status = 0, headers: said } = response
            resolve({ status, body: chunks.join(''), retryAfter: said['retry-after'] })
          })
        },
      )
      sending.on('error', reject)
      sending.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
