import { HttpResponse } from 'msw'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { voteRequest } from '../../api/src/wire/votes.ts'
// Read beforehand: no test waits for its first reading.
import '../../widget/src/app-later.ts'
import { openDevice } from '../../widget/src/core/device.ts'
import { fakeApi, mountAt, payload, proposalId, proposals, surroundings, until } from './support.ts'

const TOWN = 'segmentTown1'
const SEGMENTS = {
  question: 'Où habitez-vous ?',
  options: [
    { id: 'segmentLand1', label: 'À la campagne' },
    { id: TOWN, label: 'Dans une ville' },
  ],
}

const api = fakeApi()
beforeAll(() => api.server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => api.server.close())
beforeEach(() => {
  api.received.length = 0
  const draw = { number: 0, last: true, proposals: proposals(8) }
  const body = payload({ segments: SEGMENTS, draw })
  body.consultation.sequenceSize = 6
  api.answer('/v1/embed', () => HttpResponse.json(body))
})
afterEach(() => {
  api.answer('/v1/embed', undefined)
  localStorage.clear()
  document.body.replaceChildren()
})

const show = async (place = surroundings()) => {
  const root = place.element.shadowRoot as ShadowRoot
  const app = mountAt(place)
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)
  await until(() => expect(find('.vote')).toBeTruthy())
  await until(() => expect(root.adoptedStyleSheets).toHaveLength(2))
  const device = openDevice(place.option('consultation') ?? '')
  const voteAndGoOn = async (number: number) => {
    find('.vote.agree')?.click()
    await until(() => expect(api.sentTo('/v1/votes')).toHaveLength(number))
    find('.primary')?.click()
  }
  return { app, find, device, voteAndGoOn, place }
}

const askedAfterThree = async () => {
  const shown = await show()
  for (const number of [1, 2, 3]) await shown.voteAndGoOn(number)
  await until(() => expect(shown.find('#asked')?.textContent).toBe(SEGMENTS.question))
  return shown
}

describe('the question which part of the public the reader belongs to', () => {
  it('is not asked before the third vote', async () => {
    const { find, voteAndGoOn } = await show()
    for (const number of [1, 2]) {
      await voteAndGoOn(number)
      expect(find('#asked')).toBeNull()
    }
  })

  it('once answered, goes with every vote, those before it included', async () => {
    const { find, device, voteAndGoOn } = await askedAfterThree()
    expect(api.sentTo('/v1/votes').map(({ segment }) => segment)).toEqual([null, null, null])
    find('.options button:nth-child(2)')?.click()
    await until(() => expect(api.sentTo('/v1/votes')).toHaveLength(6))
    const told = api.sentTo('/v1/votes').slice(3)
    expect(told.map(({ segment }) => segment)).toEqual([TOWN, TOWN, TOWN])
    expect(told.map(({ revision }) => revision)).toEqual([4, 5, 6])
    await voteAndGoOn(7)
    expect(voteRequest.parse(api.sentTo('/v1/votes').at(-1)).segment).toBe(TOWN)
    expect(device.read()?.segment).toBe(TOWN)
  })

  it('leads on to the next proposal, whatever the answer', async () => {
    const { find } = await askedAfterThree()
    find('.end')?.click()
    await until(() => expect(find('.stage')?.getAttribute('aria-label')).toBe('Proposition 4 sur 6'))
  })

  it('may be skipped: then it says nothing, and is not asked again', async () => {
    const { find, app, place, device, voteAndGoOn } = await askedAfterThree()
    find('.end')?.click()
    await until(() => expect(device.read()?.segment).toBeNull())
    expect(api.sentTo('/v1/votes')).toHaveLength(3)
    app.stop()
    const again = await show(place)
    await voteAndGoOn(4)
    expect(again.find('#asked')).toBeNull()
  })
})

describe('what the card shows when the votes are over', () => {
  const outcome = {
    consensus: [{ text: 'Il faut rouvrir les gares', agree: 0.824 }],
    actions: [{ title: 'Rouvrir douze gares', state: 'started' as const, progress: 0.25 }],
  }
  const closed = async (body: ReturnType<typeof payload>) => {
    api.answer('/v1/embed', () => HttpResponse.json(body))
    const place = surroundings()
    mountAt(place)
    const root = place.element.shadowRoot as ShadowRoot
    await until(() => expect(root.querySelector('.stage')).toBeTruthy())
    return root
  }

  it('is what people agree on, once the results are published', async () => {
    const root = await closed(payload({ phase: 'results', outcome: { ...outcome, actions: [] } }))
    expect(root.querySelector('.outcome')?.textContent).toContain(
      '82\u00a0% d’accord Il faut rouvrir les gares',
    )
    expect(root.querySelector('a.primary')?.textContent).toBe('Lire les résultats')
  })

  const proposal = { id: proposalId(1), text: 'Il faut rouvrir les gares', agree: 0.824 }
  const headline = { proposal, votes: 4200, voters: 310 }
  const other = { id: proposalId(2), text: 'Il faut planter des haies', agree: 0.71 }
  const sentences = (root: ShadowRoot) =>
    [...root.querySelectorAll('.stage p')].map(({ textContent }) =>
      textContent?.replace(/[\u00a0\u202f]/g, ' '),
    )
  const BASIS = 'D’après 4 200 votes de 310 lecteurs, depuis le 1er mars 2026.'

  it.each(['results', 'action', 'closed'] as const)(
    'begins in the phase %s with one number and one sentence, and on what they rest',
    async (phase) => {
      const consensus = [proposal, other]
      const root = await closed(payload({ phase, outcome: { headline, consensus, actions: [] } }))
      expect(sentences(root).slice(0, 2)).toEqual(['82 % sont d’accord : Il faut rouvrir les gares', BASIS])
      expect(root.querySelector('.headline bdi')?.getAttribute('lang')).toBe('fr')
      // What stands in the headline is not said twice.
      expect([...root.querySelectorAll('.outcome bdi')].map((one) => one.textContent)).toEqual([other.text])
      expect(root.querySelector('a.primary')?.getAttribute('href')).toBe(
        'http://api.test/c/territoires?publisher=pub_test1234',
      )
    },
  )

  it('says that other proposals may as well stand there, and names the language of a text from elsewhere', async () => {
    const first = { ...proposal, text: 'Bahnhöfe öffnen', language: 'de', tied: { from: 1, to: 3 } }
    const outcome = { headline: { ...headline, proposal: first, voters: null }, consensus: [], actions: [] }
    const root = await closed(payload({ phase: 'results', outcome }))
    expect(sentences(root).slice(0, 3)).toEqual([
      '82 % sont d’accord : Bahnhöfe öffnen',
      'D’après 4 200 votes, depuis le 1er mars 2026.',
      'Ex æquo, rangs 1 à 3',
    ])
    expect(root.querySelector('.headline bdi')?.getAttribute('lang')).toBe('de')
  })

  it('says so where nothing unites, as the public page does', async () => {
    const nothing = { headline: { ...headline, proposal: null }, consensus: [], actions: [] }
    const root = await closed(payload({ phase: 'results', outcome: nothing }))
    expect(sentences(root).slice(0, 3)).toEqual([
      'Ce qui rassemble',
      'Aucune proposition, pour l’instant.',
      BASIS,
    ])
    expect(root.querySelector('.outcome')).toBeNull()
  })

  it('is the actions with their progress, once they are under way', async () => {
    const root = await closed(payload({ phase: 'action', outcome }))
    expect(root.querySelector('.outcome')?.textContent).toContain('En cours Rouvrir douze gares')
    expect(root.querySelector<HTMLElement>('.outcome .bar')?.style.getPropertyValue('--share')).toBe('0.25')
  })
})
