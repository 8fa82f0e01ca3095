import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ORIGINS_HEADER } from '../../api/src/wire/constants.ts'
import { charactersLeft, check, sentence } from '../../widget/src/core/draft.ts'
import { isListed } from '../../widget/src/core/failure.ts'
// Read beforehand: no test waits for its first reading.
import '../../widget/src/app-later.ts'
import { fakeApi, HOST, mountAt, payload, problem, proposalId, surroundings, until } from './support.ts'

const api = fakeApi()
const ORIGIN = 'https://staging.journal.example'
beforeAll(() => {
  api.server.listen({ onUnhandledRequest: 'error' })
  Object.defineProperty(self, 'origin', { value: ORIGIN, configurable: true })
})
afterAll(() => api.server.close())
afterEach(() => {
  for (const path of ['/v1/embed', '/v1/votes', '/v1/sessions', '/v1/proposals']) api.answer(path, undefined)
  api.received.length = 0
  localStorage.clear()
  document.body.replaceChildren()
})

const listing = (body: object, origins: string[], init: ResponseInit = {}) =>
  Response.json(body, { ...init, headers: { [ORIGINS_HEADER]: origins.join(' ') } })

const show = async (prepare: (element: HTMLElement) => void = () => {}) => {
  const page = surroundings()
  prepare(page.element)
  const root = page.element.shadowRoot as ShadowRoot
  const app = mountAt(page)
  await until(() => expect(root.adoptedStyleSheets).toHaveLength(2))
  await until(() => expect(root.querySelector('.stage')).toBeTruthy())
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)
  const shown = () => find('.box')?.textContent ?? ''
  const write = (text: string) => {
    const field = find('textarea') as HTMLTextAreaElement
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  return { page, root, app, find, shown, write, press: (selector: string) => find(selector)?.click() }
}

describe('a page from which no vote is taken', () => {
  it('is told so at once, takes none, and leads to where one can', async () => {
    api.answer('/v1/embed', () => listing(payload(), ['https://www.journal.example']))
    const { find, shown, page } = await show()
    expect(shown()).toContain('On ne peut pas voter sur cette page.')
    expect(find('.vote')).toBeNull()
    expect(find('a.primary')?.getAttribute('href')).toBe(
      `http://api.test/c/${page.option('consultation')}?publisher=pub_test1234`,
    )
    expect(page.element.getAttribute('state')).toBe('error')
    expect(shown()).not.toContain('liste')
  })

  it('tells the page’s owner why, when asked with debug', async () => {
    api.answer('/v1/embed', () => listing(payload(), ['https://www.journal.example']))
    const { find, shown } = await show((element) => element.setAttribute('debug', ''))
    expect(shown()).toContain('Cette adresse n’est pas sur la liste du média.')
    expect(shown()).toContain(ORIGIN)
    expect(find('a[href^="http://api.test/self-test"]')).toBeTruthy()
  })

  it('tells it too where the script beside the element asks for it', async () => {
    const script = document.createElement('script')
    script.type = 'text/plain'
    script.src = `${HOST}/embed.js`
    script.dataset['debug'] = ''
    api.answer('/v1/embed', () => listing(payload(), ['https://www.journal.example']))
    document.body.append(script)
    const { shown } = await show()
    expect(shown()).toContain('Cette adresse n’est pas sur la liste du média.')
  })

  it('tells it without being asked where the page is on the list and something else is wrong', async () => {
    api.answer('/v1/embed', () =>
      listing({ type: '/problems/publisher-disabled', status: 403 }, [ORIGIN], { status: 403 }),
    )
    const { shown } = await show()
    expect(shown()).toContain('On ne peut pas voter sur cette page.')
    expect(shown()).toContain('Le widget de ce média est désactivé.')
  })

  it.each(['foreign-origin', 'publisher-disabled', 'unknown-publisher', 'unknown-consultation'])(
    'stops taking votes when one is refused with %s',
    async (code) => {
      api.answer('/v1/votes', () => problem(403, code))
      const { press, find, shown, page } = await show()
      press('.vote.agree')
      await until(() => expect(page.element.getAttribute('state')).toBe('error'))
      expect(find('.vote')).toBeNull()
      expect(shown()).toContain('Ce vote n’a pas pu être compté')
    },
  )

  it('is not one that is on the list, itself or by a wildcard, nor a frame that has no origin', () => {
    const list = ['https://www.journal.example', 'https://*.journal.example', 'http://localhost:8080'].join(
      ' ',
    )
    expect(isListed(list, 'https://www.journal.example')).toBe(true)
    expect(isListed(list, 'https://a.b.journal.example')).toBe(true)
    expect(isListed(list, 'http://localhost:8080')).toBe(true)
    expect(isListed(list, 'null')).toBeUndefined()
    expect(isListed(null, 'https://www.journal.example')).toBeUndefined()
    for (const foreign of ['http://www.journal.example', 'https://journal.example', 'https://evil.example'])
      expect(isListed(list, foreign)).toBe(false)
  })
})

describe('a link to a page of ours', () => {
  const leading = (href: string) => (root: ShadowRoot) =>
    until(() => expect(root.querySelector('a')?.getAttribute('href')).toBe(href))

  it('carries the publisher and the channel beside the language, and leaves a frame', async () => {
    const closed = payload({ phase: 'closed' })
    const url = 'http://api.test/c/territoires?lang=fr'
    const consultation = { ...closed.consultation, url }
    api.answer('/v1/embed', () => Response.json({ ...closed, consultation }))
    const { root, find } = await show((element) => element.setAttribute('channel', 'newsletter'))
    await leading(`${url}&publisher=pub_test1234&channel=newsletter`)(root)
    expect(find('a')?.getAttribute('target')).toBe('_top')
  })

  it('carries them beside what it points at, and in what is said of the question', async () => {
    const { root, press } = await show()
    press('.about')
    await leading('http://api.test/c/territoires?publisher=pub_test1234')(root)
  })

  it('keeps the publisher and the channel when the card is drawn again', async () => {
    api.answer('/v1/embed', () => Response.json(payload({ phase: 'closed' })))
    const { root, find, page } = await show((element) => element.setAttribute('channel', 'live'))
    await leading('http://api.test/c/territoires?publisher=pub_test1234&channel=live')(root)
    page.element.setAttribute('layout', 'compact')
    await until(() => expect(find('.compact')).toBeTruthy())
    await leading('http://api.test/c/territoires?publisher=pub_test1234&channel=live')(root)
  })
})

describe('what the reader is told', () => {
  it.each<[number, string, string]>([
    [400, 'invalid-request', 'Ce vote n’a pas pu être compté'],
    [410, '', 'Ce vote n’a pas pu être compté'],
    [413, 'body-too-large', 'Ce vote n’a pas pu être compté'],
    [409, 'proposal-not-accepted', 'Cette proposition n’est plus soumise au vote.'],
    [404, 'unknown-proposal', 'Cette proposition n’est plus soumise au vote.'],
    [503, 'overloaded', 'Service saturé'],
  ])('of a vote answered with %d %s is true', async (status, code, words) => {
    api.answer('/v1/votes', () => problem(status, code))
    const { press, find, app } = await show()
    press('.vote.agree')
    await until(() => expect(find('.notice')?.textContent).toContain(words))
    app.stop()
  })

  it('of a refused vote leads to the consultation’s page', async () => {
    api.answer('/v1/votes', () => problem(400, 'invalid-request'))
    const { press, find } = await show()
    press('.vote.agree')
    await until(() =>
      expect(find('.notice a')?.getAttribute('href')).toBe(
        'http://api.test/c/territoires?publisher=pub_test1234',
      ),
    )
  })

  it('of a refused vote is told even when the next proposal is in front', async () => {
    api.answer('/v1/sessions', () => problem(503, 'overloaded'))
    api.answer('/v1/votes', () => problem(503, 'overloaded'))
    const { press, find, app } = await show()
    press('.vote.agree')
    await until(() => expect(find('.notice')).toBeTruthy())
    press('[part=next]')
    api.answer('/v1/votes', () => problem(400, 'invalid-request'))
    dispatchEvent(new Event('online'))
    await until(() => expect(find('.notice')?.textContent).toContain('Ce vote n’a pas pu être compté'))
    app.stop()
  })

  it('of what was kept for more than seven days is that it never left', async () => {
    const page = surroundings()
    const slug = page.option('consultation') ?? ''
    const old = { proposal: proposalId(1), vote: 'agree', qualifications: [], revision: 1, at: 0 }
    const votes = { [proposalId(1)]: { vote: 'agree', qualifications: [] } }
    const record = { reader: 'reader000000000000001', revision: 1, votes, authored: [], outbox: [old] }
    localStorage.setItem(`unisson:${slug}`, JSON.stringify(record))
    api.answer('/v1/votes', () => Response.error())
    mountAt(page)
    const root = page.element.shadowRoot as ShadowRoot
    await until(() => expect(root.querySelector('.notice')?.textContent).toContain('Après sept jours'))
    expect(JSON.parse(localStorage.getItem(`unisson:${slug}`) ?? '')).toMatchObject({ outbox: [], votes: {} })
  })

  it.each<[string, () => Response, boolean, string]>([
    ['busy', () => problem(503, 'overloaded'), true, 'très demandée'],
    ['away', () => Response.error(), true, 'ne répond pas'],
    ['behind the page of a hotel', () => new Response('<html>', { status: 200 }), true, 'ne répond pas'],
    ['away, and the device too', () => Response.error(), false, 'hors ligne'],
  ])('of an API that is %s is true, and may be tried again', async (_what, answer, isOnline, words) => {
    api.answer('/v1/embed', answer)
    Object.defineProperty(navigator, 'onLine', { value: isOnline, configurable: true })
    const { shown, press, page } = await show()
    expect(shown()).toContain(words)
    Object.defineProperty(navigator, 'onLine', { value: true, configurable: true })
    api.answer('/v1/embed', undefined)
    press('.primary')
    await until(() => expect(page.element.getAttribute('state')).toBe('ready'))
  })

  it('of the first vote on a proposal is not a percentage of one vote', async () => {
    const lone = { id: proposalId(1), text: 'Il faut oser', tallies: { agree: 0, disagree: 0, neutral: 0 } }
    api.answer('/v1/embed', () =>
      Response.json(payload({ draw: { number: 0, last: true, proposals: [lone] } })),
    )
    const { press, find } = await show()
    press('.vote.agree')
    await until(() => expect(find('[role=status]')?.textContent).toContain('le premier'))
    expect(find('[role=status]')?.textContent).not.toMatch(/%|des 1/)
  })

  it.each<[string, string, string]>([
    ['results', 'Les résultats sont publiés', 'Il faut un médecin'],
    ['action', 'Voici les actions annoncées', 'Douze médecins'],
  ])('in the phase %s is what is listed below it', async (phase, words, item) => {
    const actions = [{ title: 'Douze médecins', state: 'planned' as const, progress: null }]
    const outcome = { consensus: [{ text: 'Il faut un médecin', agree: 0.8 }], actions }
    api.answer('/v1/embed', () => Response.json(payload({ phase: phase as 'results', outcome })))
    const { shown, find } = await show()
    expect(shown()).toContain(words)
    expect(find('.outcome')?.textContent).toContain(item)
    expect(find('.outcome')?.children).toHaveLength(1)
  })
})

describe('a text that is being written', () => {
  it('is there after the draw was read again, and after the element has gone and come back', async () => {
    const { press, write, find, app, page, root } = await show()
    press('[part=propose]')
    write('planter des haies')
    app.reload()
    expect((find('textarea') as HTMLTextAreaElement).value).toBe('planter des haies')
    app.stop()
    mountAt(page)
    await until(() =>
      expect(root.querySelector<HTMLTextAreaElement>('textarea')?.value).toBe('planter des haies'),
    )
  })

  it('is there after it was sent back, with the true reason', async () => {
    api.answer('/v1/proposals', () => problem(422, 'invalid-proposal'))
    const { press, write, find } = await show()
    press('[part=propose]')
    write('planter des haies')
    press('[type=submit]')
    await until(() => expect(find('#problem')?.textContent).toBe('Cette idée n’est pas recevable.'))
    expect((find('textarea') as HTMLTextAreaElement).value).toBe('planter des haies')
    write('planter des haies partout')
    expect(find('#problem')?.textContent).toBe('')
  })

  it('is told to be wrong for as long as it is, and no longer', async () => {
    const { press, write, find } = await show()
    press('[part=propose]')
    write('a')
    press('[type=submit]')
    await until(() => expect(find('#problem')?.textContent).toContain('en une phrase'))
    write('arb')
    expect(find('#problem')?.textContent).toContain('en une phrase')
    write('arbres')
    expect(find('#problem')?.textContent).toBe('')
  })

  it('of an earlier page that is refused later is given back', async () => {
    api.answer('/v1/proposals', () => problem(503, 'overloaded'))
    const { press, write, find, shown } = await show()
    press('[part=propose]')
    write('planter des haies')
    press('[type=submit]')
    await until(() => expect(shown()).toContain('votre proposition partira plus tard'))
    api.answer('/v1/proposals', () => problem(422, 'invalid-proposal'))
    press('.primary')
    dispatchEvent(new Event('online'))
    await until(() => expect(find('.notice')?.textContent).toContain('n’a pas été acceptée'))
    press('[part=propose]')
    expect((find('textarea') as HTMLTextAreaElement).value).toBe('planter des haies')
  })
})

describe('the given prefix', () => {
  const { consultation } = payload()
  it.each([
    'Il faut planter des arbres',
    'il faut planter des arbres',
    'IL  FAUT\u00a0planter des arbres',
    'Il faut : planter des arbres',
    'Il faut… planter des arbres',
    'Il faut il faut planter des arbres',
    ' planter   des arbres ',
  ])('typed again, as in "%s", is not doubled', (text) => {
    expect(sentence(consultation, text)).toBe('Il faut planter des arbres')
    expect(charactersLeft(consultation, text)).toBe(140 - 'Il faut planter des arbres'.length)
  })

  it('with an apostrophe is known by any apostrophe', () => {
    const other = { ...consultation, proposalPrefix: 'L’État doit' }
    for (const text of ["l'état doit agir ici", 'L’ État  doit agir ici', 'L‘État doit agir ici'])
      expect(sentence(other, text)).toBe('L’État doit agir ici')
  })

  it('is not taken out of a longer word, nor out of the middle', () => {
    expect(sentence(consultation, 'Il fautif')).toBe('Il faut Il fautif')
    expect(sentence(consultation, 'penser qu’il faut agir')).toBe('Il faut penser qu’il faut agir')
  })

  it('alone is no proposal', () => {
    expect(check(consultation, { text: 'Il faut', name: '', age: '' })).toBe('empty')
  })
})
