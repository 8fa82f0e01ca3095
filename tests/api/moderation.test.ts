import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModeratedProposal, NeighboursAnswer } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { MINUTE } from '../support/runtime.ts'
import { TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
let ada: TestAdministrator
let max: TestAdministrator
let pending: string[]

beforeEach(async () => {
  newsroom = await openNewsroom()
  ada = await TestAdministrator.join(newsroom.api)
  max = await TestAdministrator.join(newsroom.api, 'moderator', 'Max')
  pending = []
  for (const text of ['Il faut ouvrir les écoles', 'Il faut rouvir la piscine', 'Il faut des bus la nuit']) {
    newsroom.api.runtime.pass(MINUTE)
    pending.push(...(await newsroom.api.addProposals(newsroom.consultation, [text], 'pending')))
  }
})
afterEach(() => newsroom.api.close())

const first = () => pending[0] ?? ''
const decisionOn = (id: string, revision: number, status: string, reason?: string) => ({
  proposals: [{ id, revision }],
  status,
  ...(reason === undefined ? {} : { reason }),
})
const decide = (who: TestAdministrator, body: unknown) =>
  who.ask('POST', 'consultations/territoires/decisions', body)
const embedded = async (): Promise<string> =>
  (await newsroom.api.app.inject(`/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`)).body

describe('The queue', () => {
  it('lists proposals in the order of their arrival, with how many there are of each status', async () => {
    const { proposals, counts, next } = await max.queue('?status=pending')
    expect(proposals.map(({ id }) => id)).toEqual(pending)
    expect(counts).toEqual({ unread: 3, pending: 3, accepted: 3, refused: 0, postponed: 0 })
    expect(next).toBeNull()
  })

  it('comes page by page, and every proposal once', async () => {
    const seen: string[] = []
    let mark: string | null = ''
    while (mark !== null) {
      const page = await max.queue(`?limit=2${mark && `&after=${mark}`}`)
      seen.push(...page.proposals.map(({ id }) => id))
      mark = page.next
    }
    expect(seen.toSorted()).toEqual([...newsroom.proposals, ...pending].toSorted())
    expect(new Set(seen).size).toBe(6)
  })

  it('is searched without regard to case and accents', async () => {
    const { proposals } = await max.queue('?search=ECOLES')
    expect(proposals.map(({ text }) => text)).toEqual(['Il faut ouvrir les écoles'])
    expect((await max.queue('?search=%25')).proposals).toEqual([])
    expect((await max.queue('?search=hibou')).proposals).toEqual([])
  })

  it('tells nothing by which an author could be known again', async () => {
    const reader = await newsroom.viewer()
    await reader.propose('Il faut des hiboux partout', { author: { name: 'Ana', age: 34 } })
    const { proposals } = await max.queue('?search=hiboux')
    expect(proposals).toMatchObject([{ authorName: 'Ana', authorAge: 34 }])
    expect(Object.keys(proposals[0] ?? {})).not.toContain('author')
    expect(Object.keys(proposals[0] ?? {})).not.toContain('submission')
  })

  it.each(['?limit=0', '?limit=1000', '?after=x', '?status=new', '?page=2'])('refuses %s', async (query) => {
    expectProblem(await max.ask('GET', `consultations/territoires/proposals${query}`), 'invalid-request')
  })
})

describe('After publication', () => {
  it('what readers published is to be read all the same, and is confirmed or withdrawn', async () => {
    newsroom.api.runtime.pass(MINUTE)
    await newsroom.api.file.run("UPDATE consultations SET moderation = 'after'")
    await newsroom.api.refresh()
    const reader = await newsroom.viewer()
    const { proposal, status } = await reader.propose('Il faut des hiboux partout')
    expect(status).toBe('accepted')
    const unread = async () => (await max.queue('?unread=true')).proposals.map(({ id }) => id)
    expect(await unread()).toEqual([...pending, proposal])
    expect((await max.queue()).counts).toMatchObject({ unread: 4, pending: 3, accepted: 4 })
    await decide(max, decisionOn(proposal, 1, 'accepted'))
    expect(await unread()).toEqual(pending)
    const second = await reader.propose('Il faut des chouettes partout')
    await decide(max, decisionOn(second.proposal, 1, 'refused', 'Hors sujet'))
    expect(await unread()).toEqual(pending)
    expectProblem(await reader.tryVote(second.proposal, { vote: 'agree' }), 'proposal-not-accepted')
  })
})

describe('A decision', () => {
  it('opens a proposal to votes at once', async () => {
    expect(await embedded()).not.toContain('Il faut ouvrir les écoles')
    expect((await decide(max, decisionOn(first(), 1, 'accepted'))).statusCode).toBe(200)
    expect(await embedded()).toContain('Il faut ouvrir les écoles')
    const reader = await newsroom.viewer()
    expect((await reader.vote(first(), { vote: 'agree' })).tallies.agree).toBe(1)
  })

  it('takes a proposal out of draws, and closes it to votes, at once', async () => {
    const [accepted = ''] = newsroom.proposals
    const reader = await newsroom.viewer()
    await reader.vote(accepted, { vote: 'agree' })
    expect(await embedded()).toContain('Il faut planter des arbres')
    await decide(max, decisionOn(accepted, 1, 'refused', 'Hors sujet'))
    expect(await embedded()).not.toContain('Il faut planter des arbres')
    expectProblem(await reader.tryVote(accepted, { vote: 'disagree' }), 'proposal-not-accepted')
    expect(await newsroom.api.file.votes()).toHaveLength(1)
  })

  it('to refuse comes with a reason, and only that one', async () => {
    expectProblem(await decide(max, decisionOn(first(), 1, 'refused')), 'invalid-request')
    expectProblem(await decide(max, decisionOn(first(), 1, 'refused', ' \u200b ')), 'invalid-request')
    expectProblem(await decide(max, decisionOn(first(), 1, 'accepted', 'Bien')), 'invalid-request')
    await decide(max, decisionOn(first(), 1, 'refused', ' Propos  insultant '))
    expect(await max.proposal(first())).toMatchObject({
      status: 'refused',
      refusalReason: 'Propos insultant',
      decidedBy: 'Max',
      revision: 2,
    })
  })

  it('is undone by putting the proposal back into the queue', async () => {
    await decide(max, decisionOn(first(), 1, 'accepted'))
    await decide(max, decisionOn(first(), 2, 'pending'))
    expect(await max.proposal(first())).toMatchObject({ status: 'pending', decidedAt: null, revision: 3 })
    expect(await embedded()).not.toContain('Il faut ouvrir les écoles')
  })

  it('by a second moderator names the first, and changes nothing', async () => {
    await decide(max, decisionOn(first(), 1, 'accepted'))
    const problem = expectProblem(
      await decide(ada, decisionOn(first(), 1, 'refused', 'Non')),
      'changed-meanwhile',
    )
    expect(problem.detail).toBe('"Il faut ouvrir les écoles" is accepted by Max')
    expect(problem.errors).toMatchObject([
      { pointer: '/proposals/0', code: 'decided-by', values: { status: 'accepted', by: 'Max' } },
    ])
    expect(await max.proposal(first())).toMatchObject({ status: 'accepted', decidedBy: 'Max' })
  })

  it('made by two at the very same moment is made once', async () => {
    const both = await Promise.all([
      decide(max, decisionOn(first(), 1, 'accepted')),
      decide(ada, decisionOn(first(), 1, 'postponed')),
    ])
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409])
    expect(await max.proposal(first())).toMatchObject({ revision: 2 })
    expect((await ada.audit(`?subject=${first()}`)).map(({ act }) => act)).toHaveLength(1)
  })

  it('on many is made on all of them or on none', async () => {
    const [one = '', two = '', three = ''] = pending
    await decide(ada, decisionOn(two, 1, 'postponed'))
    const all = { proposals: [one, two, three].map((id) => ({ id, revision: 1 })), status: 'accepted' }
    expect(expectProblem(await decide(max, all), 'changed-meanwhile').errors).toMatchObject([
      { pointer: '/proposals/1' },
    ])
    expect((await max.queue('?status=pending')).proposals.map(({ id }) => id)).toEqual([one, three])
    const rest = { proposals: [one, three].map((id) => ({ id, revision: 1 })), status: 'accepted' }
    expect((await decide(max, rest)).json().proposals).toHaveLength(2)
  })

  it('is not made on a proposal of another consultation', async () => {
    await newsroom.api.addConsultation({ slug: 'autre' })
    const response = await max.ask(
      'POST',
      'consultations/autre/decisions',
      decisionOn(first(), 1, 'accepted'),
    )
    expectProblem(response, 'unknown-proposal')
  })

  it('is in the audit log: who, what, before and after', async () => {
    await decide(max, decisionOn(first(), 1, 'refused', 'Hors sujet'))
    expect(await ada.audit(`?subject=${first()}`)).toMatchObject([
      {
        actor: 'Max',
        act: 'proposal.refuse',
        consultation: 'territoires',
        subject: first(),
        before: { status: 'pending', reason: null },
        after: { status: 'refused', reason: 'Hors sujet' },
      },
    ])
  })
})

describe('A correction', () => {
  const correct = (id: string, text: string, revision = 1) =>
    max.ask('PATCH', `consultations/territoires/proposals/${id}`, { text, revision })

  it('puts a mistake right and keeps what the author sent', async () => {
    const id = pending[1] ?? ''
    expect((await correct(id, 'Il faut rouvrir  la piscine')).json()).toMatchObject({
      text: 'Il faut rouvrir la piscine',
      originalText: 'Il faut rouvir la piscine',
      revision: 2,
    })
    expect((await correct(id, 'Il faut rouvrir la piscine !', 2)).json()).toMatchObject({
      originalText: 'Il faut rouvir la piscine',
    })
    expect((await ada.audit(`?subject=${id}`)).map(({ act }) => act)).toEqual([
      'proposal.correct',
      'proposal.correct',
    ])
  })

  it('shows at once', async () => {
    const [accepted = ''] = newsroom.proposals
    expect(await embedded()).toContain('Il faut planter des arbres')
    await correct(accepted, 'Il faut planter des arbres !')
    expect(await embedded()).toContain('Il faut planter des arbres !')
  })

  it('does not make votes say something else', async () => {
    const [accepted = ''] = newsroom.proposals
    await (await newsroom.viewer()).vote(accepted, { vote: 'agree' })
    expectProblem(await correct(accepted, 'Il faut abattre des arbres'), 'invalid-request')
    expect((await correct(accepted, 'Il faut planter des abres')).statusCode).toBe(200)
  })

  it('follows the rules of proposals', async () => {
    expectProblem(await correct(first(), 'Ouvrir les écoles'), 'invalid-proposal')
    expectProblem(await correct(first(), 'Il faut rouvrir les gares'), 'duplicate-proposal')
    expectProblem(await correct(first(), 'Il faut ouvrir des écoles', 2), 'changed-meanwhile')
    expectProblem(await correct('aaaaaaaaaaaa', 'Il faut ouvrir des écoles'), 'unknown-proposal')
  })
})

describe('Beside a proposal', () => {
  const near = async (id: string) =>
    (
      await max.do<NeighboursAnswer>('GET', `consultations/territoires/proposals/${id}/neighbours`)
    ).neighbours.map(({ proposal, similarity }): [ModeratedProposal['text'], boolean] => [
      proposal.text,
      similarity >= 0.7,
    ])

  it('stand those that say nearly the same, whatever became of them', async () => {
    await newsroom.api.addProposals(newsroom.consultation, ['Il faut ouvrir des écoles partout'], 'refused')
    expect(await near(first())).toEqual([['Il faut ouvrir des écoles partout', true]])
    expect(await near(pending[2] ?? '')).toEqual([])
  })

  it('stand those that came a moment ago, and corrected ones as they are now', async () => {
    expect(await near(first())).toEqual([])
    const reader = await newsroom.viewer()
    await reader.propose('Il faut ouvrir beaucoup d’écoles')
    expect(await near(first())).toEqual([['Il faut ouvrir beaucoup d’écoles', true]])
    const { proposals } = await max.queue('?search=beaucoup')
    await max.do('PATCH', `consultations/territoires/proposals/${proposals[0]?.id}`, {
      text: 'Il faut créer des crèches',
      revision: 1,
    })
    expect(await near(first())).toEqual([])
  })
})
