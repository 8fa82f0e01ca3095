import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import type { VoteState } from '../../api/src/domain/votes/votes.ts'
import { Committer } from '../../api/src/ingest/commit-batch.ts'
import { Recorder } from '../../api/src/ingest/recorder.ts'
import type { Store } from '../../api/src/store/index.ts'
import { CommandLine } from '../support/command-line.ts'
import { onEngine } from '../support/database-file.ts'

const AGREE: VoteState = {
  vote: 'agree',
  qualifications: ['likeIt', 'doable'],
  segment: null,
  revision: 1,
  cohort: null,
}
const DISAGREE: VoteState = {
  vote: 'disagree',
  qualifications: ['noWay'],
  segment: null,
  revision: 1,
  cohort: null,
}
const WITHDRAWN: VoteState = { vote: null, qualifications: [], segment: null, revision: 2, cohort: null }

let shell: CommandLine
let proposal: string
let another: string
beforeEach(async () => {
  shell = await CommandLine.open()
  await shell.openConsultation()
  const file = await shell.write(
    'one.csv',
    'id,text\na,Il faut planter des arbres\nb,Il faut rouvrir les gares\n',
  )
  const { proposalIds } = await shell.json<{ proposalIds: { a: string; b: string } }>(
    'proposal',
    'import',
    'territoires',
    file,
  )
  proposal = proposalIds.a
  another = proposalIds.b
})
afterEach(() => shell.close())

function recorder(store: Store): Recorder {
  const onFailure = (error: unknown) => {
    throw error
  }
  const committer = new Committer(store)
  return new Recorder({
    commit: (entries) => committer.commit(entries),
    capacity: 1000,
    onFailure,
  })
}

async function voteAsReaders(store: Store): Promise<void> {
  const votes = recorder(store)
  const cast = (reader: number, state: VoteState) =>
    votes.vote({ proposalId: proposal, voter: Buffer.alloc(16, reader) }, state, null)
  await Promise.all([cast(1, AGREE), cast(2, AGREE), cast(3, DISAGREE), cast(4, AGREE)])
  await cast(4, WITHDRAWN)
}

const tamper = (sql: string) =>
  shell.withStore(async (store) => {
    await store.database.write([{ sql: onEngine(sql, shell.database), params: { proposal } }])
  })

describe('verify', () => {
  it('finds nothing wrong with votes that went the usual way', async () => {
    await shell.withStore(voteAsReaders)
    expect(await shell.run(['verify'])).toMatchObject({
      code: 0,
      out: '3 votes on 2 proposals of 1 consultation: the tallies are right.\n',
      err: '',
    })
  })

  it('finds a tally that was tampered with, and leaves it as it is', async () => {
    await shell.withStore(voteAsReaders)
    await tamper('UPDATE tallies SET agree = agree + 5, no_way = 0 WHERE proposal_id = :proposal')
    const { code, out } = await shell.run(['verify', 'territoires'])
    expect(code).toBe(1)
    expect(out).toContain('2 counts differ from the votes')
    expect(out).toMatch(new RegExp(`^territoires +${proposal} +all +counted +agree +7 +2$`, 'm'))
    expect(await shell.json('verify')).toEqual({
      consultations: 1,
      proposals: 2,
      votes: 3,
      differences: [
        {
          consultation: 'territoires',
          proposal,
          segment: null,
          cohort: null,
          key: 'agree',
          stored: 7,
          counted: 2,
        },
        {
          consultation: 'territoires',
          proposal,
          segment: null,
          cohort: null,
          key: 'noWay',
          stored: 0,
          counted: 1,
        },
      ],
      damaged: [],
      unreadable: null,
    })
  })

  it.each([
    [
      'a vote that was changed',
      "UPDATE votes SET vote = 'neutral' WHERE proposal_id = :proposal AND vote = 'disagree'",
    ],
    ['votes that were removed', 'DELETE FROM votes WHERE proposal_id = :proposal'],
    ['tallies that were removed', 'DELETE FROM tallies WHERE proposal_id = :proposal'],
  ])('finds %s', async (_what, sql) => {
    await shell.withStore(voteAsReaders)
    await tamper(sql)
    expect((await shell.run(['verify'])).code).toBe(1)
  })

  it('looks only at the consultation it is asked for', async () => {
    await shell.withStore(voteAsReaders)
    await shell.openConsultation('other')
    await tamper('UPDATE tallies SET agree = 9 WHERE proposal_id = :proposal')
    expect((await shell.run(['verify', 'other'])).code).toBe(0)
    expect((await shell.run(['verify'])).code).toBe(1)
    expect((await shell.run(['verify', 'elsewhere'])).err).toBe(
      'error: There is no consultation "elsewhere"\n',
    )
  })

  it('takes no vote for a difference that arrives while it counts', async () => {
    // Where anything is wrong, all votes are counted in one go, and then held against the tallies.
    await tamper('UPDATE tallies SET agree = agree + 5 WHERE proposal_id = :proposal')
    await shell.withStore(async (store) => {
      const late = recorder(store)
      const meanwhile: Store = {
        ...store,
        votes: {
          ...store.votes,
          allTallies: async (id) => {
            await late.vote({ proposalId: another, voter: Buffer.alloc(16, 9) }, AGREE, null)
            return store.votes.allTallies(id)
          },
        },
      }
      expect(await verifyTallies(meanwhile)).toMatchObject({
        votes: 0,
        differences: [{ proposal, stored: 5 }],
      })
      expect((await store.votes.tallies([another]))[0]?.agree).toBe(1)
    })
  })
})
