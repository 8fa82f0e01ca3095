import type { DrawnProposal, EmbedPayload, Outcome, Phase, Segments } from '@unisson/api/wire'
import { HttpResponse, http, type JsonBodyType } from 'msw'
import { setupServer } from 'msw/node'
import { vi } from 'vitest'
import { mount } from '../../widget/src/app.tsx'
import type { App, Surroundings } from '../../widget/src/host/element.ts'

export const HOST = 'http://api.test'
export const SESSION = 'session-token-of-this-page-view'

export const proposalId = (index: number): string => `p${String(index).padStart(11, '0')}`

export const proposals = (count: number, first = 0): DrawnProposal[] =>
  Array.from({ length: count }, (_, index) => ({
    id: proposalId(first + index),
    text: `Il faut essayer l’idée ${first + index}`,
    tallies: { agree: 6, disagree: 3, neutral: 1 },
  }))

type PayloadOptions = {
  phase?: Phase
  draw?: EmbedPayload['draw']
  segments?: Segments
  outcome?: Outcome
}

export const payload = (options: PayloadOptions = {}): EmbedPayload => ({
  consultation: {
    slug: 'territoires',
    question: 'Comment améliorer les conditions de vie dans les territoires ?',
    introduction: '',
    language: 'fr',
    phase: options.phase ?? 'open',
    opensAt: '2026-03-01T08:00:00+01:00',
    proposalsCloseAt: null,
    resultsAt: null,
    segments: options.segments ?? null,
    closesAt: '2026-05-01T08:00:00+02:00',
    proposalPrefix: 'Il faut',
    proposalMaxLength: 140,
    sequenceSize: 3,
    url: 'http://api.test/c/territoires',
  },
  draw: options.draw ?? { number: 0, last: true, proposals: proposals(5) },
  ...(options.outcome ? { outcome: options.outcome } : {}),
})

/** One request as the API received it. */
export interface Received {
  path: string
  body: Record<string, unknown>
}

/** An API that answers as the real one does, and keeps what it was sent. */
export const fakeApi = () => {
  const received: Received[] = []
  const answers = new Map<string, () => Response>()
  const note = async (incoming: Request) => {
    const { pathname } = new URL(incoming.url)
    const body = JSON.parse(await incoming.text()) as Record<string, unknown>
    received.push({ path: pathname, body })
    return { body, special: answers.get(pathname)?.() }
  }
  const json = (body: JsonBodyType) => HttpResponse.json(body)
  const server = setupServer(
    http.get(`${HOST}/v1/embed/:slug`, () => answers.get('/v1/embed')?.() ?? json(payload())),
    http.post(`${HOST}/v1/sessions`, async ({ request }) => {
      const { special } = await note(request)
      return special ?? json({ session: SESSION, expiresAt: '2026-12-01T00:00:00Z' })
    }),
    http.post(`${HOST}/v1/votes`, async ({ request }) => {
      const { body, special } = await note(request)
      const { proposal, vote, qualifications, revision } = body as Record<string, JsonBodyType>
      const tallies = { agree: 7, disagree: 3, neutral: 1, qualifications: {} }
      return special ?? json({ proposal, vote, qualifications, revision, tallies } as JsonBodyType)
    }),
    http.post(`${HOST}/v1/proposals`, async ({ request }) => {
      const { body, special } = await note(request)
      return special ?? json({ proposal: 'new000000001', status: 'pending', text: body['text'] as string })
    }),
    http.post(`${HOST}/v1/forget`, async ({ request }) => {
      const { special } = await note(request)
      return special ?? json({ forgotten: 1 })
    }),
  )
  return {
    server,
    received,
    /** Answers a path otherwise from now on; undefined: as usual again. */
    answer: (path: string, respond: (() => Response) | undefined) =>
      respond ? answers.set(path, respond) : answers.delete(path),
    sentTo: (path: string) => received.filter((one) => one.path === path).map(({ body }) => body),
  }
}

export const problem = (status: number, code: string, extra: object = {}): Response =>
  HttpResponse.json(
    { type: `https://unisson.example/problems/${code}`, title: code, status, ...extra },
    { status },
  )

let made = 0

/** What the loader would hand over, without a loader. */
export const surroundings = (): Surroundings => {
  const element = document.createElement('div')
  document.body.append(element)
  element.attachShadow({ mode: 'open' }).append(document.createElement('slot'))
  // One device record is shared by all widgets of a page, so each test has a consultation of its own.
  const options: Record<string, string> = { consultation: `territoires-${++made}`, publisher: 'pub_test1234' }
  return {
    host: HOST,
    element,
    reported: {},
    option: (name) => element.getAttribute(name) ?? options[name],
  }
}

/** Storage of one origin, for as many tabs as open a device on it. */
export const memoryStorage = () => {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

export const until = <Result>(check: () => Result): Promise<Result> =>
  vi.waitFor(check, { timeout: 15_000, interval: 5 })

/** Mounts the app as the loader does. */
export const mountAt = ({ host, element, reported, first, option }: Surroundings): App =>
  mount(host, element, reported, first, option)
