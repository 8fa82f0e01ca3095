import { Window } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAction } from '../../api/src/administration/actions.ts'
import { createTheme, placeProposals } from '../../api/src/administration/themes.ts'
import { putTranslation } from '../../api/src/administration/translations.ts'
import type { ResultsView } from '../../api/src/wire/index.ts'
import { FormReader } from '../support/form-reader.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'

const ORIGIN = 'https://unisson.example'
const SLUG = 'paysages'

let newsroom: Newsroom
let ids: string[]
let theme: string
beforeEach(async () => {
  newsroom = await openNewsroom()
  const { api } = newsroom
  const consultation = await api.addConsultation({ slug: SLUG, otherLanguages: ['de'] })
  const many = Array.from({ length: 30 }, (_, index) => `Il faut ouvrir l’école numéro ${index}`)
  ids = await api.addProposals(consultation, many)
  theme = (await createTheme(api.context, consultation, { name: 'Écoles' })).id
  await placeProposals(api.context, consultation, { theme, proposals: ids.slice(0, 4) })
  await createAction(api.context, consultation, {
    title: 'Ouvrir une école',
    description: 'À la rentrée',
    proposals: ids.slice(0, 2),
  })
  for (const [id, text] of [
    ['consultation.question', 'Wie wollen wir hier leben?'],
    [ids[0] ?? '', 'Schule Nummer 0 öffnen'],
  ] as const)
    await putTranslation(api.context, consultation, { id, language: 'de', text })
  await api.refresh()
})
afterEach(() => newsroom.api.close())

async function publish(): Promise<void> {
  await newsroom.api.file.run('UPDATE consultations SET closes_at = 2, opens_at = 1, results_at = 3')
  await newsroom.api.refresh()
}

const came = (): Record<string, string> => ({
  publisher: newsroom.publisher.publicKey,
  channel: 'newsletter',
  lang: 'de',
  proposal: ids[3] ?? '',
})

const addressOf = (path: string, more: Record<string, string> = {}): string =>
  `${path}?${new URLSearchParams({ ...came(), ...more })}`

/** Where a page leads on this server, other than to files: links, and forms with what they send without a choice. */
function waysOf(html: string, from: string): { url: URL; language: string | null }[] {
  const { document } = new Window()
  document.write(html)
  const links = [...document.querySelectorAll('a[href]')].map((link) => ({
    url: new URL(link.getAttribute('href') ?? '', ORIGIN + from),
    language: link.getAttribute('hreflang'),
    href: link.getAttribute('href') ?? '',
  }))
  const forms = [...document.querySelectorAll('form')].map((form) => {
    const url = new URL(form.getAttribute('action') ?? '', ORIGIN + from)
    const fields = [...form.querySelectorAll('input[type="hidden"]')]
    url.search = new URLSearchParams(
      fields.map((field) => [field.getAttribute('name') ?? '', field.getAttribute('value') ?? '']),
    ).toString()
    return { url, language: null, href: '' }
  })
  // Within the page all stays as it is.
  return [...links, ...forms].filter(
    ({ url, href }) => url.origin === ORIGIN && url.pathname.startsWith('/c/') && !href.startsWith('#'),
  )
}

/** Follows every way from a page to others, and says which of them lose something of what the reader came with. */
async function losses(
  start: string,
  kept: Record<string, string>,
): Promise<{ seen: Set<string>; lost: string[] }> {
  const seen = new Set<string>()
  const lost: string[] = []
  const open = [start]
  for (let from = open.shift(); from !== undefined; from = open.shift()) {
    const { statusCode, body } = await newsroom.api.app.inject(from)
    expect([from, statusCode]).toEqual([from, 200])
    for (const { url, language } of waysOf(body, from)) {
      const where = url.pathname + url.search
      const wanted = language === null ? kept : { ...kept, lang: language }
      for (const [name, value] of Object.entries(wanted))
        if (url.searchParams.get(name) !== value) lost.push(`${from} → ${where}: ${name}`)
      // Another language is another reader.
      if (language !== null || seen.has(where) || seen.size > 60) continue
      seen.add(where)
      if (!url.searchParams.has('session')) open.push(where)
    }
  }
  return { seen, lost }
}

const kindsOf = (seen: Set<string>): string[] =>
  [...new Set([...seen].map((way) => new URL(ORIGIN + way).pathname.replace(`/c/${SLUG}`, '')))].sort()

describe('what a reader comes with goes on with every link and form of the public pages', () => {
  it('while votes are taken', async () => {
    const { seen, lost } = await losses(addressOf(`/c/${SLUG}`), came())
    expect(lost).toEqual([])
    expect(kindsOf(seen)).toEqual(['', '/integrity', '/vote'])
  })

  it('once results are published: searches, themes, actions, pages of the list, and the report', async () => {
    await publish()
    const { seen, lost } = await losses(addressOf(`/c/${SLUG}`), came())
    expect(lost).toEqual([])
    expect(kindsOf(seen)).toEqual(['', '/integrity'])
    const names = new Set([...seen].flatMap((way) => [...new URL(ORIGIN + way).searchParams.keys()]))
    expect([...names]).toEqual(expect.arrayContaining(['q', 'theme', 'page']))
  })

  it('and nothing is added for a reader who came with nothing', async () => {
    await publish()
    const { seen } = await losses('/c/territoires', {})
    expect([...seen].filter((way) => /publisher|channel|lang|proposal=/.test(way))).toEqual([])
  })

  it('by plain forms: to each step, to another language, and back to the page', async () => {
    const reader = new FormReader(newsroom.api)
    await reader.open(addressOf(`/c/${SLUG}/vote`, { vote: 'agree' }))
    const ways = waysOf(reader.page, `/c/${SLUG}/vote`)
    expect(ways.find(({ language }) => language === 'fr')?.url.search).toBe(
      `?${new URLSearchParams({ ...came(), lang: 'fr', vote: 'agree' })}`.replace(
        /&lang=fr&proposal=(\w+)/,
        '&proposal=$1&lang=fr',
      ),
    )
    await reader.press('Dafür')
    const { proposal: _of, ...kept } = came()
    for (const words of ['Weiter', 'Vorschlag machen']) {
      for (const { url } of waysOf(reader.page, `/c/${SLUG}/vote`))
        expect(Object.fromEntries(url.searchParams)).toMatchObject(kept)
      await reader.press(words)
    }
  })

  it('to the page of the consultation, where votes are no longer taken', async () => {
    await publish()
    const { statusCode, headers } = await newsroom.api.app.inject(addressOf(`/c/${SLUG}/vote`))
    expect(statusCode).toBe(303)
    const location = new URL(String(headers['location']), `${ORIGIN}/c/${SLUG}/vote`)
    expect(location.pathname).toBe(`/c/${SLUG}`)
    expect(Object.fromEntries(location.searchParams)).toEqual(came())
  })

  it('from the results in an article, in the language in which they stand there', async () => {
    await publish()
    const { publisher, lang } = came() as { publisher: string; lang: string }
    const url = `/v1/consultations/${SLUG}/view?${new URLSearchParams({ publisher, lang: 'de-AT' })}`
    const { link } = (await newsroom.api.app.inject(url)).json<ResultsView>()
    expect(Object.fromEntries(new URL(link.url).searchParams)).toEqual({ publisher, lang })
  })
})

it.each(['theme=x', 'proposal=x', 'channel=É', 'view=x', 'layout=x', 'lang=1', 'sort=x', 'q=a&q=b'])(
  'one part of a link that makes no sense does not take the others with it: %s',
  async (wrong) => {
    await publish()
    const { publisher = '' } = came()
    for (const path of [`/c/${SLUG}`, `/c/${SLUG}/integrity`]) {
      const { body } = await newsroom.api.app.inject(`${path}?publisher=${publisher}&${wrong}`)
      expect(body).toMatch(new RegExp(`href="[^"#]*[?;]publisher=${publisher}`))
    }
    const linked = encodeURIComponent(
      `${newsroom.api.services.publicUrl}/c/${SLUG}?publisher=${publisher}&${wrong}`,
    )
    const { html } = (await newsroom.api.app.inject(`/v1/oembed?url=${linked}`)).json<{ html: string }>()
    expect(html).toContain(`publisher=${publisher}`)
  },
)

it('A theme that is chosen in the list is that of its proposals, and the publisher stays', async () => {
  await publish()
  const { body } = await newsroom.api.app.inject(addressOf(`/c/${SLUG}`, { theme }))
  expect(body.match(/<li id="p-/g)).toHaveLength(4)
  expect(body).toContain(`<input type="hidden" name="publisher" value="${came()['publisher']}"/>`)
})

it.each(['en-a', 'fr-1', 'de-de-de', 'x-a'])(
  'A tag that only looks like one is answered as usual: %s',
  async (tag) => {
    const { app } = newsroom.api
    const { publisher = '' } = came()
    await publish()
    for (const path of [
      '/',
      '/nothing-here',
      `/c/${SLUG}?lang=${tag}`,
      `/c/${SLUG}/vote?lang=${tag}`,
      `/c/${SLUG}/integrity?lang=${tag}`,
      `/c/${SLUG}/frame?publisher=${publisher}&lang=${tag}`,
      `/v1/embed/${SLUG}?publisher=${publisher}&lang=${tag}`,
      `/v1/consultations/${SLUG}/view?lang=${tag}`,
      `/v1/consultations/${SLUG}/results?lang=${tag}`,
      `/v1/consultations/${SLUG}/groups?lang=${tag}`,
      `/c/${SLUG}/picture.svg?lang=${tag}`,
    ]) {
      const headers = { 'accept-language': `${tag},de;q=0.5`, accept: 'text/html' }
      const { statusCode } = await app.inject({ url: path, headers })
      expect([path, statusCode < 500]).toEqual([path, true])
    }
  },
)
