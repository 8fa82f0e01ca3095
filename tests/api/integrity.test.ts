import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideCohorts } from '../../api/src/administration/cohorts.ts'
import { beginPhase, findConsultation, sealConsultation } from '../../api/src/administration/consultations.ts'
import { verifyIntegrity } from '../../api/src/administration/verify-integrity.ts'
import { RULES_IN_FORCE } from '../../api/src/domain/trust-rules/trust-rules.ts'
import { type Placement, placementOf } from '../../api/src/domain/votes/cohorts.ts'
import { VotesDigest } from '../../api/src/domain/votes/integrity-chain.ts'
import { IntegrityRoots } from '../../api/src/jobs/integrity-roots.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { IntegrityReport } from '../../api/src/wire/index.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { onPostgres } from '../support/engine.ts'
import { documentOf } from '../support/reader.ts'
import { HOUR } from '../support/runtime.ts'

const DAY = 24 * HOUR

let api: TestApi
let consultation: ConsultationRecord
let proposals: string[]

beforeEach(async () => {
  api = await openApi()
  await api.addPublisher()
  consultation = await api.addConsultation({ resultsAt: '2026-05-01T08:00:00+02:00' })
  proposals = await api.addProposals(consultation, [
    'Il faut rouvrir les gares',
    'Il faut fermer les gares',
    'Il faut repeindre les gares',
  ])
})
afterEach(() => api.close())

const again = () => findConsultation(api.services.store, 'territoires')

interface Crowd {
  agree?: number
  disagree?: number
  placement?: Placement
}

/** Votes of many people, past the wire: they are the premise here. */
async function crowd(index: number, { agree = 0, disagree = 0, placement }: Crowd): Promise<void> {
  const cast = (vote: 'agree' | 'disagree') =>
    api.services.recorder.vote(
      { proposalId: proposals[index] ?? '', voter: api.runtime.bytes(16) },
      { vote, qualifications: vote === 'agree' ? ['likeIt', 'doable'] : [], segment: null, revision: 1 },
      null,
      placement ?? null,
    )
  await Promise.all([
    ...Array.from({ length: agree }, () => cast('agree')),
    ...Array.from({ length: disagree }, () => cast('disagree')),
  ])
}

const stuffing = (): Placement => placementOf(consultation.id, 'network-excess', api.runtime.now())

/** Reads in this process: a thread takes seconds to read TypeScript. */
async function addRoots(): Promise<void> {
  const { store } = api.services
  const roots = new IntegrityRoots({
    store,
    now: api.runtime.now,
    rules: RULES_IN_FORCE,
    digestVotes: async ({ consultationId }) => {
      const digest = new VotesDigest()
      for await (const vote of store.integrityRoots.votesInOrder(consultationId)) digest.add(vote)
      return digest.end()
    },
  })
  await roots.addDue(await store.consultations.all())
}
const verify = async () => verifyIntegrity(api.services.store, await again())
const report = async (): Promise<IntegrityReport> =>
  documentOf(await api.app.inject('/v1/consultations/territoires/integrity'))

async function close(): Promise<void> {
  await beginPhase(api.context, await again(), { phase: 'analysis', revision: (await again()).revision })
  await api.refresh()
}

async function publish(): Promise<void> {
  await beginPhase(api.context, await again(), { phase: 'results', revision: (await again()).revision })
  await api.refresh()
}

async function decide(id: string, to: 'counted' | 'set-aside'): Promise<void> {
  api.runtime.pass(1)
  await decideCohorts(api.context, await again(), [{ id }], { class: to, reason: 'Vérifié à la main' })
}

/** Writes behind the API's back, as whoever holds the database can. */
async function tamper(sql: string, triggers: readonly string[] = []): Promise<void> {
  const [table = ''] = /(?:UPDATE|FROM) (\w+)/.exec(sql)?.slice(1) ?? []
  for (const trigger of triggers)
    await api.file.run(onPostgres ? `DROP TRIGGER ${trigger} ON ${table}` : `DROP TRIGGER ${trigger}`)
  await api.file.run(sql)
}

describe('The chain of roots', () => {
  it('has one root for each day of votes, one for the close and one for the sealing', async () => {
    await crowd(0, { agree: 20 })
    await addRoots()
    await addRoots()
    api.runtime.pass(DAY)
    await addRoots()
    await close()
    await addRoots()
    await sealConsultation(api.context, await again(), { revision: (await again()).revision })
    await addRoots()
    await addRoots()
    const { roots } = await report()
    expect(roots.map(({ number, day, state }) => [number, day, state])).toEqual([
      [4, '2026-03-11', 'sealed'],
      [3, '2026-03-11', 'closed'],
      [2, '2026-03-11', 'open'],
      [1, '2026-03-10', 'open'],
    ])
    expect(await verify()).toMatchObject({ roots: 4, chain: [], changedAudit: [], votes: 'same', rows: 20 })
  })

  it('is made of the votes that a thread of its own reads', async () => {
    await crowd(0, { agree: 20, placement: stuffing() })
    await api.services.integrityRoots.addDue(await api.services.store.consultations.all())
    expect(await verify()).toMatchObject({ roots: 1, chain: [], votes: 'same', rows: 20 })
  })

  it('is not begun before the opening', async () => {
    api.runtime.set('2026-02-01T12:00:00Z')
    await addRoots()
    expect(await verify()).toMatchObject({ roots: 0, last: null, votes: 'unknown' })
  })

  it('lets votes come after a root, as they may while it is open', async () => {
    await crowd(0, { agree: 20 })
    await addRoots()
    expect(await verify()).toMatchObject({ votes: 'same' })
    await crowd(0, { agree: 1 })
    expect(await verify()).toMatchObject({ votes: 'newer', rows: 21 })
  })

  it('tells of a vote that was changed, added or removed after the close', async () => {
    await crowd(0, { agree: 20 })
    await close()
    await addRoots()
    expect(await verify()).toMatchObject({ votes: 'same' })
    await tamper("UPDATE votes SET vote = 'disagree' WHERE revision = 1")
    expect(await verify()).toMatchObject({ votes: 'changed' })
  })

  it('tells of a vote that was moved into another cohort', async () => {
    await crowd(0, { agree: 20, placement: stuffing() })
    await close()
    await addRoots()
    await tamper('UPDATE votes SET cohort_id = NULL')
    expect(await verify()).toMatchObject({ votes: 'changed' })
  })

  it('tells of a cohort whose class was changed without a decision in the log', async () => {
    await crowd(0, { agree: 20, placement: stuffing() })
    expect(await verify()).toMatchObject({ unlogged: [] })
    await decide(stuffing().cohortId, 'counted')
    await decide(stuffing().cohortId, 'set-aside')
    expect(await verify()).toMatchObject({ unlogged: [] })
    await tamper("UPDATE cohorts SET class = 'counted'")
    expect(await verify()).toMatchObject({
      unlogged: [{ cohort: stuffing().cohortId, class: 'counted', logged: 'set-aside' }],
    })
  })

  it('tells of an entry of the audit log that was changed, at the root that covers it', async () => {
    await addRoots()
    api.runtime.pass(DAY)
    await api.addProposals(consultation, ['Il faut des bancs'])
    await addRoots()
    await tamper("UPDATE audit_entries SET actor = 'Nobody' WHERE act = 'consultation.create'", [
      'audit_entries_stay',
    ])
    expect(await verify()).toMatchObject({ changedAudit: [1], chain: [], votes: 'same' })
  })

  it('tells of an entry that was taken out', async () => {
    await addRoots()
    await tamper("DELETE FROM audit_entries WHERE act = 'consultation.create'", [
      onPostgres ? 'audit_entries_stay' : 'audit_entries_remain',
    ])
    expect(await verify()).toMatchObject({ changedAudit: [1] })
  })

  it('tells of a root that was changed', async () => {
    await crowd(0, { agree: 20 })
    await addRoots()
    api.runtime.pass(DAY)
    await addRoots()
    await tamper('UPDATE integrity_roots SET counted = 19 WHERE number = 1', ['integrity_roots_stay'])
    expect(await verify()).toMatchObject({ chain: [{ number: 1, fault: 'changed' }] })
  })

  it('cannot be changed or shortened by a statement', async () => {
    await addRoots()
    const attempts = [
      'UPDATE integrity_roots SET counted = 1',
      'DELETE FROM integrity_roots',
      onPostgres
        ? 'TRUNCATE integrity_roots'
        : 'INSERT OR REPLACE INTO integrity_roots SELECT * FROM integrity_roots',
    ]
    for (const attempt of attempts) await expect(api.file.run(attempt)).rejects.toThrow(/append-only/)
  })

  it('takes in what readers have erased after the close, and says so', async () => {
    await crowd(0, { agree: 20 })
    const voter = api.runtime.bytes(16)
    const key = { proposalId: proposals[0] ?? '', voter }
    const state = { vote: 'agree', qualifications: [], segment: null, revision: 1 } as const
    await api.services.recorder.vote(key, state, null)
    await close()
    await addRoots()
    await api.services.recorder.forget([key])
    expect(await verify()).toMatchObject({ votes: 'changed', changedAfterEnd: [] })
    await addRoots()
    expect(await verify()).toMatchObject({ votes: 'same', rows: 20, changedAfterEnd: [2] })
  })
})

describe('The integrity report', () => {
  it('gives counts of the last root while votes come, so that nobody watches what is noticed', async () => {
    expect(await report()).toMatchObject({ votes: null, countedAt: null, cohorts: [], roots: [] })
    await crowd(0, { agree: 20 })
    await crowd(1, { agree: 30, placement: stuffing() })
    await addRoots()
    api.runtime.pass(HOUR)
    expect(await report()).toMatchObject({ votes: { counted: 20, unverified: 0, setAside: 30 } })
    await crowd(0, { agree: 50 })
    await crowd(1, { agree: 50, placement: stuffing() })
    api.runtime.pass(HOUR)
    await report()
    expect(await report()).toMatchObject({
      votes: { counted: 20, unverified: 0, setAside: 30 },
      cohorts: [],
      small: null,
      sensitivity: null,
    })
  })

  it('gives a decision once a root has taken it in, with its reason and without a name', async () => {
    const { cohortId } = stuffing()
    await crowd(1, { agree: 30, placement: stuffing() })
    await addRoots()
    api.runtime.pass(HOUR)
    await decide(cohortId, 'counted')
    expect((await report()).cohorts).toEqual([])
    api.runtime.pass(DAY)
    await addRoots()
    await report()
    const { cohorts } = await report()
    expect(cohorts).toEqual([
      {
        rule: 'network-excess',
        day: '2026-03-10',
        votes: 30,
        class: 'counted',
        decision: { reason: 'Vérifié à la main', decidedAt: '2026-03-10T13:00:00.001Z' },
      },
    ])
    expect(JSON.stringify(cohorts)).not.toContain(api.context.actor.name)
  })

  it('adds cohorts of fewer than eleven votes up', async () => {
    await crowd(1, { agree: 10, placement: stuffing() })
    await close()
    expect(await report()).toMatchObject({ cohorts: [], small: 10, votes: { setAside: 10 } })
  })

  it('says what doubtful votes would change once the results are published, as a decision then shows', async () => {
    await crowd(0, { agree: 18, disagree: 2 })
    await crowd(1, { agree: 6, disagree: 9 })
    await crowd(1, { agree: 100, placement: stuffing() })
    await close()
    expect((await report()).sensitivity).toBeNull()
    await publish()
    const { sensitivity } = await report()
    const pushed = sensitivity?.proposals.find(({ id }) => id === proposals[1])
    expect(pushed).toMatchObject({
      published: { votes: 15, zone: 'controversy' },
      withAll: { votes: 115, zone: 'consensus', rank: 1, plebiscite: true },
      withNone: { votes: 15, zone: 'controversy' },
    })
    expect(sensitivity).toMatchObject({
      zonesChanged: { withAll: 1, withNone: 0 },
      plebiscites: { published: 0, withAll: 1, withNone: 0 },
    })
    await decide(stuffing().cohortId, 'counted')
    const after = (await report()).sensitivity?.proposals.find(({ id }) => id === proposals[1])
    expect(after?.published).toEqual(pushed?.withAll)
    expect(after?.withNone).toEqual(pushed?.published)
  })

  it('names its rules by version and hash, and is sent once to a client that keeps it', async () => {
    const { rules } = await report()
    expect(rules.version).toBeGreaterThan(0)
    expect(rules.hash).toMatch(/^[0-9a-f]{64}$/)
    const url = '/v1/consultations/territoires/integrity'
    const { headers } = await api.app.inject(url)
    const again = await api.app.inject({ url, headers: { 'if-none-match': String(headers['etag']) } })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('says places that are shared, and hours, in the words of the page of results', async () => {
    await crowd(0, { agree: 36, disagree: 4 })
    await crowd(1, { agree: 35, disagree: 5 })
    await close()
    await publish()
    const results = (await api.app.inject('/c/territoires')).body
    expect(results).toMatch(/\s· Ex\sæquo,\srangs\s1\sà\s2/)
    const { body } = await api.app.inject('/c/territoires/integrity')
    expect(body).toMatch(/>Ex\sæquo,\srangs\s1\sà\s2</)
    expect(body).not.toMatch(/Rang\s1/)
    const hour = new Intl.DateTimeFormat('fr', {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'Europe/Paris',
    })
    expect(body).toContain(`Compté le ${hour.format(new Date((await report()).countedAt ?? 0))}.`)
  })

  it('is a page without scripts, in the language of the consultation', async () => {
    await crowd(0, { agree: 18, disagree: 2 })
    await crowd(1, { agree: 100, placement: stuffing() })
    await close()
    await addRoots()
    await publish()
    const { body, headers, statusCode } = await api.app.inject('/c/territoires/integrity')
    const { roots } = await report()
    expect(statusCode).toBe(200)
    expect(headers['content-security-policy']).not.toContain('script-src')
    expect(body).not.toContain('<script')
    expect(body).toContain('Rapport d’intégrité')
    expect(body).toContain('Un réseau insiste sur une proposition')
    expect(body).toContain(roots[0]?.root ?? '-')
    expect((await api.app.inject('/c/nowhere/integrity')).statusCode).toBe(404)
    expect((await api.app.inject('/c/territoires')).body).toContain('href="territoires/integrity"')
    expect((await api.app.inject('/v1/consultations/territoires/results')).headers['link']).toBe(
      '<integrity>; rel="describedby"',
    )
  })
})
