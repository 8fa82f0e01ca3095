import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'

interface Answer {
  rows?: Record<string, unknown>[]
  error?: string
}

const IDLE_MILLISECONDS = 100

// Plain JavaScript: a thread has no loader for TypeScript.
const PROGRAM = `
const { workerData: { port, signal } } = require('node:worker_threads')
const pg = require('pg')
pg.types.setTypeParser(20, Number)
pg.types.setTypeParser(16, (value) => (value === 't' ? 1 : 0))
pg.types.setTypeParser(1700, Number)
let last
let leaving
function leave() {
  clearTimeout(leaving)
  const { client } = last ?? {}
  last = undefined
  return client?.end().catch(() => undefined)
}
async function clientOf(url) {
  if (last?.url !== url) {
    await leave()
    const client = new pg.Client(url)
    client.on('error', () => last?.client === client && leave())
    await client.connect()
    last = { url, client }
  }
  return last.client
}
port.on('message', async ({ url, sql, values }) => {
  clearTimeout(leaving)
  let answer
  try {
    answer = { rows: (await (await clientOf(url)).query(sql, values)).rows }
  } catch (error) {
    answer = { error: error.message }
    await leave()
  }
  // Connecting takes longer than most questions do; but a test that is over wants nobody on its database.
  leaving = setTimeout(leave, ${IDLE_MILLISECONDS})
  port.postMessage(answer)
  Atomics.store(signal, 0, 1)
  Atomics.notify(signal, 0)
})`

function startThread() {
  const signal = new Int32Array(new SharedArrayBuffer(4))
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker(PROGRAM, {
    eval: true,
    workerData: { port: port2, signal },
    transferList: [port2],
  })
  worker.unref()
  port1.unref()
  return { signal, port: port1 }
}

let thread: ReturnType<typeof startThread> | undefined

const asBuffers = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value) : value,
    ]),
  )

/** Asks a database while this thread stands still, as a connection to a file does. */
export function askPostgres(url: string, sql: string, values: readonly unknown[]): Record<string, unknown>[] {
  thread ??= startThread()
  const { signal, port } = thread
  Atomics.store(signal, 0, 0)
  port.postMessage({ url, sql, values })
  Atomics.wait(signal, 0, 0)
  const answer = receiveMessageOnPort(port) as { message: Answer }
  const { rows, error } = answer.message
  if (error !== undefined) throw new Error(error)
  return (rows ?? []).map(asBuffers)
}
