import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { type Method, TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
let ada: TestAdministrator
let action: string
let partner: string
let theme: string

beforeAll(async () => {
  newsroom = await openNewsroom()
  ada = await TestAdministrator.join(newsroom.api)
  const indicator = { name: 'Gares', baseline: 0, target: 12 }
  action = (
    await ada.do<{ id: string }>('POST', `${CONSULTATION}/actions`, {
      title: 'Rouvrir',
      state: 'draft',
      indicator,
    })
  ).id
  partner = (
    await ada.do<{ id: string }>('POST', `${CONSULTATION}/partners`, { name: 'Région', role: 'media' })
  ).id
  theme = (await ada.do<{ id: string }>('POST', `${CONSULTATION}/themes`, { name: 'Transports' })).id
})
afterAll(() => newsroom.api.close())

const CONSULTATION = 'consultations/territoires'
const DATES = { opensAt: '2026-03-01T08:00:00Z', closesAt: '2026-04-30T22:00:00Z' }
const TEXTS = { language: 'fr', question: 'Comment ?', proposalPrefix: 'Il faut' }

interface Sent {
  method: Method
  path: string
  body: Record<string, unknown>
}

const cohort = (): string => `${newsroom.consultation.id}.lone-votes.2026-03-10`

/** What the team sends, as it should be. */
const requests = (): Sent[] => [
  { method: 'POST', path: 'session', body: { key: 'adm_x' } },
  { method: 'POST', path: 'administrators', body: { name: 'Grace', role: 'moderator' } },
  {
    method: 'POST',
    path: 'consultations',
    body: { slug: 'autre', ...TEXTS, ...DATES, segments: [], settings: {} },
  },
  {
    method: 'PUT',
    path: CONSULTATION,
    body: { ...TEXTS, ...DATES, segments: [], settings: {}, revision: 1 },
  },
  { method: 'POST', path: `${CONSULTATION}/phase`, body: { phase: 'open', revision: 1 } },
  { method: 'POST', path: `${CONSULTATION}/seal`, body: { revision: 1 } },
  {
    method: 'POST',
    path: `${CONSULTATION}/decisions`,
    body: {
      proposals: [{ id: newsroom.proposals[0], revision: 1 }],
      status: 'refused',
      reason: 'Hors sujet',
    },
  },
  {
    method: 'PATCH',
    path: `${CONSULTATION}/proposals/${newsroom.proposals[1]}`,
    body: { text: 'Il faut rouvrir des gares', revision: 1 },
  },
  {
    method: 'POST',
    path: `publishers/${newsroom.publisher.id}/share-links`,
    body: { label: 'Fondation', expiresAt: '2026-04-01T00:00:00Z' },
  },
  { method: 'POST', path: `${CONSULTATION}/partners`, body: { name: 'Région', role: 'media', url: null } },
  {
    method: 'PUT',
    path: `${CONSULTATION}/partners/${partner}`,
    body: { name: 'Région', role: 'media', url: null },
  },
  {
    method: 'POST',
    path: `${CONSULTATION}/actions`,
    body: { title: 'A', description: '', carrier: '', state: 'draft', proposals: [], indicator: null },
  },
  {
    method: 'PUT',
    path: `${CONSULTATION}/actions/${action}`,
    body: { title: 'A', state: 'draft', revision: 1, indicator: null },
  },
  {
    method: 'POST',
    path: `${CONSULTATION}/actions/${action}/readings`,
    body: { day: '2026-05-01', value: 3 },
  },
  {
    method: 'POST',
    path: 'publishers',
    body: { name: 'A', origins: ['https://a.example'], timeZone: 'Europe/Paris' },
  },
  {
    method: 'PUT',
    path: `publishers/${newsroom.publisher.id}`,
    body: {
      name: 'A',
      origins: ['https://a.example'],
      timeZone: 'Europe/Paris',
      enabled: true,
      counting: 'full',
    },
  },
  { method: 'POST', path: `publishers/${newsroom.publisher.id}/keys`, body: { label: 'A' } },
  {
    method: 'PUT',
    path: `publishers/${newsroom.publisher.id}/reader-keys`,
    body: { keySet: { keys: [] } },
  },
  {
    method: 'POST',
    path: `${CONSULTATION}/cohorts/${cohort()}/decision`,
    body: { class: 'set-aside', reason: 'A', revision: 1 },
  },
  {
    method: 'POST',
    path: `${CONSULTATION}/cohort-decisions`,
    body: { cohorts: [{ id: cohort(), revision: 1 }], class: 'set-aside', reason: 'A' },
  },
  { method: 'POST', path: `${CONSULTATION}/machine-translations`, body: {} },
  {
    method: 'PUT',
    path: `${CONSULTATION}/translations/consultation.question/de`,
    body: { text: 'Wie?' },
  },
  {
    method: 'PUT',
    path: `${CONSULTATION}/proposals/${newsroom.proposals[0]}/language`,
    body: { language: 'fr', revision: 1 },
  },
  { method: 'POST', path: `${CONSULTATION}/themes`, body: { name: 'Gares' } },
  {
    method: 'PUT',
    path: `${CONSULTATION}/themes/${theme}`,
    body: { name: 'Trains', isKept: true, isHidden: false, revision: 1 },
  },
  { method: 'POST', path: `${CONSULTATION}/themes/${theme}/merge`, body: { into: theme, revision: 1 } },
  {
    method: 'POST',
    path: `${CONSULTATION}/theme-placements`,
    body: { theme: null, proposals: newsroom.proposals.slice(0, 1) },
  },
  {
    method: 'PUT',
    path: `publishers/${newsroom.publisher.id}/words`,
    body: { words: { fr: { 'votes.agree': 'Pour' } } },
  },
  { method: 'PUT', path: `${CONSULTATION}/words`, body: { words: { fr: { 'votes.agree': 'Pour' } } } },
]

it('Every address of the team that takes a document is known here', () => {
  const { paths = {} } = newsroom.api.app.swagger() as {
    paths?: Record<string, Record<string, { requestBody?: { content: Record<string, unknown> } }>>
  }
  const known = requests().map(({ method, path }) => `${method} /v1/admin/${path}`)
  const named = Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/admin/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { requestBody }]) => requestBody?.content['application/json'])
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    )
  const matches = (name: string, path: string) =>
    new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(name)
  expect(named.filter((path) => !known.some((name) => matches(name, path)))).toEqual([])
})

it('Every document refuses fields that it does not know, and names them', async () => {
  for (const { method, path, body } of requests()) {
    const response = await ada.ask(method, path, { ...body, surprise: 1 })
    expect(expectProblem(response, 'invalid-request').errors, path).toEqual([
      { pointer: '/surprise', detail: 'is not known', code: 'unknown-field' },
    ])
  }
})

it('A document of the team with one field exchanged for anything is taken or refused, and never breaks', async () => {
  const texts = fc.string({ unit: 'binary', maxLength: 200 })
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), texts, fc.double(), fc.maxSafeInteger())
  const change = fc.record({ index: fc.nat(), field: fc.nat(), value: anything })
  await fc.assert(
    fc.asyncProperty(change, async ({ index, field, value }) => {
      const all = requests()
      const { method, path, body } = all[index % all.length] as Sent
      const names = Object.keys(body)
      const response = await ada.ask(method, path, { ...body, [names[field % names.length] ?? '']: value })
      if (response.statusCode >= 300) expect(expectProblem(response).status).toBeLessThan(500)
    }),
    { numRuns: 600 },
  )
  expect(newsroom.api.logLines.filter((line) => line.includes('request failed'))).toEqual([])
})

it('Hostile words in an address are refused or find nothing', async () => {
  const hostile = [
    '%00',
    '%E2%80%AE',
    '<b>',
    "'--",
    '1e999',
    '-1',
    'a'.repeat(300),
    '%F0%9F%92%A5',
    '..%2f..%2f',
  ]
  for (const word of hostile) {
    for (const path of [
      `consultations/${word}`,
      `${CONSULTATION}/proposals/${word}/neighbours`,
      `${CONSULTATION}/proposals?status=${word}`,
      `${CONSULTATION}/proposals?search=${word}`,
      `${CONSULTATION}/proposals?after=${word}`,
      `audit?before=${word}`,
      `audit?subject=${word}`,
      `publishers/${word}/keys`,
      `audit?consultation=${word}`,
      `consultations/${word}/translations.csv`,
      `${CONSULTATION}/translations.csv?separator=${word}`,
      `${CONSULTATION}/translations.xlsx?titles=${word}`,
      `${CONSULTATION}/translations?after=${word}`,
    ]) {
      const response = await ada.ask('GET', path)
      if (response.statusCode !== 200) expect(expectProblem(response).status, path).toBeLessThan(500)
    }
  }
})

it('A file of translations with anything in it is taken or refused, and never breaks', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('id', 'original', 'fr', 'consultation.question', '"', ',', ';', "'=1", ''),
  )
  const rows = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(rows, fc.boolean(), async (cells, isPreview) => {
      const path = `${CONSULTATION}/translations/import${isPreview ? '/preview' : ''}`
      const response = await ada.ask('POST', path, undefined, {
        payload: Buffer.from(cells.map((row) => row.join(',')).join('\n')),
        headers: { 'content-type': 'text/csv' },
      })
      if (response.statusCode >= 300) expect(expectProblem(response).status).toBeLessThan(500)
    }),
    { numRuns: 200 },
  )
})
