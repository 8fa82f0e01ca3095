import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

let newsroom: Newsroom
let proposal: string
let other: string

beforeEach(async () => {
  newsroom = await openNewsroom()
  ;[proposal = '', other = ''] = newsroom.proposals
})
afterEach(async () => {
  expect(await newsroom.api.file.tallies()).toEqual(await newsroom.api.file.recount())
  await newsroom.api.close()
})

describe('a vote', () => {
  it('is on disk when it is answered, with the tallies it made', async () => {
    const reader = await newsroom.viewer()
    const answer = await reader.vote(proposal, { vote: 'agree', qualifications: ['doable', 'likeIt'] })
    // Another connection, at once: it sees only what is committed.
    expect(await newsroom.api.file.votes()).toEqual([
      { proposal, vote: 'agree', qualifications: 3, revision: 1 },
    ])
    expect(answer).toMatchObject({ proposal, vote: 'agree', revision: 1 })
    expect(answer.tallies).toMatchObject({ agree: 1, disagree: 0, neutral: 0 })
    expect(answer.tallies.qualifications).toMatchObject({ likeIt: 1, doable: 1, noWay: 0 })
  })

  it('is one for each reader and proposal: a change replaces it', async () => {
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'agree', qualifications: ['likeIt'] })
    const { tallies } = await reader.vote(proposal, { vote: 'disagree', qualifications: ['impossible'] })
    expect(tallies).toMatchObject({ agree: 0, disagree: 1 })
    expect(tallies.qualifications).toMatchObject({ likeIt: 0, impossible: 1 })
    await reader.vote(other, { vote: 'neutral' })
    expect(await newsroom.api.file.votes()).toHaveLength(2)
  })

  it('changes nothing when it is sent again', async () => {
    const reader = await newsroom.viewer()
    const ballot = { vote: 'agree', qualifications: ['likeIt'], revision: 7 } as const
    const first = await reader.vote(proposal, { ...ballot, qualifications: [...ballot.qualifications] })
    for (let time = 0; time < 3; time++) {
      expect(await reader.vote(proposal, { ...ballot, qualifications: ['likeIt'] })).toEqual(first)
    }
    expect(first.tallies.agree).toBe(1)
  })

  it('that arrives late gives way to the newer one, and is told so', async () => {
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'disagree', qualifications: ['noWay'], revision: 5 })
    const late = await reader.vote(proposal, { vote: 'agree', revision: 4 })
    expect(late).toMatchObject({ vote: 'disagree', qualifications: ['noWay'], revision: 5 })
    expect(late.tallies).toMatchObject({ agree: 0, disagree: 1 })
  })

  it('that was withdrawn counts for nothing, and no late repeat brings it back', async () => {
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'agree', qualifications: ['likeIt'], revision: 1 })
    const { tallies } = await reader.vote(proposal, { vote: null, revision: 2 })
    expect(tallies).toMatchObject({ agree: 0 })
    expect(await reader.vote(proposal, { vote: 'agree', revision: 1 })).toMatchObject({ vote: null })
    expect(await reader.vote(proposal, { vote: 'agree', revision: 3 })).toMatchObject({
      tallies: { agree: 1 },
    })
  })

  it.each([
    ['agree', 'noWay'],
    ['agree', 'noOpinion'],
    ['disagree', 'likeIt'],
    ['neutral', 'doable'],
    [null, 'likeIt'],
  ] as const)('%s does not go with %s', async (vote, qualification) => {
    const reader = await newsroom.viewer()
    const response = await reader.tryVote(proposal, { vote, qualifications: [qualification] })
    expect(expectProblem(response, 'invalid-request').errors?.[0]?.pointer).toBe('/qualifications/0')
    expect(await newsroom.api.file.votes()).toEqual([])
  })

  it('does not take the same nuance twice', async () => {
    const reader = await newsroom.viewer()
    expectProblem(await reader.tryVote(proposal, { vote: 'agree', qualifications: ['likeIt', 'likeIt'] }))
  })

  it.each(['pending', 'refused', 'postponed'] as const)('is not taken on a %s proposal', async (status) => {
    const [hidden = ''] = await newsroom.api.addProposals(newsroom.consultation, ['Il faut attendre'], status)
    const reader = await newsroom.viewer()
    expectProblem(await reader.tryVote(hidden, { vote: 'agree' }), 'proposal-not-accepted')
  })

  it('is not taken on a proposal that is not there, or is elsewhere', async () => {
    const elsewhere = await newsroom.api.addConsultation({ slug: 'autre' })
    const [foreign = ''] = await newsroom.api.addProposals(elsewhere, ['Il faut autre chose'])
    const reader = await newsroom.viewer()
    expectProblem(await reader.tryVote('AAAAAAAAAAAA', { vote: 'agree' }), 'unknown-proposal')
    expectProblem(await reader.tryVote(foreign, { vote: 'agree' }), 'other-consultation')
  })

  it('is not taken a second after its proposal was withdrawn from publication', async () => {
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'agree' })
    await newsroom.api.file.run("UPDATE proposals SET status = 'refused' WHERE id = ?", proposal)
    newsroom.api.runtime.pass(1001)
    expectProblem(await reader.tryVote(proposal, { vote: 'disagree' }), 'proposal-not-accepted')
  })

  it('is taken in the phases that take votes, and in no other', async () => {
    const { id } = newsroom.consultation
    const dates = {
      opens_at: 1,
      proposals_close_at: 2,
      closes_at: 3,
      results_at: 4,
      action_at: 5,
      ends_at: 6,
    }
    const reader = await newsroom.viewer()
    const now = newsroom.api.runtime.now()
    const phases = ['upcoming', 'open', 'vote-only', 'analysis', 'results', 'action', 'closed']
    for (const [place, phase] of phases.entries()) {
      for (const [column, order] of Object.entries(dates)) {
        // Dates up to this place are over, the others still to come.
        await newsroom.api.file.run(
          `UPDATE consultations SET ${column} = ? WHERE id = ?`,
          now + (order - place) * 1000 - 500,
          id,
        )
      }
      await newsroom.api.refresh()
      const response = await reader.tryVote(proposal, { vote: 'agree' })
      if (phase === 'open' || phase === 'vote-only') expect(response.statusCode).toBe(200)
      else
        expect(expectProblem(response, 'votes-closed').detail).toBe(`The consultation is in phase ${phase}`)
    }
  })

  it('is not taken by a sealed consultation, nor forgotten by it', async () => {
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'agree' })
    await newsroom.api.file.run('UPDATE consultations SET secret = NULL')
    await newsroom.api.refresh()
    expectProblem(await reader.tryVote(proposal, { vote: 'disagree' }), 'votes-closed')
    const { session, id } = reader
    expectProblem(
      await reader.post('/v1/forget', { session, reader: id, proposals: [proposal] }),
      'votes-closed',
    )
    expect(await newsroom.api.file.votes()).toHaveLength(1)
  })

  it('needs a session that has not expired', async () => {
    const reader = await newsroom.viewer()
    newsroom.api.runtime.pass(12 * 3600_000)
    expectProblem(await reader.tryVote(proposal, { vote: 'agree' }), 'invalid-session')
    await reader.report('view')
    await reader.vote(proposal, { vote: 'agree' })
  })

  it('is not taken for a publisher that is switched off, a second later', async () => {
    const reader = await newsroom.viewer()
    await newsroom.api.file.run('UPDATE publishers SET enabled = 0')
    await newsroom.api.refresh()
    expectProblem(await reader.tryVote(proposal, { vote: 'agree' }), 'publisher-disabled')
    expectProblem(await reader.tryReport(), 'publisher-disabled')
  })
})

describe('forgetting', () => {
  it('erases the votes and what they counted, and nobody else’s', async () => {
    const [reader, neighbour] = [await newsroom.viewer(), await newsroom.viewer()]
    await reader.vote(proposal, { vote: 'agree', qualifications: ['likeIt'] })
    await reader.vote(other, { vote: 'disagree' })
    await neighbour.vote(proposal, { vote: 'agree' })
    expect(await reader.forget([proposal, proposal, other, 'AAAAAAAAAAAA'])).toEqual({ forgotten: 2 })
    expect(await newsroom.api.file.votes()).toMatchObject([{ proposal, vote: 'agree', qualifications: 0 }])
    expect(await reader.forget([proposal, other])).toEqual({ forgotten: 0 })
  })

  it('takes the name of who proposed out of all that is shown, and leaves the text', async () => {
    const { api, consultation, publisher } = newsroom
    const addresses = [`/v1/embed/territoires?publisher=${publisher.publicKey}`, '/c/territoires']
    await api.file.run("UPDATE consultations SET moderation = 'after'")
    await api.refresh()
    const reader = await newsroom.viewer()
    await reader.propose('Il faut semer des bleuets', { author: { name: 'Zénobie', age: 87 } })
    async function shown(): Promise<string[]> {
      // Texts stay in memory for a minute.
      api.runtime.pass(61_000)
      const answers = (await Promise.all(addresses.map((url) => api.app.inject(url)))).map(({ body }) => body)
      return [...answers, JSON.stringify(await api.services.store.proposals.list(consultation.id, null))]
    }
    for (const body of await shown()) expect(body).toContain('Zénobie')
    await reader.forget([newsroom.proposals[0] ?? ''])
    for (const body of await shown()) {
      expect(body).toContain('bleuets')
      expect(body).not.toContain('Zénobie')
      expect(body).not.toMatch(/\b87\b/)
    }
  })

  it('works after the close', async () => {
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'agree' })
    newsroom.api.runtime.set('2026-06-01T12:00:00Z')
    reader.leave()
    await reader.report('view')
    expect(await reader.forget([proposal])).toEqual({ forgotten: 1 })
    expect(await newsroom.api.file.votes()).toEqual([])
  })
})
