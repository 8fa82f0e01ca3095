import type pg from 'pg'
import { types } from './connections.ts'

/** What pg gives to code that speaks the protocol itself. */
interface Wire {
  stream: { cork(): void; uncork(): void }
  parse(statement: { name: string; text: string }): void
  bind(values: { statement: string; values: readonly (string | Buffer | null)[] }): void
  describe(portal: { type: 'P'; name: string }): void
  execute(portal: { portal: string }): void
  sync(): void
}

interface Field {
  name: string
  dataTypeID: number
}

export interface Question {
  name: string
  text: string
  values: readonly unknown[]
}

export interface BatchAnswer {
  rowCount: number
  rows: Record<string, unknown>[]
}

type Callback = (error: Error | null, answers?: BatchAnswer[]) => void

/** Statements that a connection has prepared. */
const prepared = new WeakMap<object, Set<string>>()

const element = (value: unknown): string => {
  if (value === null || value === undefined) return 'NULL'
  if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString('hex')}"`
  return typeof value === 'string' ? `"${value.replaceAll(/[\\"]/g, '\\$&')}"` : String(value)
}

/** A value as it travels: bytes as they are, lists as PostgreSQL writes them, the rest as text. */
export function travelling(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return Array.isArray(value) ? `{${value.map(element).join(',')}}` : String(value)
}

/**
 * Several statements that are sent as one, and answered as one: a mark of the protocol (Sync) behind each of them, as pg
 * sends it, would cost a packet for each answer. After the first that fails the server passes over the others.
 */
class Batch implements pg.Submittable {
  /** pg puts its own before it, with a limit of time. */
  callback: Callback
  readonly #questions: readonly Question[]
  readonly #answers: BatchAnswer[] = []
  #fields: { name: string; parse: (text: string) => unknown }[] = []
  #rows: Record<string, unknown>[] = []
  #fault: Error | undefined

  constructor(questions: readonly Question[], callback: Callback) {
    this.#questions = questions
    this.callback = callback
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire
    const known = prepared.get(connection) ?? new Set()
    prepared.set(connection, known)
    wire.stream.cork()
    for (const { name, text, values } of this.#questions) {
      if (!known.has(name)) wire.parse({ name, text })
      known.add(name)
      wire.bind({ statement: name, values: values.map(travelling) })
      wire.describe({ type: 'P', name: '' })
      wire.execute({ portal: '' })
    }
    wire.sync()
    wire.stream.uncork()
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.#fields = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: types.getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
    }))
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {}
    try {
      for (const [index, { name, parse }] of this.#fields.entries()) {
        const text = fields[index] ?? null
        row[name] = text === null ? null : parse(text)
      }
    } catch (error) {
      // Nobody is above this but the socket: thrown on, it would end the process.
      this.#fault ??= error as Error
    }
    this.#rows.push(row)
  }

  handleCommandComplete({ text }: { text: string }): void {
    const rowCount = Number(text.slice(text.lastIndexOf(' ') + 1)) || 0
    this.#answers.push({ rowCount, rows: this.#rows })
    this.#rows = []
    this.#fields = []
  }

  handleReadyForQuery(): void {
    if (this.#fault) this.callback(this.#fault)
    else this.callback(null, this.#answers)
  }

  handleError(error: Error): void {
    this.callback(error)
  }
}

const wireOf = (client: pg.ClientBase): object => (client as unknown as { connection: object }).connection

/** Asks all at once; rejects with the first that fails. Then `rollBack` is due, before more is asked. */
export function askAll(client: pg.ClientBase, questions: readonly Question[]): Promise<BatchAnswer[]> {
  return new Promise((resolve, reject) => {
    client.query(
      new Batch(questions, (error, answers) => {
        if (!error) return resolve(answers ?? [])
        // Which of them are prepared by now, nobody knows.
        prepared.delete(wireOf(client))
        reject(error)
      }),
    )
  })
}

/** Ends a failed transaction; what was prepared goes with it, where nobody knows what that is. */
export async function rollBack(client: pg.ClientBase): Promise<void> {
  await client.query(prepared.has(wireOf(client)) ? 'ROLLBACK' : 'ROLLBACK; DEALLOCATE ALL')
}
