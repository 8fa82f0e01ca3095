import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placementOf } from '../../api/src/domain/votes/cohorts.ts'
import { Committer } from '../../api/src/ingest/commit-batch.ts'
import { Recorder } from '../../api/src/ingest/recorder.ts'
import type { CohortDetailsAnswer, CohortOfTeam, CohortsAnswer } from '../../api/src/wire/index.ts'
import { CommandLine, NOON } from '../support/command-line.ts'
import { onEngine } from '../support/database-file.ts'

let shell: CommandLine
let proposal: string
let cohort: string

/** Twelve people vote as usual; thirty others are doubted. */
beforeEach(async () => {
  shell = await CommandLine.open()
  proposal = await shell.openWithProposal()
  await shell.withStore(async (store) => {
    const committer = new Committer(store)
    const recorder = new Recorder({
      commit: (entries) => committer.commit(entries),
      capacity: 1000,
      onFailure: (error) => {
        throw error
      },
    })
    const [consultation] = await store.consultations.all()
    const placement = placementOf(consultation?.id ?? '', 'network-excess', NOON)
    cohort = placement.cohortId
    await Promise.all(
      Array.from({ length: 42 }, (_, reader) =>
        recorder.vote(
          { proposalId: proposal, voter: Buffer.alloc(16, reader) },
          { vote: reader < 12 ? 'disagree' : 'agree', qualifications: [], segment: null, revision: 1 },
          null,
          reader < 12 ? null : placement,
        ),
      ),
    )
  })
})
afterEach(() => shell.close())

describe('trust', () => {
  it('lists cohorts, and shows one with its hours and its effect', async () => {
    const { out } = await shell.run(['trust', 'list', 'territoires'])
    expect(out).toContain('12 counted, 0 unverified, 30 set aside.')
    expect(out).toMatch(new RegExp(`^${cohort} +set-aside +30 +1 +none$`, 'm'))
    const list = await shell.json<CohortsAnswer>('trust', 'list', 'territoires')
    expect(list).toMatchObject({ votes: { counted: 12, setAside: 30 }, cohorts: [{ id: cohort }], small: 0 })
    const shown = await shell.run(['trust', 'show', cohort])
    expect(shown.out).toMatch(/2026-03-10 12:00 +30/)
    expect(shown.out).toMatch(/30\/0\/0 +rejection, 12 votes +consensus no. 1, 42 votes/)
    const details = await shell.json<CohortDetailsAnswer>('trust', 'show', cohort)
    expect(details.concerned).toMatchObject([{ id: proposal, after: { votes: 42, zone: 'consensus' } }])
  })

  it('counts a cohort and takes it back, as foretold, and verify agrees', async () => {
    const foretold = await shell.json<CohortDetailsAnswer>('trust', 'show', cohort)
    const done = await shell.run(['trust', 'count', cohort, '--reason', 'une classe'])
    expect(done).toMatchObject({ code: 0, out: '30 votes in 1 cohort counted.\n' })
    const after = await shell.json<CohortDetailsAnswer>('trust', 'show', cohort)
    expect(foretold.concerned).toHaveLength(1)
    expect(after.concerned[0]?.now).toEqual(foretold.concerned[0]?.after)
    expect(after.concerned[0]?.after).toEqual(foretold.concerned[0]?.now)
    expect(after.decision).toMatchObject({ reason: 'une classe' })
    expect((await shell.run(['verify'])).code).toBe(0)
    const back = await shell.json<{ cohorts: CohortOfTeam[] }>(
      'trust',
      'set-aside',
      cohort,
      '--reason',
      'vérifié',
    )
    expect(back.cohorts).toMatchObject([{ class: 'set-aside', votes: 30 }])
    expect((await shell.run(['verify'])).code).toBe(0)
    expect((await shell.run(['audit', 'territoires'])).out).toContain('cohort.decide')
  })

  it('wants a reason, and knows no cohort that is not there', async () => {
    expect((await shell.run(['trust', 'count', cohort])).code).toBe(2)
    const unknown = await shell.run(['trust', 'count', `${cohort}0`, '--reason', 'x'])
    expect(unknown).toMatchObject({ code: 1, err: `error: There is no cohort ${cohort}0\n` })
    const nowhere = await shell.run(['trust', 'show', 'nowhere.ballots.2026-03-10'])
    expect(nowhere.err).toBe('error: There is no cohort nowhere.ballots.2026-03-10\n')
  })

  it('recounts cohorts from their votes, and tells of sums that differ', async () => {
    const right = await shell.run(['trust', 'recount', 'territoires'])
    expect(right).toMatchObject({
      code: 0,
      out: '42 votes: 12 counted, 0 unverified, 30 set aside. The stored sums are right.\n',
    })
    await shell.withStore(async (store) => {
      const sql = "UPDATE votes SET vote = 'neutral' WHERE cohort_id IS NOT NULL"
      await store.database.write([{ sql: onEngine(sql, shell.database), params: {} }])
    })
    expect((await shell.run(['trust', 'recount', 'territoires'])).code).toBe(1)
  })
})

describe('verify --report', () => {
  it('says what the chain of roots has to say, and fails where it is not what it was', async () => {
    const { code, out } = await shell.run(['verify', '--report'])
    expect(code).toBe(0)
    expect(out).toContain('territoires: 0 roots, 42 stored votes; there is no root yet.')
    await shell.withStore(async (store) => {
      await store.database.write([{ sql: "UPDATE cohorts SET class = 'unverified'", params: {} }])
    })
    const changed = await shell.run(['verify', '--report'])
    expect(changed.code).toBe(1)
    expect(changed.out).toContain(
      `THE COHORT ${cohort} IS unverified; BY THE AUDIT LOG IT SHOULD BE set-aside`,
    )
  })
})
