import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqlite, type SqliteDatabase } from '../../api/src/store/sqlite/engine.ts'

const MEBIBYTE = 2 ** 20
const INSERT = 'INSERT INTO pieces (content) VALUES (:content)'

/** Reads by two connections whose readings overlap: at no moment does nobody read. */
const ALWAYS_READING = `
  const { workerData, parentPort } = require('node:worker_threads')
  const Sqlite = require('better-sqlite3')
  const begun = () => {
    const connection = new Sqlite(workerData, { readonly: true })
    return () => {
      const reading = connection.prepare('SELECT 1 FROM pieces').iterate()
      reading.next()
      return reading
    }
  }
  const read = [begun(), begun()]
  let last = read[0]()
  parentPort.postMessage('reads')
  for (let turn = 1; ; turn++) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    const next = read[turn % 2]()
    last.return()
    last = next
  }`
const READING_ONE_STATEMENT = `
  const { workerData, parentPort } = require('node:worker_threads')
  const Sqlite = require('better-sqlite3')
  const connection = new Sqlite(workerData, { readonly: true })
  const reading = connection.prepare('SELECT 1 FROM pieces').iterate()
  reading.next()
  parentPort.postMessage('reads')
  // Held, or the collector of garbage would end it.
  setInterval(() => reading, 1000)`

let folder: string
let file: string
let database: SqliteDatabase
let reader: Worker | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unisson-log-'))
  file = join(folder, 'unisson.db')
  database = openSqlite(file)
  database.script('CREATE TABLE pieces (content BLOB) STRICT')
})
afterEach(async () => {
  await reader?.terminate()
  reader = undefined
  await database.close()
  rmSync(folder, { recursive: true })
})

const logSize = () => statSync(`${file}-wal`).size

/** Writes so many MiB, in pieces; gives the largest size of the log meanwhile. */
async function write(mebibytes: number): Promise<number> {
  let largest = 0
  for (let piece = 0; piece < mebibytes; piece++) {
    await database.write([{ sql: INSERT, params: { content: Buffer.alloc(MEBIBYTE, piece) } }])
    largest = Math.max(largest, logSize())
  }
  return largest
}

async function startReading(program: string): Promise<void> {
  await write(1)
  reader = new Worker(program, { eval: true, workerData: file })
  await once(reader, 'message')
}

it('The log stays below 64 MiB while there is always somebody who reads', async () => {
  await startReading(ALWAYS_READING)
  expect(await write(200)).toBeLessThan(64 * MEBIBYTE)
})

it('A statement that is read for ever lets votes be written, and the log is short again when it is over', async () => {
  await startReading(READING_ONE_STATEMENT)
  expect(await write(100)).toBeGreaterThan(90 * MEBIBYTE)
  await reader?.terminate()
  await write(20)
  expect(logSize()).toBeLessThan(64 * MEBIBYTE)
})
