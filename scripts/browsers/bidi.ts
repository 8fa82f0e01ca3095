import { once } from 'node:events'
import { WebSocket } from 'ws'

interface Message {
  id?: number
  type?: string
  method?: string
  params?: Event
  result?: unknown
  error?: string
  message?: string
}

// biome-ignore lint/suspicious/noExplicitAny: each command and each event has a form of its own, as the protocol says.
type Event = any

/** A connection by WebDriver BiDi: commands with their answers, and events. */
export class BidiConnection {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, PromiseWithResolvers>()
  readonly #listeners: ((method: string, event: Event) => void)[] = []
  #last = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (text) => this.#receive(JSON.parse(String(text)) as Message))
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The browser has gone'))
      this.#waiting.clear()
    })
  }

  /** Connects to the WebSocket address that the browser printed. */
  static async open(address: string): Promise<BidiConnection> {
    const socket = new WebSocket(address)
    await once(socket, 'open')
    return new BidiConnection(socket)
  }

  /** Sends a command; throws what the browser says of it. */
  send<Answer = Event>(method: string, params: object = {}): Promise<Answer> {
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject })
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
  }

  /** Calls `listener` with every event that was subscribed to. */
  listen(listener: (method: string, event: Event) => void): void {
    this.#listeners.push(listener)
  }

  close(): void {
    this.#socket.terminate()
  }

  #receive({ id, method, params, result, error, message }: Message): void {
    if (id === undefined) {
      for (const listener of this.#listeners) listener(method ?? '', params)
      return
    }
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error === undefined) waiting?.resolve(result)
    else waiting?.reject(new Error(`${error}: ${message}`))
  }
}

interface PromiseWithResolvers {
  resolve(answer: unknown): void
  reject(error: Error): void
}
