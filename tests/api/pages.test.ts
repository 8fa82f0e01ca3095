import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addReading, createAction } from '../../api/src/administration/actions.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</title><svg onload=alert(1)>',
  '&lt;b&gt; &amp; {{7*7}} #{7*7}',
]

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const page = (path = '/c/territoires') => newsroom.api.app.inject(path)
/** What a browser shows of an escaped text. */
const shown = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

describe("the consultation's own page", () => {
  it('says the question, the phase and the proposals, without need of its one script', async () => {
    const response = await page()
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
    for (const text of [
      'Comment améliorer les conditions de vie',
      '30 avril 2026',
      '3 propositions',
      'Il faut planter des arbres',
    ]) {
      expect(response.body).toContain(text)
    }
    // A mark of punctuation begins no line.
    expect(response.body).toContain('dans les territoires\u00a0?</h1>')
    expect(response.body).toMatch(/^<!doctype html><html lang="fr">/)
    expect(response.body.match(/<script[^>]*>/g)).toEqual(['<script async src="../embed.js">'])
    expect(response.body).not.toMatch(/javascript:|\son[a-z]+=/i)
  })

  it('shows every text as text', async () => {
    const consultation = await newsroom.api.addConsultation({
      slug: 'hostile',
      proposalPrefix: '',
      question: `Que faire ? ${HOSTILE.join(' ')}`,
      introduction: HOSTILE.join(' '),
    })
    await newsroom.api.addProposals(consultation, HOSTILE)
    await newsroom.api.file.run(
      'UPDATE proposals SET author_name = text WHERE consultation_id = ?',
      consultation.id,
    )
    const { body } = await page('/c/hostile')
    expect(body.match(/<(?:script|img|svg)/gi)).toEqual(['<script'])
    expect(body.match(/<title>/g)).toHaveLength(1)
    for (const text of HOSTILE) expect(shown(body)).toContain(text)
  })

  it('forbids everything but what comes from its own address', async () => {
    const { headers } = await page()
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';script-src 'self';connect-src 'self';img-src 'self';base-uri 'none';form-action 'self'",
    )
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    expect(headers['set-cookie']).toBeUndefined()
    const sheet = await page('/assets/consultation-page.css')
    expect(sheet.headers['content-type']).toBe('text/css; charset=utf-8')
  })

  it.each(['/c/nothing', '/c/__proto__', '/c/%3Cscript%3E', `/c/${'a'.repeat(65)}`])(
    'is not there at %s',
    async (path) => {
      expect(expectProblem(await page(path)).status).toBe(404)
    },
  )
})

describe('files', () => {
  it.each([
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/package.json',
    '/assets/../src/config.ts',
    '/assets/',
    '/embed/..%2f..%2fpackage.json',
    '/embed/..%5c..%5cpackage.json',
    '/embed/.',
    '/embed/',
    '/embed/nothing.js',
    '/embed/%00',
    '/assets/%00.css',
    '/embed/%2fetc%2fpasswd',
    '/assets/.env',
  ])('%s is not one that is shown', async (path) => {
    const response = await page(path)
    expect([400, 404]).toContain(expectProblem(response).status)
    expect(response.body).not.toContain('"name"')
  })

  it('that are asked for in impossible parts or on impossible terms are problems, not failures', async () => {
    const url = '/assets/consultation-page.css'
    for (const headers of [{ range: 'bytes=99999999-' }, { 'if-match': '"nothing"' }]) {
      const response = await newsroom.api.app.inject({ url, headers })
      expect(response.statusCode).toBeGreaterThanOrEqual(400)
      expect(response.statusCode).toBeLessThan(500)
    }
  })
})

describe("the consultation's own page, once the results are published", () => {
  const publish = async () =>
    await newsroom.api.file.run(
      `UPDATE consultations SET closes_at = 2, opens_at = 1, results_at = 3, settings = '{"results":{"rankedFrom":10}}'`,
    )

  async function withVotes(): Promise<string> {
    const [first = ''] = newsroom.proposals
    const people = await Promise.all(Array.from({ length: 12 }, () => newsroom.viewer()))
    await Promise.all(people.map((person) => person.vote(first, { vote: 'agree' })))
    await publish()
    await newsroom.api.refresh()
    return (await page()).body
  }

  it('shows what people agree on, in words and as a bar, with a way to the open data', async () => {
    const body = await withVotes()
    expect(body).toContain('Ce qui rassemble')
    expect(body).toContain('Il faut planter des arbres')
    expect(body).toContain('aria-label="100\u00a0% d’accord, 0\u00a0% neutres, 0\u00a0% pas d’accord"')
    expect(body).toContain('/v1/consultations/territoires/export.csv')
    expect(body).not.toContain('<unisson-consultation')
  })

  it('says first what most agree on, how sure that is, and where the rest of the page is', async () => {
    const body = await withVotes()
    const [head = ''] = /<section class="headline">.*?<\/section>/.exec(body) ?? []
    const lead =
      '<strong>100\u00a0%</strong> <span>sont d’accord\u202f: <bdi>Il faut planter des arbres</bdi></span>'
    expect(head).toContain(lead)
    expect(head).toContain('Avec quelle certitude\u202f?')
    expect(head).toMatch(/Entre \d+\u00a0% et 100\u00a0%, avec 95\u00a0% de certitude\./)
    expect(body.indexOf('class="headline"')).toBeLessThan(body.indexOf('<h2>'))
    const [contents = ''] = /<nav class="contents".*?<\/nav>/.exec(body) ?? []
    const targets = [...contents.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id)
    expect(targets).toEqual(['consensus', 'controversies', 'rejections', 'all', 'method'])
    for (const id of targets) expect(body).toContain(`id="${id}"`)
  })

  it('is previewed where it is shared with what comes first', async () => {
    const body = await withVotes()
    expect(body).toContain('<meta property="og:description" content="Il faut planter des arbres"/>')
    expect(body).toContain('<meta property="og:title" content="Comment améliorer')
  })

  it('shows the actions, how far they are, and every change of them', async () => {
    const means = [newsroom.api.context, newsroom.consultation] as const
    const indicator = { name: 'Arbres plantés', unit: 'arbres', baseline: 0, target: 1000 }
    const { id } = await createAction(...means, {
      title: 'Planter mille arbres <b>',
      description: 'Dès cet hiver',
      carrier: 'La commune',
      proposals: newsroom.proposals.slice(0, 1),
      indicator,
    })
    await addReading(...means, id, { day: '2026-06-01', value: 250 })
    await addReading(...means, id, { day: '2026-07-01', value: 500 })
    const body = shown(await withVotes())
    for (const text of [
      'Planter mille arbres <b>',
      'Porteur\u00a0: <bdi>La commune</bdi>',
      'aria-label="50\u00a0% de l’objectif"',
      '1er juillet 2026\u00a0: 500 <bdi>arbres</bdi>',
      'Objectif\u202f: 1\u202f000 <bdi>arbres</bdi>',
      'Mesure (1er juillet 2026)\u00a0: 500',
      'Action annoncée',
    ]) {
      expect(body).toContain(text)
    }
    expect(body).not.toContain('arbres<b>')
  })

  it('leads from the number of proposals that unite, and from the end of a list that is cut, to all of them', async () => {
    await newsroom.api.file.run(
      `UPDATE consultations SET settings = '{"results":{"rankedFrom":10,"topSize":1}}'`,
    )
    await newsroom.api.refresh()
    const people = await Promise.all(Array.from({ length: 12 }, () => newsroom.viewer()))
    for (const proposal of newsroom.proposals.slice(0, 2))
      await Promise.all(people.map((person) => person.vote(proposal, { vote: 'agree' })))
    await newsroom.api.file.run('UPDATE consultations SET closes_at = 2, opens_at = 1, results_at = 3')
    await newsroom.api.refresh()
    const path = `/c/territoires?publisher=${newsroom.publisher.publicKey}`
    const body = shown((await page(path)).body)
    const href = `?publisher=${newsroom.publisher.publicKey}&zone=consensus#all`
    expect(body).toMatch(new RegExp(`<a href="\\${href}">2\\srassemblent</a>`))
    expect(body).toMatch(
      new RegExp(`</ol><p><a href="\\${href}">Toutes les propositions\\s: 2\\srassemblent</a>`),
    )
    expect(body.match(/>Toutes les propositions\s:/g)).toHaveLength(1)
  })

  it.each([
    ['stands before a larger one', ['likeIt'] as const, ['90', '95'], true],
    ['comes after a larger one', [], ['95', '90'], false],
  ])(
    'says why the order is not that of the shares only where a smaller one %s',
    async (_name, nuances, order, isSaid) => {
      const [loved = '', liked = ''] = newsroom.proposals
      for (let index = 0; index < 40; index++) {
        const person = await newsroom.viewer()
        await person.vote(
          loved,
          index < 36 ? { vote: 'agree', qualifications: [...nuances] } : { vote: 'disagree' },
        )
        await person.vote(liked, { vote: index < 38 ? 'agree' : 'disagree' })
      }
      await publish()
      await newsroom.api.refresh()
      const [listed = ''] = /<section id="consensus">.*?<\/section>/.exec((await page()).body) ?? []
      expect([...listed.matchAll(/(\d+)\s%<\/span>/g)].map(([, share]) => share)).toEqual(order)
      expect(listed.includes('une part plus petite peut passer devant une plus grande')).toBe(isSaid)
      const byShare = (await page('/c/territoires?sort=agree')).body.split('id="all"')[1]
      expect(byShare).not.toContain('une part plus petite')
    },
  )

  it('says what each count of proposals means, and leads to their list', async () => {
    const [first = ''] = newsroom.proposals
    const people = await Promise.all(Array.from({ length: 12 }, () => newsroom.viewer()))
    await Promise.all(
      people.map((person, index) => person.vote(first, { vote: index < 8 ? 'neutral' : 'agree' })),
    )
    await publish()
    await newsroom.api.refresh()
    const body = shown((await page()).body)
    const [overview = ''] = /<section class="overview">.*?<\/section>/.exec(body) ?? []
    expect(overview).toMatch(/<a href="\?zone=limbo#all">1\slaisse indécis<\/a>/)
    const [contents = ''] = /<nav class="contents".*?<\/nav>/.exec(body) ?? []
    expect(contents).toContain('href="#method"')
    const [method = ''] = /<section id="method">.*?<\/section>/.exec(body) ?? []
    expect(method).toMatch(/laisse indécis si au moins 40\s% sont neutres, et divise dans les autres cas/)
    const listed = (await page('/c/territoires?zone=limbo')).body
    expect(listed.match(/<li id="p-/g)).toHaveLength(1)
    expect(listed).toContain('Il faut planter des arbres')
  })

  it('says how sure the share is that rejects a proposal, in words and at its end of the bar', async () => {
    const [first = ''] = newsroom.proposals
    const people = await Promise.all(Array.from({ length: 12 }, () => newsroom.viewer()))
    await Promise.all(
      people.map((person, index) => person.vote(first, { vote: index < 3 ? 'agree' : 'disagree' })),
    )
    await publish()
    await newsroom.api.refresh()
    const [rejected = ''] = /<section id="rejections">.*?<\/section>/.exec((await page()).body) ?? []
    const [, low, high] = /75\s% pas d’accord\s· <\/span>entre (\d+)\s% et (\d+)\s%\s·/.exec(rejected) ?? []
    expect(Number(low)).toBeLessThan(75)
    expect(Number(high)).toBeGreaterThan(75)
    const [, from, to] =
      /class="sure" y1="50%" y2="50%" x1="([\d.]+)%" x2="([\d.]+)%"/.exec(rejected.split('</ul>')[1] ?? '') ??
      []
    expect([100 - Number(to), 100 - Number(from)].map(Math.round)).toEqual([Number(low), Number(high)])
  })

  it('draws an indicator that falls as falling, from its baseline at the top to its target at the bottom', async () => {
    const means = [newsroom.api.context, newsroom.consultation] as const
    const indicator = { name: 'Déchets', unit: 't', baseline: 310, target: 30 }
    const { id } = await createAction(...means, {
      title: 'Trier',
      description: 'Trois bacs',
      proposals: newsroom.proposals.slice(0, 1),
      indicator,
    })
    await addReading(...means, id, { day: '2026-06-01', value: 310 })
    await addReading(...means, id, { day: '2026-07-01', value: 170 })
    const body = await withVotes()
    expect(body.match(/ points="[^"]*"/g)).toEqual([' points="5.0,0.0 315.0,40.0"'])
    const [chart = ''] = /<div class="chart narrow">.*?<\/svg>.*?<\/div>/.exec(body) ?? []
    expect(chart).toMatch(/Départ\s: 310 <bdi>t<.*<svg.*Objectif\s: 30 <bdi>t</)
    expect(chart).toContain('<line class="target" x1="0" y1="80"')
  })
})

describe('the list of all proposals on the page', () => {
  beforeEach(async () => {
    const many = Array.from({ length: 40 }, (_, index) => `Il faut ouvrir l’école numéro ${index}`)
    await newsroom.api.addProposals(newsroom.consultation, many)
    await newsroom.api.file.run('UPDATE consultations SET closes_at = 2, opens_at = 1, results_at = 3')
    await newsroom.api.refresh()
  })
  const found = (body: string): number => (body.match(/<li id="p-/g) ?? []).length

  it('is searched, filtered and read in pages without a script', async () => {
    const first = (await page()).body
    expect(first).toContain('43 propositions')
    expect(found(first)).toBe(25)
    expect(first).toContain('<a href="?page=2#all" rel="next">Page suivante</a>')
    expect(found((await page('/c/territoires?page=2')).body)).toBe(18)
    const searched = (await page('/c/territoires?q=ECOLE+numero+17')).body
    expect(searched).toContain('Il faut ouvrir l’école numéro 17')
    expect(found(searched)).toBe(1)
    expect(found((await page('/c/territoires?zone=consensus')).body)).toBe(0)
  })

  it.each(['zone=x', 'sort=x', 'page=0', 'page=1e9', 'page=x', `q=${'x'.repeat(101)}`, 'q=a&q=b', 'zone='])(
    'is as if nothing was asked where what is asked makes no sense: %s',
    async (query) => {
      const { statusCode, body } = await page(`/c/territoires?${query}`)
      expect([statusCode, found(body)]).toEqual([200, 25])
    },
  )

  it('shows what was searched for as text, and goes on with the link that led there', async () => {
    const { publicKey } = newsroom.publisher
    const { body } = await page(`/c/territoires?publisher=${publicKey}&q=%22%3E%3Cscript%3E`)
    expect(body.match(/<script/g)).toHaveLength(1)
    expect(body).toContain(`<input type="hidden" name="publisher" value="${publicKey}"/>`)
  })

  it('is sent once to a browser that keeps it', async () => {
    const etag = String((await page()).headers['etag'])
    const again = await newsroom.api.app.inject({
      url: '/c/territoires',
      headers: { 'if-none-match': etag },
    })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const compressed = await newsroom.api.app.inject({
      url: '/c/territoires',
      headers: { 'accept-encoding': 'gzip, br' },
    })
    expect(compressed.headers['content-encoding']).toBe('br')
  })
})

it('A proposal on the page says which action came of it, and the action which consensus it rests on', async () => {
  const [first = ''] = newsroom.proposals
  const { id } = await createAction(newsroom.api.context, newsroom.consultation, {
    title: 'Planter mille arbres',
    description: 'Dès cet hiver',
    proposals: [first],
  })
  await newsroom.api.file.run('UPDATE consultations SET closes_at = 2, opens_at = 1, results_at = 3')
  await newsroom.api.refresh()
  const { body } = await page()
  expect(body).toContain(
    `Ce qu’elle est devenue\u202f: <a href="#action-${id}"><bdi>Planter mille arbres</bdi></a>`,
  )
  expect(body).toContain(`<article class="action" id="action-${id}">`)
  expect(body).toContain('<a href="?q=Il+faut+planter+des+arbres#all">')
})

it('The page of an open consultation carries the widget', async () => {
  const { body } = await page()
  expect(body).toContain(
    '<unisson-consultation consultation="territoires" publisher="pub_own_page" lang="fr">',
  )
})
