import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { VoteState } from '../../api/src/domain/votes/votes.ts'
import { startWriter, type WriterThread } from '../../api/src/ingest/writer-thread.ts'
import { BrokenDatabaseError, ConstraintError } from '../../api/src/store/database.ts'
import { createBenchDatabase } from '../../scripts/bench/database.ts'
import { DatabaseFile } from '../support/database-file.ts'

let folder: string
let file: DatabaseFile
let writer: WriterThread
const onBroken = vi.fn<(error: BrokenDatabaseError) => void>()

const insert = (n: number) => ({ sql: 'INSERT INTO numbers VALUES (:n)', params: { n } })

beforeEach(async () => {
  onBroken.mockReset()
  folder = await mkdtemp(join(tmpdir(), 'unisson-writer-'))
  file = new DatabaseFile(join(folder, 'unisson.db'))
  await file.run('CREATE TABLE numbers (n INTEGER PRIMARY KEY) STRICT')
  writer = startWriter(file.path, onBroken)
})

afterEach(async () => {
  await writer.close()
  await rm(folder, { recursive: true, force: true })
})

it('What is asked while the thread starts is written, in order', async () => {
  const { sql, params } = insert(3)
  const written = await Promise.all([
    writer.write([insert(1), insert(2)]),
    writer.write([{ sql: `${sql} RETURNING n * 2 AS twice`, params }]),
  ])
  expect(written).toEqual([
    [
      { changes: 1, row: undefined },
      { changes: 1, row: undefined },
    ],
    [{ changes: 0, row: { twice: 6 } }],
  ])
  expect(await file.all('SELECT n FROM numbers')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
})

it('A refused row comes back as what it is, and takes nothing else with it', async () => {
  await writer.write([insert(1)])
  const refused = writer.write([insert(2), insert(1)])
  await expect(refused).rejects.toThrow(ConstraintError)
  await expect(refused).rejects.toMatchObject({ constraint: expect.stringContaining('numbers.n') })
  await writer.write([insert(3)])
  expect(await file.all('SELECT n FROM numbers')).toEqual([{ n: 1 }, { n: 3 }])
  expect(onBroken).not.toHaveBeenCalled()
})

it('An error of SQL keeps its code on the way out of the thread', async () => {
  await expect(writer.write([{ sql: 'SELECT 1 FROM nowhere', params: {} }])).rejects.toMatchObject({
    code: 'SQLITE_ERROR',
    message: expect.stringContaining('nowhere'),
  })
})

it('Closing waits for what was asked', async () => {
  const last = writer.write([insert(1)])
  await writer.close()
  await expect(last).resolves.toHaveLength(1)
  expect(await file.one('SELECT count(*) FROM numbers')).toBe(1)
})

it('A thread that ends is told once, and nothing more is asked of it', async () => {
  const nowhere = startWriter(folder, onBroken)
  await expect(nowhere.write([insert(1)])).rejects.toThrow(BrokenDatabaseError)
  await expect(nowhere.commit([])).rejects.toThrow(BrokenDatabaseError)
  expect(onBroken).toHaveBeenCalledTimes(1)
  await nowhere.close()
})

it('A vote that is sent again comes back as one that changed nothing, with the tallies that hold it', async () => {
  const path = join(folder, 'votes.db')
  const { proposalIds } = await createBenchDatabase(path)
  const votes = startWriter(path, onBroken)
  const key = { proposalId: proposalIds[0] ?? '', voter: Buffer.alloc(16, 1) }
  const state = { vote: 'agree', qualifications: ['likeIt'], segment: null, revision: 1 } as const
  const [first, again] = await votes.commit([{ votes: [{ key, state }] }, { votes: [{ key, state }] }])
  const [later] = await votes.commit([{ votes: [{ key, state }] }])
  const changed = [first, again, later].map((result) => {
    const [outcome] = result?.outcomes ?? []
    return outcome?.before !== outcome?.after
  })
  expect(changed).toEqual([true, false, false])
  expect(later?.outcomes[0]?.after).toEqual({ ...state, cohort: null })
  expect([first, again, later].map((result) => result?.tallies?.agree)).toEqual([1, 1, 1])
  await votes.close()
})

it('An erased vote is told from one without an opinion', async () => {
  const path = join(folder, 'votes.db')
  const { proposalIds } = await createBenchDatabase(path)
  const votes = startWriter(path, onBroken)
  const key = { proposalId: proposalIds[0] ?? '', voter: Buffer.alloc(16, 1) }
  const withdrawn = { vote: null, qualifications: [], segment: null, revision: 2, cohort: null } as const
  const commit = async (state: VoteState | undefined) =>
    (await votes.commit([{ votes: [{ key, state }] }]))[0]?.outcomes[0]?.after
  expect(await commit(withdrawn)).toEqual(withdrawn)
  expect(await commit(undefined)).toBeUndefined()
  await votes.close()
})
