import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fakeApi, mountAt, payload, problem, surroundings, until } from './support.ts'

const api = fakeApi()
beforeAll(() => api.server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => api.server.close())
afterEach(() => {
  api.answer('/v1/embed', undefined)
  localStorage.clear()
  document.body.replaceChildren()
})

const show = async () => {
  const place = surroundings()
  const root = place.element.shadowRoot as ShadowRoot
  const app = mountAt(place)
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)
  const press = (selector: string) => {
    find(selector)?.focus()
    find(selector)?.click()
  }
  await until(() => expect(find('.stage')).toBeTruthy())
  // Each download brings its own style sheet.
  await until(() => expect(root.adoptedStyleSheets).toHaveLength(2))
  return { ...place, root, app, find, press }
}

describe('the card', () => {
  it('keeps the page’s own content until there is data', async () => {
    const place = surroundings()
    const root = place.element.shadowRoot as ShadowRoot
    mountAt(place)
    expect(root.querySelector('slot')).toBeTruthy()
    await until(() => expect(place.element.getAttribute('state')).toBe('ready'))
    expect(root.querySelector('slot')).toBeNull()
  })

  it('takes no focus on first load', async () => {
    const { root } = await show()
    expect(root.activeElement).toBeNull()
  })

  it('tells those who test the page that it is watched, in words that a screen reader reads too', async () => {
    location.hash = '#unisson-test=abcdefghijklmnop'
    const { root } = await show()
    location.hash = ''
    const line = [...root.querySelectorAll('header span')].find((span) =>
      span.textContent?.includes('widget observé'),
    )
    expect(line).toBeTruthy()
    expect(line?.closest('[aria-hidden]')).toBeNull()
  })

  it('shows results after the vote only, and keeps the focus on the pressed button', async () => {
    const { find, press, root } = await show()
    expect(find('ul.results')).toBeNull()
    press('.vote.agree')
    expect(find('.vote.agree')?.getAttribute('aria-pressed')).toBe('true')
    expect(find('ul.results')?.textContent).toContain('64')
    expect(root.activeElement).toBe(find('.vote.agree'))
    expect(find('[role=status]')?.textContent).toContain('Votre vote')
  })

  it('moves the focus to the next proposal', async () => {
    const { find, press, root } = await show()
    press('.vote.agree')
    press('.primary')
    await until(() => expect(root.activeElement).toBe(find('.stage')))
    expect(find('.stage')?.getAttribute('aria-label')).toBe('Proposition 2 sur 3')
  })

  it('gives the focus back to the vote that was undone', async () => {
    const { find, press, root } = await show()
    press('.vote.disagree')
    press('.end')
    await until(() => expect(root.activeElement).toBe(find('.vote.disagree')))
    expect(find('.vote.disagree')?.getAttribute('aria-pressed')).toBe('false')
  })

  it('tells the page of a vote, without personal data', async () => {
    const { element, press } = await show()
    const heard: unknown[] = []
    element.addEventListener('unisson:vote', (event) => heard.push((event as CustomEvent).detail))
    press('.vote.agree')
    await until(() => expect(heard).toHaveLength(1))
    expect(heard[0]).toMatchObject({ vote: 'agree', index: 1, total: 3 })
  })

  it('shows an error with a way to try again and the page’s own link', async () => {
    api.answer('/v1/embed', () => problem(503, 'overloaded'))
    const { element, find, press } = await show()
    expect(element.getAttribute('state')).toBe('error')
    expect(find('slot')).toBeTruthy()
    api.answer('/v1/embed', undefined)
    press('.primary')
    await until(() => expect(element.getAttribute('state')).toBe('ready'))
  })

  it('is closed, with a link, when the results are there', async () => {
    api.answer('/v1/embed', () => Response.json(payload({ phase: 'results' })))
    const { element, find } = await show()
    expect(element.getAttribute('state')).toBe('closed')
    expect(find('a')?.getAttribute('href')).toBe('http://api.test/c/territoires?publisher=pub_test1234')
  })

  it('puts proposals into the page as text, whatever they contain', async () => {
    const draw = payload().draw
    const hostile = '<img src=x onerror=alert(1)>'
    const changed = {
      ...draw,
      proposals: draw.proposals.slice(0, 1).map((one) => ({ ...one, text: hostile })),
    }
    api.answer('/v1/embed', () => Response.json(payload({ draw: changed })))
    const { find } = await show()
    expect(find('blockquote')?.textContent).toContain(hostile)
    expect(find('img')).toBeNull()
  })

  it('gives the page its own content back when it stops', async () => {
    const { app, root } = await show()
    app.stop()
    expect(root.querySelector('slot')).toBeTruthy()
  })
})
