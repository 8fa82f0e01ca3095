import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findConsultation } from '../../api/src/administration/consultations.ts'
import { importProposals } from '../../api/src/administration/import-proposals.ts'
import type { Database } from '../../api/src/store/database.ts'
import type { Store } from '../../api/src/store/index.ts'
import type { ProposalRecord } from '../../api/src/store/proposals.ts'
import { adminContextOf, CommandLine } from '../support/command-line.ts'

const SEED = fileURLToPath(new URL('../../demo-site/seeds/monde-dapres.csv', import.meta.url))
const OPTIONS = { status: 'pending', isSeed: false } as const

let shell: CommandLine
beforeEach(async () => {
  shell = await CommandLine.open()
  await shell.openConsultation()
})
afterEach(() => shell.close())

/** The same store, but a reader's proposal, equal to the first imported one, arrives just before it is written. */
function withHastyReader(store: Store): Store {
  let first: ProposalRecord | undefined
  let hasCome = false
  const insertion: Store['proposals']['insertion'] = (proposal) => {
    first ??= proposal
    return store.proposals.insertion(proposal)
  }
  const write: Database['write'] = async (statements) => {
    if (!hasCome && first) {
      hasCome = true
      await store.proposals.create([{ ...first, id: 'sentByReader', externalId: null }])
    }
    return store.database.write(statements)
  }
  return {
    ...store,
    proposals: { ...store.proposals, insertion },
    database: { ...store.database, write },
  }
}

describe('while an import runs', () => {
  it('a proposal that a reader sends meanwhile is kept, and the row that says the same refused', async () => {
    await shell.withStore(async (store) => {
      const consultation = await findConsultation(store, 'territoires')
      const csv = Readable.from(['id,text\na,Il faut planter des arbres\nb,Il faut rouvrir les gares\n'])
      const options = { ...OPTIONS, consultation, csv }
      const report = await importProposals(adminContextOf(withHastyReader(store)), options)
      const reason = expect.stringContaining('sentByReader')
      expect(report).toMatchObject({ added: 1, refused: [{ row: 2, reason }] })
      expect([...report.proposalIds.keys()]).toEqual(['b'])
      expect(await store.proposals.list(consultation.id, null)).toHaveLength(2)
    })
  })

  it('it tells how much it has read', async () => {
    const seen: number[] = []
    await shell.withStore(async (store) => {
      const consultation = await findConsultation(store, 'territoires')
      const csv = createReadStream(SEED, { highWaterMark: 4096 })
      const onProgress = (bytes: number) => seen.push(bytes)
      await importProposals(adminContextOf(store), { ...OPTIONS, consultation, csv, onProgress })
    })
    expect(seen.length).toBeGreaterThan(3)
    expect(seen).toEqual([...seen].sort((one, other) => one - other))
  })

  it('a terminal shows a bar; no other reader does, and no answer has it in', async () => {
    const file = await shell.write('one.csv', 'text\nIl faut planter des arbres\n')
    const terminal = await shell.run(['proposal', 'import', 'territoires', file], { columns: 120 })
    expect(terminal.err).toContain('MB')
    expect(terminal.out).toBe('1 row: 1 added, 0 already there, 0 refused.\n')
    expect((await shell.run(['proposal', 'import', 'territoires', file])).err).toBe('')
  })
})
