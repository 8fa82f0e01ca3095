import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

type Tell = typeof import('../../widget/src/host/data-layer.ts').tell

const page = window as unknown as Record<string, unknown>
let tell: Tell

beforeEach(async () => {
  // What a reader answered is known to the page: each test opens a new one.
  vi.resetModules()
  ;({ tell } = await import('../../widget/src/host/data-layer.ts'))
})
afterEach(() => {
  for (const name of ['dataLayer', '_paq', 'pa', '__tcfapi']) delete page[name]
})

const placeWith = (options: Record<string, string | undefined>, refused?: string) => {
  const surroundings = { option: (name: string) => options[name], host: 'https://api.example' }
  return { surroundings, state: { failure: refused && { refused } } } as unknown as Parameters<Tell>[0]
}

const place = (analytics: string, consent?: string) =>
  placeWith({ consultation: 'territoires', analytics, consent })

/** What the element dispatches at a vote, and more: as if somebody had added to it. */
const vote = () =>
  new CustomEvent('unisson:vote', {
    detail: { proposal: 'p1', vote: 'disagree', text: 'Il faut', reader: 'r1', index: 2, total: 12 },
  })

it('Google Tag Manager, Piano and Matomo are told in their own way', async () => {
  await tell(place('gtm'), vote())
  expect(page['dataLayer']).toEqual([
    { event: 'unisson_vote', unisson_consultation: 'territoires', unisson_index: 2, unisson_total: 12 },
  ])
  await tell(place('matomo'), vote())
  const figures = { unisson_consultation: 'territoires', unisson_index: 2, unisson_total: 12 }
  await tell(place('piano'), vote())
  expect(page['_paq']).toEqual([
    ['trackEvent', 'Unisson', 'vote', 'territoires', 2],
    ['sendEvent', 'unisson.vote', figures],
  ])
  const sendEvent = vi.fn()
  page['pa'] = { sendEvent }
  await tell(place('piano'), vote())
  expect(sendEvent).toHaveBeenCalledWith('unisson.vote', figures)
})

it('nobody is told which way a reader voted, on what, in which words, or who they are', async () => {
  for (const type of ['vote', 'unvote', 'qualify', 'propose', 'complete'])
    await tell(
      place('gtm piano matomo'),
      new CustomEvent(`unisson:${type}`, {
        detail: {
          proposal: 'ID-1',
          vote: 'disagree',
          qualifications: ['noWay'],
          text: 'my words',
          session: 't0k',
        },
      }),
    )
  expect(JSON.stringify([page['dataLayer'], page['_paq']])).not.toMatch(/ID-1|disagree|noWay|my words|t0k/)
  expect(page['dataLayer']).toHaveLength(5)
})

it('a page that says nothing of consent is told; with a signal, only what it allows', async () => {
  for (const consent of ['', 'denied', 'wait', 'tcf', 'GRANTED?']) await tell(place('gtm', consent), vote())
  expect(page['dataLayer']).toBeUndefined()
  await tell(place('gtm', 'granted'), vote())
  await tell(place('gtm'), vote())
  expect(page['dataLayer']).toHaveLength(2)
})

it('with TCF nothing is told before the reader has answered, nor after a refusal, nor after they take it back', async () => {
  let answer: (answer: object, success: boolean) => void = () => {}
  page['__tcfapi'] = (_command: string, _version: number, callback: typeof answer) => {
    answer = callback
  }
  const purposes = (...granted: number[]) => ({
    eventStatus: 'useractioncomplete',
    gdprApplies: true,
    purpose: { consents: Object.fromEntries(granted.map((one) => [one, true])) },
  })
  const waiting = tell(place('gtm', 'tcf'), vote())
  answer({ ...purposes(1, 8), eventStatus: 'cmpuishown' }, true)
  expect(page['dataLayer']).toBeUndefined()
  answer(purposes(1), true)
  await waiting
  expect(page['dataLayer']).toBeUndefined()
  answer(purposes(1, 8), true)
  await tell(place('gtm', 'tcf'), vote())
  expect(page['dataLayer']).toHaveLength(1)
  answer(purposes(), true)
  await tell(place('gtm', 'tcf'), vote())
  expect(page['dataLayer']).toHaveLength(1)
  answer({ eventStatus: 'tcloaded', gdprApplies: false }, true)
  await tell(place('gtm', 'tcf'), vote())
  expect(page['dataLayer']).toHaveLength(2)
})

it('a fault of a provider, or a name that is none, goes no further', async () => {
  page['dataLayer'] = {
    push: () => {
      throw new Error('nothing of ours')
    },
  }
  page['pa'] = {}
  await tell(place('piano constructor gtm'), vote())
  page['dataLayer'] = 'taken by others'
  await tell(place('gtm'), vote())
})

interface Container {
  tag: { firingTriggerId: string[]; parameter: unknown }[]
  trigger: { triggerId: string; customEventFilter: { parameter: { key: string; value: string }[] }[] }[]
  builtInVariable: { name: string }[]
  variable: { name: string; parameter: { key: string; value: string }[] }[]
}

it('the container for Google Tag Manager waits for the names that are told, and asks for no others', async () => {
  const file = join(import.meta.dirname, '../../widget/tag-manager/google-tag-manager.json')
  const text = readFileSync(file, 'utf8')
  const { tag, trigger, variable, builtInVariable } = (JSON.parse(text) as { containerVersion: Container })
    .containerVersion
  await tell(place('gtm'), new CustomEvent('unisson:vote', { detail: { index: 1, total: 2 } }))
  await tell(place('gtm'), new CustomEvent('unisson:complete', { detail: { votes: 1, proposals: 0 } }))
  const told = page['dataLayer'] as { event: string }[]
  const parameterOf = (parameters: { key: string; value: string }[], key: string) =>
    parameters.find((one) => one.key === key)?.value ?? ''
  const pattern = new RegExp(parameterOf(trigger[0]?.customEventFilter[0]?.parameter ?? [], 'arg1'))
  for (const { event } of told) expect(event).toMatch(pattern)
  expect(tag[0]?.firingTriggerId).toEqual([trigger[0]?.triggerId])
  const read = variable.map(({ parameter }) => parameterOf(parameter, 'name')).filter((name) => name)
  const names = told.flatMap(({ event: _event, ...figures }) => Object.keys(figures))
  expect(read.sort()).toEqual([...new Set(names)].sort())
  const used = [...JSON.stringify(tag).matchAll(/{{([^}_][^}]*)}}/g)].map(([, name]) => name)
  expect(used.sort()).toEqual([...variable, ...builtInVariable].map(({ name }) => name).sort())
})

it('with debug the console says which origin was refused, and where it is added; without, nothing', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const error = new CustomEvent('unisson:error', { detail: { final: true } })
  const options = { publisher: 'pub_journal', analytics: 'gtm' }
  await tell(placeWith(options, 'foreign-origin'), error)
  await tell(placeWith({ ...options, debug: '' }, 'unknown-publisher'), error)
  await tell(placeWith({ ...options, debug: '' }), vote())
  expect(warn).not.toHaveBeenCalled()
  await tell(placeWith({ ...options, debug: '' }, 'foreign-origin'), error)
  expect(warn).toHaveBeenCalledTimes(1)
  const said = String(warn.mock.calls[0]?.[0])
  for (const part of [
    self.origin,
    'pub_journal',
    'https://api.example',
    'Publishers',
    'Origins of its pages',
  ])
    expect(said).toContain(part)
  warn.mockRestore()
})
