import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { removeReaderKeys, setReaderKeys } from '../../api/src/administration/reader-keys.ts'
import { vouchedPlacement } from '../../api/src/domain/votes/cohorts.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { PublisherRecord } from '../../api/src/store/publishers.ts'
import type { SessionAnswer, Vote } from '../../api/src/wire/index.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { documentOf, TestReader } from '../support/reader.ts'
import { HOUR } from '../support/runtime.ts'
import { goodClaims, vouchingKey } from '../support/vouching.ts'

const key = await vouchingKey()

let api: TestApi
let publisher: PublisherRecord
let consultation: ConsultationRecord
let proposals: string[]

beforeEach(async () => {
  api = await openApi()
  publisher = await api.addPublisher()
  consultation = await api.addConsultation()
  proposals = await api.addProposals(consultation, [
    'Il faut planter des arbres',
    'Il faut ouvrir des écoles',
  ])
  await setReaderKeys(api.context, publisher, { keySet: { keys: [key.publicJwk] } }, api.services.fetchKeySet)
})
afterEach(() => api.close())

const tokenOf = (subject: string) => key.sign(goodClaims(api, publisher, subject))

/** A device of a reader; with a subject, one on which that subscriber is signed in. */
async function device(subject?: string, says: object = {}): Promise<TestReader> {
  const readerToken = subject === undefined ? undefined : await tokenOf(subject)
  const reader = new TestReader(api, {
    publisher: publisher.publicKey,
    consultation: consultation.slug,
    says: { ...(readerToken === undefined ? {} : { readerToken }), ...says },
  })
  await reader.report('view')
  return reader
}

const first = () => proposals[0] as string
const tallies = async (proposal = first()) => (await api.services.store.votes.tallies([proposal]))[0]
const counts = async (proposal = first()) => {
  const { agree, disagree, neutral } = (await tallies(proposal)) ?? { agree: -1, disagree: -1, neutral: -1 }
  return { agree, disagree, neutral }
}
const cohort = () => vouchedPlacement(consultation.id, publisher.id, api.runtime.now()).cohortId
const vouchedSum = async () => {
  const rows = await api.services.store.cohorts.tallies(cohort())
  return rows
    .filter(({ segmentId }) => segmentId === '')
    .reduce((sum, { agree, disagree, neutral }) => sum + agree + disagree + neutral, 0)
}

describe('a subscriber whom a publisher vouches for', () => {
  it('is told to be recognised, and votes in the class of their publisher, counted', async () => {
    const reader = await device('ada')
    await reader.vote(first(), { vote: 'agree' })
    expect(await counts()).toEqual({ agree: 1, disagree: 0, neutral: 0 })
    expect(await vouchedSum()).toBe(1)
    const cohorts = await api.services.store.cohorts.ofConsultation(consultation.id)
    expect(cohorts).toMatchObject([
      { rule: 'vouched', class: 'counted', publisherId: publisher.id, votes: 1 },
    ])
  })

  it('has one vote on all devices, and the act that arrives last holds, whatever its device has counted', async () => {
    const [laptop, phone] = [await device('ada'), await device('ada')]
    for (const vote of ['agree', 'neutral', 'agree'] as const) await laptop.vote(first(), { vote })
    const answer = await phone.vote(first(), { vote: 'disagree' })
    expect(answer).toMatchObject({ vote: 'disagree' })
    expect(await counts()).toEqual({ agree: 0, disagree: 1, neutral: 0 })
    await laptop.vote(first(), { vote: 'agree' })
    expect(await counts()).toEqual({ agree: 1, disagree: 0, neutral: 0 })
    await phone.vote(first(), { vote: null })
    expect(await counts()).toEqual({ agree: 0, disagree: 0, neutral: 0 })
    expect(await vouchedSum()).toBe(0)
  })

  it('has nothing changed by a repeat, though another device has voted since', async () => {
    const [laptop, phone] = [await device('ada'), await device('ada')]
    await laptop.vote(first(), { vote: 'agree', revision: 7 })
    await phone.vote(first(), { vote: 'disagree', revision: 1 })
    for (const revision of [7, 6, 1]) {
      const repeated = await laptop.vote(first(), { vote: 'agree', revision })
      expect(repeated).toMatchObject({ vote: 'disagree' })
    }
    expect(await counts()).toEqual({ agree: 0, disagree: 1, neutral: 0 })
    await laptop.vote(first(), { vote: 'neutral', revision: 8 })
    expect(await counts()).toEqual({ agree: 0, disagree: 0, neutral: 1 })
  })

  it('takes along what they voted on the device before they signed in', async () => {
    const reader = await device()
    await reader.vote(first(), { vote: 'agree' })
    const signedIn = documentOf<SessionAnswer>(
      await reader.post('/v1/sessions', {
        publisher: publisher.publicKey,
        consultation: consultation.slug,
        event: 'view',
        session: reader.session,
        readerToken: await tokenOf('ada'),
      }),
    )
    expect(signedIn.readerToken).toBe('vouched')
    reader.session = signedIn.session
    await reader.vote(first(), { vote: 'disagree' })
    expect(await counts()).toEqual({ agree: 0, disagree: 1, neutral: 0 })
    expect(await vouchedSum()).toBe(1)
  })

  it('is another than another subscriber, and another in another consultation', async () => {
    const [ada, grace] = [await device('ada'), await device('grace')]
    await ada.vote(first(), { vote: 'agree' })
    await grace.vote(first(), { vote: 'agree' })
    expect(await counts()).toMatchObject({ agree: 2 })
    const { pseudonyms, readerTokens } = api.services
    const other = await api.addConsultation({ slug: 'autre' })
    const whose = {
      ...publisher,
      readerKeys: api.services.directory.publisherById(publisher.id)?.readerKeys ?? null,
    }
    const marks = await Promise.all(
      [consultation, other].map(
        async (one) => (await readerTokens.markOf(await tokenOf('ada'), whose, one)).mark ?? '',
      ),
    )
    expect(new Set(marks).size).toBe(2)
    const voters = [consultation, other].map((one, index) =>
      pseudonyms.ofSubscriber(publisher.id, marks[index] ?? '', one).toString('hex'),
    )
    expect(new Set(voters).size).toBe(2)
  })

  it('keeps their votes whatever the newsroom does with its keys, and votes as any other once there are none', async () => {
    const reader = await device('ada')
    await reader.vote(first(), { vote: 'agree' })
    await removeReaderKeys(api.context, publisher)
    await reader.vote(proposals[1] as string, { vote: 'agree' })
    expect(await counts()).toMatchObject({ agree: 1 })
    expect(await counts(proposals[1])).toMatchObject({ agree: 1 })
    expect(await vouchedSum()).toBe(1)
  })

  it('is forgotten on all devices by one of them', async () => {
    const [laptop, phone] = [await device('ada'), await device('ada')]
    await laptop.vote(first(), { vote: 'agree' })
    await phone.vote(proposals[1] as string, { vote: 'agree' })
    expect(await phone.forget([proposals[1] as string])).toMatchObject({ forgotten: 2 })
    expect(await counts()).toEqual({ agree: 0, disagree: 0, neutral: 0 })
    expect(await counts(proposals[1])).toEqual({ agree: 0, disagree: 0, neutral: 0 })
    expect(await vouchedSum()).toBe(0)
    // What the laptop sends again of before brings nothing back; a new act does.
    expect(await laptop.vote(first(), { vote: 'agree', revision: 1 })).toMatchObject({ vote: null })
    expect(await counts()).toMatchObject({ agree: 0 })
    await laptop.vote(first(), { vote: 'agree', revision: 2 })
    expect(await counts()).toMatchObject({ agree: 1 })
  })

  it('is set aside with all subscribers of the publisher by one decision, and taken back', async () => {
    for (let number = 0; number < 12; number++)
      await (await device(`subscriber-${number}`)).vote(first(), { vote: 'agree' })
    const reader = await device()
    await reader.vote(first(), { vote: 'agree' })
    const { store } = api.services
    const decide = async (to: 'set-aside' | 'counted') => {
      const before = await store.cohorts.find(cohort())
      if (!before) throw new Error('no cohort')
      const after = { class: to, reason: 'a test', decidedAt: 1, decidedBy: 'Ada' }
      await store.database.write(store.cohorts.decision(before, after))
    }
    await decide('set-aside')
    expect(await counts()).toMatchObject({ agree: 1 })
    await decide('counted')
    expect(await counts()).toMatchObject({ agree: 13 })
  })
})

describe('the results', () => {
  const told = async () => {
    api.services.results.drop(consultation.id)
    return (await api.services.results.of(consultation)).participation
  }
  const votedBy = async (from: number, to: number) => {
    for (let number = from; number < to; number++)
      await (await device(`subscriber-${number}`)).vote(first(), { vote: 'agree' })
  }

  it('say how many subscribers each publisher vouches for, from eleven on', async () => {
    await (await device()).vote(first(), { vote: 'agree' })
    await votedBy(0, 10)
    await told()
    await vi.waitFor(async () => expect(await told()).toMatchObject({ voters: 11, vouched: [] }))
    await votedBy(10, 11)
    api.runtime.pass(HOUR)
    await vi.waitFor(async () =>
      expect(await told()).toMatchObject({
        votes: 12,
        voters: 12,
        vouched: [{ publisher: 'Le Journal', voters: 11, votes: 11 }],
      }),
    )
    expect(await api.services.store.readerKeys.votes(publisher.id)).toEqual([
      { consultation: 'territoires', votes: 11 },
    ])
  })
})

describe('a reader token that is no good', () => {
  it('never stops a session or a vote, and the answer says why', async () => {
    const good = await tokenOf('ada')
    const expired = await key.sign({ ...goodClaims(api, publisher), iat: 1, exp: 2 })
    const cases: [string, string][] = [
      ['', 'none'],
      ['not a token', 'malformed'],
      ['x'.repeat(4000), 'malformed'],
      [`${good}x`, 'malformed'],
      [expired, 'expired'],
      [await (await vouchingKey()).sign(goodClaims(api, publisher)), 'signature'],
      [await key.sign({ ...goodClaims(api, publisher), iss: 'pub_other_one' }), 'issuer'],
    ]
    for (const [readerToken, outcome] of cases) {
      const reader = await device(undefined, { readerToken })
      const told = documentOf<SessionAnswer>(await reader.tryReport('view'))
      expect(told.readerToken ?? 'none').toBe(outcome)
      await reader.vote(first(), { vote: 'agree' })
    }
    expect(await counts()).toMatchObject({ agree: cases.length })
    expect(await vouchedSum()).toBe(0)
  })

  it('is told to the webmaster who tries the page', async () => {
    const { code } = api.services.selfTests.mint(publisher.id)
    await device('ada', { test: code })
    await device(undefined, { test: code, readerToken: 'not a token' })
    expect(api.services.selfTests.read(code).map(({ readerToken }) => readerToken)).toEqual([
      'vouched',
      'malformed',
    ])
  })

  it('goes on, once expired, with what a good one of the same subscriber began, and with nothing else', async () => {
    const reader = await device('ada')
    const [same, other] = [await tokenOf('ada'), await tokenOf('grace')]
    api.runtime.pass(HOUR / 2)
    const go = async (readerToken: string | undefined) => {
      const answer = documentOf<SessionAnswer>(
        await reader.post('/v1/sessions', {
          publisher: publisher.publicKey,
          consultation: consultation.slug,
          event: 'finish',
          session: reader.session,
          readerToken,
        }),
      )
      return api.services.tokens.read(answer.session, api.runtime.now())?.subscriber
    }
    expect(await go(same)).toBeDefined()
    expect(await go(other)).toBeUndefined()
    expect(await go(undefined)).toBeUndefined()
  })

  it('begins nothing where a write begins the session, and a good one does', async () => {
    for (const [readerToken, sum] of [
      ['no token', 0],
      [await tokenOf('ada'), 1],
    ] as const) {
      const reader = new TestReader(api, { publisher: publisher.publicKey, consultation: consultation.slug })
      const vote: Vote = 'agree'
      const visit = {
        publisher: publisher.publicKey,
        consultation: consultation.slug,
        event: 'view',
        readerToken,
      }
      const response = await reader.post('/v1/votes', {
        reader: reader.id,
        proposal: first(),
        vote,
        revision: 1,
        visit,
      })
      expect(response.statusCode).toBe(200)
      expect(await vouchedSum()).toBe(sum)
    }
  })
})

describe('what is kept', () => {
  it('names no subscriber: neither the session, nor the database, nor the log', async () => {
    const reader = await device('subscriber-of-the-newsroom')
    await reader.vote(first(), { vote: 'agree' })
    const session = Buffer.from(reader.session?.split('.')[0] ?? '', 'base64url').toString()
    expect(session).toContain('"w":')
    expect(session).not.toContain('subscriber-of')
    expect(api.logLines.join('\n')).not.toContain('subscriber-of')
    expect(api.logLines.join('\n')).not.toContain('eyJ')
  })

  it('is two pseudonyms that the sealing cuts from the subscriber', async () => {
    const { pseudonyms } = api.services
    const sealed = { ...consultation, secret: null }
    expect(() => pseudonyms.ofSubscriber(publisher.id, 'mark', sealed)).toThrow(/sealed/)
  })
})
