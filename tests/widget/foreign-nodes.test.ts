import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
// Read beforehand: no test waits for its first reading.
import '../../widget/src/app-later.ts'
import { fakeApi, mountAt, payload, proposals, surroundings, until } from './support.ts'

// Translators and extensions open the shadow root and change what they find there, at any moment.

const api = fakeApi()
beforeAll(() => api.server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => api.server.close())
afterEach(() => {
  api.answer('/v1/embed', undefined)
  api.received.length = 0
  localStorage.clear()
  document.body.replaceChildren()
})

const nodesOf = <Kind extends Node>(root: Node, kind: number): Kind[] => {
  const walker = document.createTreeWalker(root, kind)
  const nodes: Kind[] = []
  while (walker.nextNode()) nodes.push(walker.currentNode as Kind)
  return nodes
}
const font = (content: string | Node) => {
  const [outer, inner] = [document.createElement('font'), document.createElement('font')]
  inner.append(content)
  outer.append(inner)
  return outer
}
const isWords = (text: Text) => !!text.data.trim()
const textsOf = (root: Node) => nodesOf<Text>(root, NodeFilter.SHOW_TEXT).filter(isWords)

/** What is done to the nodes of the card between two acts of the reader. */
const HANDS: Record<string, (root: ShadowRoot) => void> = {
  'replaces each text as Google Translate does': (root) => {
    for (const text of textsOf(root)) text.replaceWith(font(text.data))
  },
  'wraps each text': (root) => {
    for (const text of textsOf(root)) {
      const mark = document.createComment('')
      text.replaceWith(mark)
      mark.replaceWith(font(text))
    }
  },
  'splits each text into words': (root) => {
    for (const text of textsOf(root)) {
      text.replaceWith(...text.data.split(/(?<= )/).map((word) => document.createTextNode(word)))
    }
  },
  'puts nodes of its own everywhere': (root) => {
    for (const element of nodesOf<Element>(root, NodeFilter.SHOW_ELEMENT)) {
      if (element.closest('svg,textarea,input,foreign-node')) continue
      element.prepend(document.createElement('foreign-node'))
      element.append(document.createElement('foreign-node'))
    }
  },
  'takes the proposal and its buttons away': (root) => {
    for (const element of root.querySelectorAll('figure,blockquote,.votes,.foot,header')) element.remove()
  },
  'wraps the proposal and the buttons': (root) => {
    for (const element of root.querySelectorAll('figure,.votes,.foot')) {
      const mark = document.createComment('')
      element.replaceWith(mark)
      mark.replaceWith(font(element))
    }
  },
}

const COUNT = 9
const open = async (meddle: (root: ShadowRoot) => void) => {
  api.answer('/v1/embed', () =>
    Response.json(payload({ draw: { number: 0, last: true, proposals: proposals(COUNT) } })),
  )
  const { element } = surroundings()
  const place = { ...surroundings(), element }
  const root = element.shadowRoot as ShadowRoot
  const app = mountAt(place)
  await until(() => expect(root.adoptedStyleSheets).toHaveLength(2))
  const shown = (selector: string) => root.querySelector<HTMLElement>(selector)?.textContent ?? ''
  const press = (selector: string) => {
    meddle(root)
    const button = root.querySelector<HTMLElement>(selector)
    button?.click()
    return !!button
  }
  return { root, app, element, shown, press, meddle: () => meddle(root) }
}
const textOf = (id: unknown) => proposals(COUNT).find((one) => one.id === id)?.text ?? 'none'

describe.each(Object.entries(HANDS))('a hand that %s', (_name, meddle) => {
  it('never has a reader vote on what is not on the screen', async () => {
    const { element, press, shown } = await open(meddle)
    const seen: string[] = []
    const voted: unknown[] = []
    element.addEventListener('unisson:vote', (event) => voted.push((event as CustomEvent).detail.proposal))
    for (let step = 0; step < 3; step++) {
      const text = shown('blockquote')
      seen.push(text)
      expect(text.match(/idée \d/g)).toHaveLength(1)
      expect(shown('.progress')).toContain(`${step + 1}/3`)
      if (!press('.vote.agree')) press('.end')
      press('.end')
      press('.vote.disagree')
      if (!press('[part=next]')) break
    }
    for (const [index, id] of [...new Set(voted)].entries()) expect(seen[index]).toContain(textOf(id))
  })

  it('throws nothing on any screen, and each shows its own words', async () => {
    const { element, press, root, shown, meddle: again } = await open(meddle)
    const errors: unknown[] = []
    const note = (event: ErrorEvent) => errors.push(event.error)
    addEventListener('error', note)
    press('[part=propose]')
    again()
    if (root.querySelector('.foot .end')) press('.foot .end')
    for (let step = 0; step < 4; step++) {
      press('.vote.neutral')
      press('.chip')
      again()
      press('[part=next]')
    }
    await until(() => expect(element.getAttribute('state')).toBe('ready'))
    removeEventListener('error', note)
    expect(errors).toEqual([])
    expect(shown('.box').length).toBeGreaterThan(0)
  })
})

describe('a translator', () => {
  const translate = HANDS['replaces each text as Google Translate does'] as (root: ShadowRoot) => void

  it('leaves the numbers, the counter and the words of the buttons true', async () => {
    const { press, shown, root, meddle } = await open(translate)
    press('.vote.agree')
    meddle()
    expect(shown('.chips')).toContain('Coup de cœur')
    expect(shown('ul.results')).toMatch(/64/)
    expect(shown('figcaption')).toBe('11 votes')
    // The reader changes sides: other nuances, other numbers, none of the old ones beside them.
    press('.vote.disagree')
    meddle()
    expect(shown('.chips')).not.toContain('Coup de cœur')
    expect(shown('.chips')).toContain('Surtout pas')
    expect(shown('ul.results')).not.toMatch(/64/)
    press('.chip')
    expect(root.querySelector('[aria-pressed=true].chip')?.textContent).toBe('Surtout pas')
    press('[part=next]')
    expect(shown('.progress').match(/\d\/\d/g)).toEqual(['2/3'])
    expect(shown('.stage + *')).not.toContain('Surtout pas')
  })

  it('leaves the form as it is while the reader writes', async () => {
    const { press, root, shown, meddle } = await open(translate)
    press('[part=propose]')
    const field = root.querySelector('textarea') as HTMLTextAreaElement
    for (const text of ['p', 'pl', 'planter']) {
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      meddle()
      expect(root.querySelector('textarea')).toBe(field)
    }
    expect(shown('#left')).toBe(`${140 - 'Il faut planter'.length} signes restants`)
    field.value = ''
    field.dispatchEvent(new Event('input', { bubbles: true }))
    press('[type=submit]')
    await until(() => expect(shown('#problem')).toBe('Écrivez votre idée en une phrase.'))
    expect(field.isConnected).toBe(true)
  })

  it('leaves the end of a sequence true', async () => {
    const { press, shown } = await open(translate)
    for (let step = 0; step < 3; step++) {
      press('.vote.agree')
      press('[part=next]')
    }
    expect(shown('.stage')).toContain('Merci')
    expect(shown('.box')).not.toContain('Il faut essayer')
    press('[part=next]')
    await until(() => expect(shown('blockquote').match(/idée \d/g)).toHaveLength(1))
    expect(shown('.box')).not.toContain('Merci')
  })
})
