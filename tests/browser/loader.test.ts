import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReader, type Reader } from '../../scripts/stage/reader.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'

// Pages as tag managers, content systems and single-page applications make them, on a newspaper's own origin.

let stage: Stage
let origin: string
let publisher: string

beforeAll(async () => {
  stage = await openStage()
  origin = new URL(stage.articles.find(({ newspaper }) => newspaper === 'eveil')?.url ?? '').origin
  publisher = stage.keys.publicKeys.eveil
})

afterAll(() => stage?.close())

const SLUG = 'territoires'
/** Another server of the same kind, on another origin. */
const SECOND = 'http://second.example'
const FOREIGN = 'https://foreign.example'

interface Opened extends Reader {
  /** Addresses asked for on other origins than the newspaper's and ours. */
  foreign: string[]
}

interface PageOptions {
  head?: string
  lang?: string
  path?: string
  headers?: Record<string, string>
}

/** A page of the newspaper with this in its body. */
async function open(body: string, options: PageOptions = {}): Promise<Opened> {
  const { head = '', lang = 'fr', path = '/essai/article', headers = {} } = options
  const reader = await openReader(stage.browser, stage.api)
  const foreign: string[] = []
  // A page that the test makes is nowhere, and Chromium would not let it ask this machine.
  await reader.page.context().grantPermissions(['local-network-access'])
  await reader.page.route(`${origin}${path}*`, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers,
      body: `<!doctype html><html lang="${lang}"><head><title>Le titre</title>${head}</head><body>${body}</body></html>`,
    }),
  )
  await reader.page.route(`${FOREIGN}/**`, (route) => {
    foreign.push(route.request().url())
    return route.abort()
  })
  await reader.page.route(`${SECOND}/**`, async (route) => {
    try {
      const response = await route.fetch({ url: route.request().url().replace(SECOND, stage.api) })
      await route.fulfill({ response })
    } catch {
      // The page has been closed meanwhile.
    }
  })
  await reader.page.goto(origin + path)
  return { ...reader, foreign }
}

const element = (attributes = '') =>
  `<unisson-consultation consultation="${SLUG}" publisher="${publisher}" loading="eager" ${attributes}><a href="${stage.api}/c/${SLUG}">Donner mon avis</a></unisson-consultation>`
const script = (attributes = '', host = stage.api) =>
  `<script async src="${host}/embed.js" ${attributes}></script>`
const settings = () => `data-consultation="${SLUG}" data-publisher="${publisher}" data-loading="eager"`
const query = () => `consultation=${SLUG}&publisher=${publisher}&loading=eager&lang=en`

async function expectReady(reader: Opened): Promise<void> {
  await reader.widget().becomes(/^ready$/)
  expect(await reader.widget().element.count()).toBe(1)
  expect(reader.observed.errors).toEqual([])
  expect(reader.foreign).toEqual([])
}

/** All that the page does in answer to the loader is done. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
}

async function expectLink(reader: Opened): Promise<void> {
  await settle(reader.page)
  await reader.page.getByRole('link', { name: 'Donner mon avis' }).waitFor()
  expect(reader.observed.errors).toEqual([])
  expect(reader.foreign).toEqual([])
}

/** What the page view posted so far, by event. */
const events = (reader: Opened, event: string): Request[] =>
  reader.observed.requests.filter(
    (request) => request.url().endsWith('/v1/sessions') && request.postDataJSON().event === event,
  )

/** Another tab comes to the front, and goes again. */
const lookAway = (reader: Opened): Promise<void> =>
  reader.page.evaluate(() => {
    for (const value of [true, false]) {
      Object.defineProperty(document, 'hidden', { value, configurable: true })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    }
  })

async function seenArticle(reader: Opened): Promise<Record<string, unknown> | undefined> {
  await expect.poll(() => events(reader, 'view').length, { timeout: 20_000 }).toBe(1)
  return events(reader, 'view')[0]?.postDataJSON().article
}

async function vote(reader: Opened): Promise<Record<string, unknown>> {
  const sent = reader.page.waitForResponse((response) => response.url().endsWith('/v1/votes'))
  await reader.widget().button('D’accord').click()
  const response = await sent
  expect(response.status()).toBe(200)
  return response.request().postDataJSON()
}

describe('elements with a name stand in the way of nothing', () => {
  test.each([
    ['an image', `<img name="currentScript" title="${FOREIGN}/embed.js" data-host="${FOREIGN}">`],
    [
      'a form with fields',
      `<form name="currentScript" data-host="${FOREIGN}"><input name="src" value="${FOREIGN}/embed.js"></form>`,
    ],
    [
      'links of the same name',
      `<a id="currentScript" name="currentScript" href="${FOREIGN}/embed.js"></a><img name="currentScript"><img name="currentScript">`,
    ],
    ['an object', `<object name="currentScript" data-host="${FOREIGN}"></object>`],
  ])('%s called currentScript', async (_name, planted) => {
    const reader = await open(`${planted}${element()}${script()}`)
    await expectReady(reader)
    await reader.close()
  })

  test('of all that we read of the document', async () => {
    const names = [
      'body',
      'documentElement',
      'head',
      'title',
      'hidden',
      'scripts',
      'readyState',
      'activeElement',
      'querySelector',
      'querySelectorAll',
      'createElement',
      'createElementNS',
      'createTextNode',
      'addEventListener',
      'removeEventListener',
      'prerendering',
      'visibilityState',
      'adoptedStyleSheets',
    ]
    const reader = await open(
      `${names.map((name) => `<img name="${name}">`).join('')}${element()}${script()}`,
    )
    await expectReady(reader)
    await vote(reader)
    expect((await seenArticle(reader))?.['title']).toBe('Le titre')
    expect(reader.observed.errors).toEqual([])
    await reader.close()
  })
})

describe('the page’s own measurement', () => {
  test('is told of a vote, not of what was voted, by the one attribute of any form', async () => {
    for (const body of [
      element('analytics="gtm"') + script(),
      script(`${settings()} data-analytics="gtm"`),
    ]) {
      const reader = await open(body)
      await expectReady(reader)
      const { proposal } = await vote(reader)
      const layer = () => reader.page.evaluate(() => Reflect.get(window, 'dataLayer') as { event: string }[])
      const events = async () => ((await layer()) ?? []).map(({ event }) => event)
      await expect.poll(events).toContain('unisson_vote')
      expect((await events()).filter((event) => event !== 'unisson_view')).toEqual([
        'unisson_ready',
        'unisson_vote',
      ])
      expect(JSON.stringify(await layer())).not.toMatch(new RegExp(`agree|${proposal}`))
      await reader.close()
    }
  })

  test('costs nothing and leaves nothing where it was not asked for', async () => {
    const reader = await open(element() + script())
    await expectReady(reader)
    await vote(reader)
    expect(reader.observed.requests.filter((request) => request.url().includes('layer'))).toEqual([])
    expect(await reader.page.evaluate(() => Reflect.has(window, 'dataLayer'))).toBe(false)
    await reader.close()
  })
})

describe('however the code is run', () => {
  test('as a module it finds its script', async () => {
    const reader = await open(`${element()}<script type="module" src="${stage.api}/embed.js"></script>`)
    await expectReady(reader)
    await reader.close()
  })

  test('as a module it puts in what its script asks for', async () => {
    const reader = await open(`<script type="module" src="${stage.api}/embed.js" ${settings()}></script>`)
    await expectReady(reader)
    await reader.close()
  })

  test.each([
    ['import()', () => `import('${stage.api}/embed.js')`],
    ['eval', () => `fetch('${stage.api}/embed.js').then((r) => r.text()).then(eval)`],
    [
      'an inline script, as jQuery makes it',
      () =>
        `fetch('${stage.api}/embed.js').then((r) => r.text()).then((text) => { const s = document.createElement('script'); s.text = text; document.head.append(s); s.remove() })`,
    ],
  ])('by %s the link stays, and nothing is thrown', async (_name, run) => {
    const reader = await open(`${element()}<script>${run()}</script>`)
    await expectLink(reader)
    expect(reader.observed.requests.map((request) => new URL(request.url()).pathname)).toEqual(['/embed.js'])
    await reader.close()
  })

  test('as a part of another file the link stays, and nobody is asked for anything', async () => {
    const text = await (await fetch(`${stage.api}/embed.js`)).text()
    const reader = await open(`${element()}<script>0;${text}</script>`)
    await expectLink(reader)
    expect(reader.observed.requests).toEqual([])
    await reader.close()
  })

  test.each([
    ['on the element', () => `${element(`host="${stage.api}"`)}`],
    ['for the whole page', () => `<meta name="unisson" content="theme=dark; host=${stage.api}">${element()}`],
  ])('with the host %s it works as a part of another file', async (_name, body) => {
    const text = await (await fetch(`${stage.api}/embed.js`)).text()
    const reader = await open(`${body()}<script>0;${text}</script>`)
    await expectReady(reader)
    await reader.close()
  })

  test('under another name, from another host, it works with data-host', async () => {
    const text = await (await fetch(`${stage.api}/embed.js`)).text()
    const reader = await open(element())
    await reader.page.route(`${origin}/public/u.js`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: text }),
    )
    await reader.page.evaluate((host) => {
      const copy = document.createElement('script')
      copy.src = '/public/u.js'
      copy.dataset['host'] = host
      document.body.append(copy)
    }, stage.api)
    await expectReady(reader)
    await reader.close()
  })
})

describe('where a script may stand', () => {
  test('settings in its address do, where attributes are stripped', async () => {
    const reader = await open(
      `<p>Avant</p>${`<script async src="${stage.api}/embed.js?${query()}"></script>`}`,
    )
    await expectReady(reader)
    await reader.widget().button('Agree').waitFor()
    await reader.close()
  })

  test('in the head it finds its target, even before the target is there', async () => {
    const head = `<script src="${stage.api}/embed.js?${query()}&target=%23place"></script>`
    const reader = await open('<div id="place"></div>', { head })
    await expectReady(reader)
    expect(await reader.page.locator('#place > unisson-consultation').count()).toBe(1)
    await reader.close()
  })

  test.each([
    ['', 0],
    ['data-debug', 1],
  ])('in the head without a target it does nothing, and says so only in debug (%s)', async (debug, lines) => {
    const reader = await open('<p>Article</p>', { head: script(`${settings()} ${debug}`) })
    await settle(reader.page)
    expect(await reader.widget().element.count()).toBe(0)
    await expect.poll(() => reader.observed.console.length).toBe(lines)
    expect(reader.observed.errors).toEqual([])
    await reader.close()
  })

  test('only what is ours is taken from it', async () => {
    const reader = await open(
      script(
        `${settings()} id="tag" class="consent" style="color:red" onload="window.loaded=(window.loaded??0)+1" data-cfasync="false" data-category="stats" data-layout="compact"`,
      ),
    )
    await expectReady(reader)
    const names = await reader.widget().element.evaluate((one) => one.getAttributeNames().sort())
    expect(names).toEqual(['consultation', 'layout', 'loading', 'publisher', 'state'])
    expect(await reader.page.evaluate(() => (window as { loaded?: number }).loaded)).toBe(1)
    await reader.close()
  })

  test('run again, by a tag manager or from a restored page, it puts in no second one', async () => {
    const reader = await open(script(settings()))
    await expectReady(reader)
    await reader.page.evaluate(async () => {
      const again = async () => {
        const old = document.querySelector('script') as HTMLScriptElement
        const copy = document.createElement('script')
        for (const { name, value } of old.attributes) copy.setAttribute(name, value)
        const loaded = new Promise((done) => copy.addEventListener('load', done))
        document.body.append(copy)
        await loaded
      }
      await again()
      await again()
      // As Turbo and htmx do on the way back.
      const body = document.body.cloneNode(true) as HTMLBodyElement
      document.body.replaceWith(body)
      await again()
    })
    await settle(reader.page)
    await expectReady(reader)
    await reader.close()
  })
})

describe('the element’s life', () => {
  test('moved at once it keeps what the reader is writing; moved later it goes on voting', async () => {
    const reader = await open(`${element()}<section></section>${script()}`)
    await expectReady(reader)
    await seenArticle(reader)
    await reader.widget().button('Proposer une idée').click()
    await reader.widget().element.locator('textarea').fill('planter des haies')
    await reader.widget().element.evaluate((one) => document.querySelector('section')?.append(one))
    expect(await reader.widget().element.locator('textarea').inputValue()).toBe('planter des haies')
    await reader.widget().button('Annuler').click()
    const before = await vote(reader)

    await reader.widget().element.evaluate(async (one) => {
      one.remove()
      await new Promise((later) => setTimeout(later, 50))
      document.body.append(one)
    })
    await reader.widget().becomes(/^ready$/)
    await reader.widget().button('D’accord').waitFor()
    const after = await vote(reader)
    expect(after['session']).toBe(before['session'])
    expect(events(reader, 'view')).toHaveLength(1)
    await reader.close()
  })

  test('another article is another view, with a session of its own', async () => {
    const reader = await open(`${element(`article-url="${origin}/premier"`)}${script()}`)
    await expectReady(reader)
    expect((await seenArticle(reader))?.['url']).toBe(`${origin}/premier`)
    const first = await vote(reader)
    await reader
      .widget()
      .element.evaluate((one, url) => one.setAttribute('article-url', url), `${origin}/second`)
    await expect.poll(() => events(reader, 'view').length, { timeout: 20_000 }).toBe(2)
    expect(events(reader, 'view')[1]?.postDataJSON()).toMatchObject({ article: { url: `${origin}/second` } })
    const second = await vote(reader)
    expect(second['session']).not.toBe(first['session'])
    await reader.close()
  })

  test('of another article before it was reached, it is another load and another view', async () => {
    const below = element(`article-url="${origin}/premier"`).replace('eager', 'lazy')
    const reader = await open(`<div style="height:5000px"></div>${below}${script()}`)
    await settle(reader.page)
    await lookAway(reader)
    await expect.poll(() => events(reader, 'load').length).toBe(1)
    await reader
      .widget()
      .element.evaluate((one, url) => one.setAttribute('article-url', url), `${origin}/second`)
    await lookAway(reader)
    await expect.poll(() => events(reader, 'load').length).toBe(2)
    const articles = events(reader, 'load').map((request) => request.postDataJSON().article.url)
    expect(articles).toEqual([`${origin}/premier`, `${origin}/second`])

    await reader
      .widget()
      .element.evaluate((one, url) => one.setAttribute('article-url', url), `${origin}/troisieme`)
    await reader.widget().arrive()
    expect((await seenArticle(reader))?.['url']).toBe(`${origin}/troisieme`)
    expect(events(reader, 'view')[0]?.postDataJSON()).not.toHaveProperty('session')
    expect(reader.observed.errors).toEqual([])
    await reader.close()
  })

  test('one that is only made, or cloned, counts nothing', async () => {
    const reader = await open(script())
    await settle(reader.page)
    await reader.page.evaluate(
      ({ slug, key }) => {
        const one = document.createElement('unisson-consultation')
        one.setAttribute('consultation', slug)
        one.setAttribute('publisher', key)
        one.cloneNode(true)
      },
      { slug: SLUG, key: publisher },
    )
    await reader.page.goto(`${origin}/`)
    expect(reader.observed.requests.filter((request) => request.method() === 'POST')).toEqual([])
    await reader.close()
  })

  test('those that are gone leave nothing behind: no load, no listener, no node', async () => {
    const reader = await open(`<main></main>${script()}`)
    await settle(reader.page)
    const memory = await reader.page.context().newCDPSession(reader.page)
    const held = async () => {
      await memory.send('HeapProfiler.collectGarbage')
      const { nodes, jsEventListeners } = await memory.send('Memory.getDOMCounters')
      return { nodes, jsEventListeners }
    }
    /** What is held once two measurements in a row agree: the last of the elements may still be ending. */
    const heldAtRest = async () => {
      let before = await held()
      await expect
        .poll(async () => {
          const [now, last] = [await held(), before]
          before = now
          return now.nodes === last.nodes && now.jsEventListeners === last.jsEventListeners
        })
        .toBe(true)
      return before
    }
    /** Elements that come and go, some loaded and some never near. */
    const comeAndGo = (loading: string, count: number) =>
      reader.page.evaluate(
        async ({ slug, key, loading, count }) => {
          const place = document.querySelector('main') as HTMLElement
          for (let index = 0; index < count; index++) {
            const one = document.createElement('unisson-consultation')
            for (const [name, value] of Object.entries({ consultation: slug, publisher: key, loading }))
              one.setAttribute(name, value)
            one.style.marginTop = loading === 'lazy' ? '9000px' : '0'
            place.append(one)
            while (loading === 'eager' && one.getAttribute('state') !== 'ready')
              await new Promise((later) => requestAnimationFrame(later))
            one.remove()
            await new Promise((later) => setTimeout(later))
          }
        },
        { slug: SLUG, key: publisher, loading, count },
      )
    for (const loading of ['lazy', 'eager']) {
      // What the page keeps once for all of them is there after the first ones.
      await comeAndGo(loading, 3)
      const few = await heldAtRest()
      await comeAndGo(loading, 12)
      await expect
        .poll(async () => {
          const many = await held()
          return Math.max(many.nodes - few.nodes, many.jsEventListeners - few.jsEventListeners)
        })
        .toBeLessThanOrEqual(0)
    }
    await reader.page.goto(`${origin}/`)
    expect(events(reader, 'load')).toEqual([])
    await reader.close()
  })

  test('a channel that is too long is cut, so that its load is counted too', async () => {
    const below = element(`channel="${'lettre-'.repeat(9)}"`).replace('eager', 'lazy')
    const reader = await open(`<div style="height:5000px"></div>${below}${script()}`)
    await settle(reader.page)
    const answered = reader.page.waitForResponse((response) => response.url().endsWith('/v1/sessions'))
    await lookAway(reader)
    expect((await answered).status()).toBe(200)
    expect(events(reader, 'load')[0]?.postDataJSON().channel).toBe('lettre-'.repeat(9).slice(0, 40))
    await reader.close()
  })

  test.each(['AbortController', 'CSSStyleSheet', 'IntersectionObserver', 'customElements'])(
    'without %s the link stays',
    async (name) => {
      const reader = await open(`<script>delete window.${name}</script>${element()}${script()}`)
      await settle(reader.page)
      await reader.page.getByText('Donner mon avis').or(reader.widget().button('D’accord')).first().waitFor()
      expect(reader.observed.errors).toEqual([])
      await reader.close()
    },
  )
})

test('two servers on one page each have their own elements', async () => {
  const second = `<unisson-consultation consultation="${SLUG}" publisher="${publisher}" loading="eager" id="second"><a href="${SECOND}/c/${SLUG}">Donner mon avis</a></unisson-consultation>`
  const reader = await open(`${element('id="first"')}${script()}<hr>${second}${script('', SECOND)}`)
  const asked: string[] = []
  reader.page.on('request', (request) => {
    if (request.url().includes('/v1/')) asked.push(`${request.method()} ${new URL(request.url()).origin}`)
  })
  for (const id of ['first', 'second']) {
    const widget = reader.page.locator(`#${id}`)
    await widget.getByRole('button', { name: 'D’accord', exact: true }).waitFor()
  }
  // Either script may run first; the other one claims its element, which begins again.
  await reader.page.locator('unisson-consultation[host][state="ready"]').waitFor()
  await settle(reader.page)
  asked.length = 0
  for (const [id, host] of [
    ['first', stage.api],
    ['second', SECOND],
  ] as const) {
    const sent = reader.page.waitForRequest((request) => request.url().endsWith('/v1/votes'))
    await reader.page.locator(`#${id}`).getByRole('button', { name: 'D’accord', exact: true }).click()
    expect(new URL((await sent).url()).origin).toBe(host)
  }
  expect(reader.observed.errors).toEqual([])
  await reader.close()
})

describe('the article', () => {
  test.each([
    ['the canonical link of the page', '<link rel="canonical" href="/vrai?x=1#y">', '/vrai?x=1'],
    [
      'a canonical link on another’s host is not ours',
      `<link rel="canonical" href="${FOREIGN}/a">`,
      '/essai/article',
    ],
    ['a relative og:url', '<meta property="og:url" content="/vrai">', '/vrai'],
    ['an og:url on another’s host', `<meta property="og:url" content="${FOREIGN}/a">`, '/essai/article'],
    ['an address that is none', '<meta property="og:url" content="https://">', '/essai/article'],
    ['nothing', '', '/essai/article'],
  ])('is told by %s', async (_name, head, path) => {
    const reader = await open(`${element()}${script()}`, { head })
    expect(await seenArticle(reader)).toMatchObject({ url: origin + path, title: 'Le titre' })
    await reader.close()
  })

  test.each([
    ['', undefined],
    ['article-title="Le deuxième"', 'Le deuxième'],
  ])('below another one takes no title from the page (%s)', async (own, title) => {
    const head = `<link rel="canonical" href="${origin}/essai/article"><meta property="og:title" content="Le premier"><meta property="article:section" content="Société">`
    const reader = await open(`${element(`article-url="/deuxieme" ${own}`)}${script()}`, { head })
    const article = await seenArticle(reader)
    expect(article?.['url']).toBe(`${origin}/deuxieme`)
    expect(article?.['title']).toBe(title)
    expect(article?.['section']).toBeUndefined()
    await reader.close()
  })

  test('is none on a home page, nor in a channel', async () => {
    for (const attributes of ['article-url="/"', 'channel="lettre"']) {
      const reader = await open(`${element(attributes)}${script()}`)
      expect(await seenArticle(reader)).toBeUndefined()
      await reader.close()
    }
  })
})

describe('the language', () => {
  test.each([
    ['EN-US', '', 'Agree'],
    ['en_GB', '', 'Agree'],
    ['De', '', 'Dafür'],
    ['no-NO', '', 'Enig'],
    ['enm', '', 'D’accord'],
    ['', '', 'D’accord'],
    ['en', 'lang="FR-ca"', 'D’accord'],
    ['fr', 'lang="EN"', 'Agree'],
  ])('of the page "%s" and the element %s', async (lang, attributes, word) => {
    const reader = await open(`${element(attributes)}${script()}`, { lang })
    await reader.widget().button(word).waitFor()
    await reader.close()
  })

  test('may be set for the whole site', async () => {
    const head = '<meta name="unisson" content="publisher=x , lang=en;theme = dark">'
    const reader = await open(`${element()}${script()}`, { head })
    await reader.widget().button('Agree').waitFor()
    await reader.close()
  })
})

test.each([
  [
    'nonces and strict-dynamic',
    () =>
      `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src ${stage.api}; style-src 'none'; img-src 'none'`,
  ],
  [
    'Trusted Types without a policy',
    () =>
      `script-src ${stage.api}; connect-src ${stage.api}; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
  ],
])('it works under %s', async (_name, policy) => {
  const reader = await open(`${element()}${script('nonce="abc"')}`, {
    headers: { 'content-security-policy': policy() },
  })
  await expectReady(reader)
  await vote(reader)
  expect(reader.observed.console).toEqual([])
  await reader.close()
})
