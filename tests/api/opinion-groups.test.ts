import { XSadd } from 'ml-xsadd'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OpinionGroupReports } from '../../api/src/jobs/opinion-groups.ts'
import type { ComputeGroups } from '../../api/src/jobs/opinion-groups-thread.ts'
import type { OpinionGroups, OpinionReport } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { MINUTE } from '../support/runtime.ts'

const PROPOSALS = 12
const AFTER_THE_CLOSE = '2026-05-02T12:00:00Z'
const RESULTS = '2026-06-02T12:00:00Z'

let newsroom: Newsroom
let ids: string[]
beforeEach(async () => {
  newsroom = await openNewsroom()
  const { api } = newsroom
  const consultation = await api.addConsultation({ slug: 'divided', resultsAt: '2026-06-01T08:00:00+02:00' })
  newsroom = { ...newsroom, consultation }
  const texts = Array.from({ length: PROPOSALS }, (_, index) => `Il faut essayer la chose numéro ${index}`)
  ids = await api.addProposals(consultation, texts)
})
afterEach(() => newsroom.api.close())

/** Puts votes of two camps into the file: they differ on all but the first proposal, each with some of other mind. */
async function fill(people = 120): Promise<void> {
  const { file } = newsroom.api
  const rows: string[] = []
  const { random } = new XSadd(3)
  for (let person = 0; person < people; person++) {
    const camp = person % 2
    for (const [index, id] of ids.entries()) {
      const wavers = random() < (index === 0 ? 0.35 : 0.2)
      const agrees = index === 0 ? !wavers : (index % 2 === camp) !== wavers
      const voter = person.toString(16).padStart(32, '0')
      rows.push(`('${id}', x'${voter}', '${agrees ? 'agree' : 'disagree'}', 1)`)
    }
  }
  await file.run(`INSERT INTO votes (proposal_id, voter, vote, revision) VALUES ${rows.join(', ')}`)
  for (const vote of ['agree', 'disagree'])
    await file.run(
      `UPDATE tallies AS t SET ${vote} = (SELECT count(*) FROM votes v WHERE v.proposal_id = t.proposal_id AND v.vote = ?)`,
      vote,
    )
}

const ask = () => newsroom.api.app.inject('/v1/consultations/divided/groups')
const reportsWith = (compute: ComputeGroups, limitMilliseconds?: number) => {
  const { store, runtime } = newsroom.api.services
  const more = limitMilliseconds === undefined ? {} : { limitMilliseconds }
  return new OpinionGroupReports({
    databaseAddress: store.address,
    groups: store.opinionGroups,
    now: runtime.now,
    compute,
    ...more,
  })
}
const EMPTY: OpinionReport = {
  votes: 0,
  people: 0,
  leastVotes: 7,
  sampled: 1,
  silhouette: null,
  silhouetteByChance: null,
  noGroups: 'too-few-readers',
  explained: [],
  groups: [],
  proposals: [],
  map: { side: 1, cells: [] },
  certainty: null,
  memory: null,
}

describe('GET /v1/consultations/{slug}/groups', () => {
  it('shows what a thread has found, once the results are public', async () => {
    await fill()
    const { services, runtime } = newsroom.api
    runtime.set(AFTER_THE_CLOSE)
    await services.groups.refresh(newsroom.consultation)
    expect(expectProblem(await ask())).toMatchObject({ type: '/problems/results-not-published', status: 409 })
    runtime.set(RESULTS)
    const answer = await ask()
    expect(answer.statusCode).toBe(200)
    const groups = answer.json<OpinionGroups>()
    expect(groups).toMatchObject({
      votes: 120 * PROPOSALS,
      people: 120,
      computedAt: '2026-05-02T12:00:00.000Z',
    })
    expect(groups.groups.map(({ name }) => name)).toEqual(['A', 'B'])
    expect(groups.proposals[0]).toMatchObject({ id: ids[0], text: 'Il faut essayer la chose numéro 0' })
    expect(groups.groups.every(({ representative }) => representative.length > 0)).toBe(true)
  })

  it("is drawn on the consultation's own page, with what unites the groups and what sets them apart", async () => {
    await fill()
    const { groups } = newsroom.api.services
    newsroom.api.runtime.set(AFTER_THE_CLOSE)
    await groups.refresh(newsroom.consultation)
    newsroom.api.runtime.set(RESULTS)
    const { body } = await newsroom.api.app.inject('/c/divided')
    expect(body).toContain('class="opinion-map"')
    const [section = ''] = /<section class="opinion-groups".*?<\/section>/.exec(body) ?? []
    const [united = '', apart = ''] = section.split('<h3>').slice(1)
    expect(united).toContain('Ce qui unit les groupes')
    expect(united.match(/<bdi>Il faut essayer la chose numéro \d+<\/bdi>/g)).toEqual([
      '<bdi>Il faut essayer la chose numéro 0</bdi>',
    ])
    expect(apart).toContain('Ce qui les distingue')
    expect(apart).not.toContain('la chose numéro 0<')
    // Of each proposal both groups are told, in steps.
    const cells = [...apart.matchAll(/<td>(.*?)<svg/g)].map(([, words]) => words)
    expect(cells).toHaveLength(10)
    const step = /^(?:de \d+\u00a0% à \d+|plus de 90|moins de 10)\u00a0% d’accord$/
    for (const words of cells) expect(words).toMatch(step)
    // The head of the page says that there are camps, and what tells them apart.
    const [head = ''] = /<section class="headline">.*?<\/section>/.exec(body) ?? []
    expect(head).toContain('Leurs votes les partagent en 2 groupes')
    expect(head).toMatch(/Groupe A\u00a0: .* d’accord.*Groupe B\u00a0: .* d’accord/)
    expect(body).not.toMatch(/ style=/)
  })

  it('tells and stores no pseudonym, and no number of fewer than eleven people', async () => {
    await fill()
    const { services, runtime, file } = newsroom.api
    await services.groups.refresh(newsroom.consultation)
    runtime.set(RESULTS)
    const stored = (await file.one<string>('SELECT report FROM opinion_groups')) ?? ''
    for (const text of [stored, (await ask()).body]) expect(text).not.toMatch(/0{20}/)
    const { groups, proposals, map } = JSON.parse(stored) as OpinionReport
    const numbers = [
      ...groups.map(({ people }) => people),
      ...proposals.flatMap((one) =>
        one.groups.flatMap(({ agree, votes }) =>
          agree === null || votes === null ? [] : [agree, votes - agree],
        ),
      ),
      ...map.cells.map(({ people }) => people),
    ]
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(11)
  })

  it('is not published while nothing has been computed, and unknown for an unknown consultation', async () => {
    newsroom.api.runtime.set(RESULTS)
    expect(expectProblem(await ask()).status).toBe(409)
    expect(expectProblem(await newsroom.api.app.inject('/v1/consultations/nothing/groups')).status).toBe(404)
  })

  it('shows what another process has stored', async () => {
    const { runtime } = newsroom.api
    runtime.set(RESULTS)
    await reportsWith(async () => ({ ...EMPTY, votes: 3 })).refresh(newsroom.consultation)
    expect((await ask()).json<OpinionGroups>().votes).toBe(3)
    runtime.pass(MINUTE)
    await reportsWith(async () => ({ ...EMPTY, votes: 4 })).refresh(newsroom.consultation)
    expect((await ask()).json<OpinionGroups>().votes).toBe(4)
  })

  it('leaves out a proposal that is not accepted any more', async () => {
    await fill()
    const { services, runtime, file } = newsroom.api
    await services.groups.refresh(newsroom.consultation)
    runtime.set(RESULTS)
    expect((await ask()).body).toContain('numéro 0')
    await file.run("UPDATE proposals SET status = 'refused' WHERE id = ?", ids[0])
    runtime.pass(MINUTE)
    expect((await ask()).body).not.toContain('numéro 0')
  })
})

describe('the computation', () => {
  it('is done one at a time', async () => {
    let running = 0
    let most = 0
    const reports = reportsWith(async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return EMPTY
    })
    await Promise.all([1, 2, 3].map(() => reports.refresh(newsroom.consultation)))
    expect(most).toBe(1)
  })

  it('is stopped when it takes too long, and the old report stays', async () => {
    const never: ComputeGroups = (_job, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    await reportsWith(async () => EMPTY).refresh(newsroom.consultation)
    await expect(reportsWith(never, 1).refresh(newsroom.consultation)).rejects.toThrow(/timeout/)
    expect((await newsroom.api.services.groups.report(newsroom.consultation.id))?.report).toEqual(EMPTY)
  })

  it('ends its thread when it is stopped', async () => {
    const { groups } = newsroom.api.services
    const turn = groups.refresh(newsroom.consultation)
    const refused = expect(turn).rejects.toThrow('The server is closing')
    await groups.close()
    await refused
    await expect(groups.refresh(newsroom.consultation)).rejects.toThrow('The server is closing')
  })

  it('fails aloud when the thread cannot read the file', async () => {
    const { store, runtime } = newsroom.api.services
    const lost = new OpinionGroupReports({
      databaseAddress: `${store.address}.lost`,
      groups: store.opinionGroups,
      now: runtime.now,
    })
    await expect(lost.refresh(newsroom.consultation)).rejects.toThrow(/unable to open|does not exist/)
  })

  it('is due when there are votes, and again when there are more', async () => {
    let computed = 0
    const reports = reportsWith(async () => {
      computed++
      return EMPTY
    })
    const due = async () => reports.refreshDue(await newsroom.api.services.store.consultations.all())
    await due()
    expect(computed).toBe(0)
    await fill(2)
    await due()
    await due()
    expect(computed).toBe(1)
    await addOne()
    await due()
    expect(computed).toBe(2)
  })

  it('of one consultation that fails does not keep the others from theirs', async () => {
    await fill(2)
    const reports = reportsWith(async () => {
      throw new Error('broken')
    })
    await expect(reports.refreshDue([newsroom.consultation, newsroom.consultation])).rejects.toMatchObject({
      errors: [{ message: 'broken' }, { message: 'broken' }],
    })
  })
})

/** One vote more, as the tallies count it. */
async function addOne(): Promise<void> {
  await newsroom.api.file.run('UPDATE tallies SET neutral = neutral + 1 WHERE proposal_id = ?', ids[0])
}
