import { afterEach, expect, test, vi } from 'vitest'
import { readDatabase } from '../browser/support/database.ts'
import type { ArticleReader } from './support/article-reader.ts'
import { useBrowser } from './support/stage.ts'
import { stillnessOf, WATCH_STILLNESS } from './support/stillness.ts'

const stage = useBrowser()

afterEach(() => stage.closeReaders())

const OPEN = 'monde-dapres'
const SEGMENTED = 'territoires'
const LIKE_IT = 1
const LARGEST_SHIFT = 0.001
const SEQUENCE = 12
const PATIENCE = 20_000

const onDisk = () => readDatabase(stage.servers.databaseFile)
const rowsOf = (proposal: string) =>
  onDisk()
    .votes()
    .filter(({ text }) => text === proposal)
    .map(({ vote, qualifications }) => ({ vote, qualifications }))

/** Waits until the rows of all readers on this proposal are what they were, and these. */
const expectRows = (proposal: string, before: object[], added: object[]) =>
  vi.waitFor(() => {
    const rows = rowsOf(proposal)
    expect(rows).toHaveLength(before.length + added.length)
    expect(rows).toEqual(expect.arrayContaining([...before, ...added]))
  }, PATIENCE)

const article = () => stage.articleOf('eveil', OPEN)

async function expectNoErrors(reader: ArticleReader): Promise<void> {
  expect(await reader.page.errors()).toEqual([])
}

test('a vote, its nuance, its undoing and a skip are on disk as the reader left them', async () => {
  const reader = await stage.arrive(article())
  const first = await reader.proposal()
  const before = rowsOf(first)
  await reader.press('D’accord')
  await reader.voted('agree')
  await reader.press('Coup de cœur')
  await expectRows(first, before, [{ vote: 'agree', qualifications: LIKE_IT }])

  await reader.press('Annuler')
  await reader.voted(null)
  await expectRows(first, before, [{ vote: null, qualifications: 0 }])

  await reader.press('Pas d’accord')
  await reader.voted('disagree')
  await expectRows(first, before, [{ vote: 'disagree', qualifications: 0 }])

  await reader.press('Suivante')
  const second = await reader.proposalAfter(first)
  const beforeSecond = rowsOf(second)
  await reader.press('Passer')
  await reader.proposalAfter(second)
  expect(rowsOf(second)).toEqual(beforeSecond)
  await expectNoErrors(reader)
})

test('a proposal is sent with its accents and the first name, and waits to be read', async () => {
  const reader = await stage.arrive(article())
  const idea = `créer des cafés où l’on répare (${stage.browserKind})`
  await reader.press('Proposer une idée')
  await reader.writes('textarea', idea)
  await reader.writes('input[autocomplete="given-name"]', 'Zoé')
  await reader.press('Envoyer')
  await reader.sees(/sera relue avant publication/)
  expect(onDisk().readersProposals()).toContainEqual({
    text: `Il faut ${idea}`,
    status: 'pending',
    authorName: 'Zoé',
  })
  await expectNoErrors(reader)
})

test('after three votes the reader is asked where they live, and the votes carry the answer', async () => {
  const reader = await stage.arrive(stage.articleOf('eveil', SEGMENTED))
  for (const vote of ['D’accord', 'Neutre', 'Pas d’accord']) {
    await reader.press(vote)
    await reader.press('Suivante')
  }
  await reader.press('À la campagne')
  await reader.proposal()
  await vi.waitFor(async () => {
    const kept = await reader.kept(SEGMENTED)
    expect(kept?.outbox).toEqual([])
    expect(onDisk().segmentsOf(SEGMENTED)).toEqual(expect.arrayContaining(['À la campagne']))
  }, PATIENCE)
  await expectNoErrors(reader)
})

test('twelve votes end in thanks, nothing moves all the way, and the next twelve begin', async () => {
  const reader = await stage.arrive(article(), { script: WATCH_STILLNESS })
  const before = onDisk().votes().length
  for (let vote = 1; vote <= SEQUENCE; vote++) {
    await reader.press('D’accord')
    await reader.press(vote === SEQUENCE ? 'Terminer' : 'Suivante')
  }
  await reader.sees(/Vous avez voté sur 12 propositions/)
  await vi.waitFor(() => expect(onDisk().votes()).toHaveLength(before + SEQUENCE), PATIENCE)
  await reader.press('Continuer')
  await reader.proposal()
  const { frames, shift, growth } = await stillnessOf(reader.page)
  expect(frames).toBeGreaterThan(SEQUENCE)
  expect(shift).toBeLessThanOrEqual(LARGEST_SHIFT)
  expect(growth).toBe(0)
  await expectNoErrors(reader)
})

test.each([320, 479, 480, 768])(
  'nothing moves in any state, at %i pixels, for a new and a returning reader',
  async (width) => {
    const reader = await stage.arrive(article(), { width, height: 800, script: WATCH_STILLNESS })
    await reader.press('D’accord')
    await reader.press('Réaliste')
    await reader.press('Annuler')
    await reader.press('Neutre')
    await reader.press('Suivante')
    await reader.press('Proposer une idée')
    await reader.writes('textarea', 'a')
    await reader.press('Envoyer')
    await reader.press('Annuler')
    await reader.press('Passer')
    for (const isBack of [false, true]) {
      if (isBack) {
        await reader.page.reload()
        await reader.arrive()
        await reader.press('D’accord')
        await reader.voted('agree')
      }
      const { shift, growth } = await stillnessOf(reader.page)
      expect({ shift, growth }).toEqual({ shift: expect.any(Number), growth: 0 })
      expect(shift).toBeLessThanOrEqual(LARGEST_SHIFT)
    }
  },
)

test('a vote that is cast offline is told to wait, and is on disk once when the network is back', async () => {
  const reader = await stage.arrive(article())
  // Votes need nothing more of the network than their own request from here on.
  await reader.press('Neutre')
  await reader.voted('neutral')
  const first = await reader.proposal()
  await vi.waitFor(async () => expect((await reader.kept(OPEN))?.outbox).toEqual([]), PATIENCE)
  await reader.press('Suivante')
  const second = await reader.proposalAfter(first)
  const before = rowsOf(second)
  await reader.reader.setOffline(true)
  await reader.press('Pas d’accord')
  await reader.sees(/votes partiront/)
  expect(rowsOf(second)).toEqual(before)
  await reader.reader.setOffline(false)
  await expectRows(second, before, [{ vote: 'disagree', qualifications: 0 }])
  await vi.waitFor(async () => expect((await reader.kept(OPEN))?.outbox).toEqual([]), PATIENCE)
})

test('votes kept in a closed tab are sent once from another article of the newspaper', async () => {
  const reader = await stage.arrive(article())
  const proposal = await reader.proposal()
  const before = rowsOf(proposal)
  await reader.hasAll()
  await reader.reader.setOffline(true)
  await reader.press('Neutre')
  await reader.sees(/votes partiront/)
  await reader.page.close()
  await reader.reader.setOffline(false)
  expect(rowsOf(proposal)).toEqual(before)

  const other = stage.servers.articles.find(
    ({ newspaper, url, consultations }) =>
      newspaper === 'eveil' && consultations.includes(OPEN) && url !== article(),
  )
  const again = await reader.another(other?.url ?? '')
  await again.arrive()
  await expectRows(proposal, before, [{ vote: 'neutral', qualifications: 0 }])
  expect(Object.keys((await again.kept(OPEN))?.votes ?? {})).toHaveLength(1)
})

test('a reload keeps the vote, and goes on with other proposals', async () => {
  const reader = await stage.arrive(article())
  const proposal = await reader.proposal()
  await reader.press('D’accord')
  await reader.voted('agree')
  await vi.waitFor(async () => expect((await reader.kept(OPEN))?.outbox).toEqual([]), PATIENCE)
  const rows = rowsOf(proposal)
  await reader.page.reload()
  await reader.arrive()
  expect(await reader.proposal()).not.toBe(proposal)
  expect(Object.keys((await reader.kept(OPEN))?.votes ?? {})).toHaveLength(1)
  expect(rowsOf(proposal)).toEqual(rows)
  await expectNoErrors(reader)
})

test('by keyboard alone: a vote, its nuance, the next proposal, and the focus is always seen', async () => {
  const reader = await stage.arrive(article())
  const first = await reader.proposal()
  const before = rowsOf(first)
  await reader.tabTo('D’accord')
  await reader.page.press('Space')
  await reader.voted('agree')
  await reader.tabTo('Réaliste')
  await reader.page.press('Enter')
  await reader.tabTo('Suivante')
  await reader.page.press('Enter')
  await reader.proposalAfter(first)
  await expectRows(first, before, [{ vote: 'agree', qualifications: 2 }])
  // The focus goes with the reader, to the next proposal; its first vote is one key away, and none back.
  await vi.waitFor(async () => expect(await reader.focused()).toBe('Proposition 2 sur 12'), PATIENCE)
  await reader.page.press('Tab')
  expect(await reader.focused()).toBe('D’accord')
  await reader.page.press('Tab')
  await reader.page.press('Tab', { shift: true })
  expect(await reader.focused()).toBe('D’accord')
  await expectNoErrors(reader)
})

test('a dark page has a dark widget, from the reader’s system', async () => {
  const colours = async (scheme: 'light' | 'dark') => {
    const reader = await stage.arrive(`${stage.servers.api}/c/${OPEN}`, { scheme })
    await reader.press('D’accord')
    await reader.voted('agree')
    await expectNoErrors(reader)
    return reader.page.run(() => {
      const card = document.querySelector('unisson-consultation')?.shadowRoot?.querySelector('[part~="card"]')
      return card ? getComputedStyle(card).color : ''
    })
  }
  const lightness = (colour: string) => Number(/\d+(?:\.\d+)?/.exec(colour)?.[0])
  expect(lightness(await colours('dark'))).toBeGreaterThan(lightness(await colours('light')))
})

test('a compact widget takes votes in two hundred pixels of height, and keeps them', async () => {
  const both = stage.servers.articles.find(({ consultations }) => consultations.length === 2)
  const reader = await stage.arrive(both?.url ?? '', {}, SEGMENTED)
  const height = () =>
    reader.page.run((selector) => document.querySelector(selector)?.clientHeight, reader.selector)
  const proposal = await reader.proposal()
  const before = rowsOf(proposal)
  expect(await height()).toBe(200)
  await reader.press('D’accord')
  await reader.voted('agree')
  await expectRows(proposal, before, [{ vote: 'agree', qualifications: 0 }])
  await reader.press('Suivante')
  await reader.proposalAfter(proposal)
  expect(await height()).toBe(200)
  await expectNoErrors(reader)
})

test('the strictest policy stops nothing: a vote and a proposal arrive', async () => {
  const reader = await stage.arrive(stage.articleOf('signal', OPEN, true))
  const proposal = await reader.proposal()
  const before = rowsOf(proposal)
  await reader.press('Neutre')
  await reader.voted('neutral')
  await expectRows(proposal, before, [{ vote: 'neutral', qualifications: 0 }])
  await reader.press('Suivante')
  await reader.press('Proposer une idée')
  const idea = `tenir un conseil ouvert à tous (${stage.browserKind})`
  await reader.writes('textarea', idea)
  await reader.press('Envoyer')
  await reader.sees(/sera relue avant publication/)
  expect(
    onDisk()
      .readersProposals()
      .map(({ text }) => text),
  ).toContain(`Il faut ${idea}`)
  await expectNoErrors(reader)
})

test('where storage is blocked a vote arrives all the same, and holds as long as the page', async () => {
  const reader = await stage.arrive(article(), { blocksStorage: true })
  const proposal = await reader.proposal()
  const before = rowsOf(proposal)
  await reader.press('Pas d’accord')
  await reader.voted('disagree')
  await expectRows(proposal, before, [{ vote: 'disagree', qualifications: 0 }])
  await reader.press('Suivante')
  await reader.proposalAfter(proposal)
  await expectNoErrors(reader)
})

test('a page that comes back from the back-forward cache stands where it was, and takes votes', async () => {
  const reader = await stage.arrive(article())
  await reader.press('D’accord')
  await reader.voted('agree')
  const first = await reader.proposal()
  await reader.press('Suivante')
  const proposal = await reader.proposalAfter(first)
  await vi.waitFor(async () => expect((await reader.kept(OPEN))?.outbox).toEqual([]), PATIENCE)
  await reader.page.run(() => {
    document.body.dataset['life'] = 'first'
  })
  // The newspaper's own front page. After one that isolates itself from other origins WebKitGTK's driver loses the page.
  await reader.page.goto(new URL('/', article()).href)
  await reader.page.back()
  expect(await reader.page.run(() => document.body.dataset['life'])).toBe('first')
  expect(await reader.proposal()).toBe(proposal)
  const before = rowsOf(proposal)
  await reader.press('Neutre')
  await reader.voted('neutral')
  await expectRows(proposal, before, [{ vote: 'neutral', qualifications: 0 }])
})

/** Plays the widget's rules of paper on the screen: WebKitGTK's driver prints nothing, and Firefox's shows no page as printed. */
const playPaper = (reader: ArticleReader) =>
  reader.page.run((selector) => {
    for (const sheet of document.querySelector(selector)?.shadowRoot?.adoptedStyleSheets ?? [])
      for (const rule of sheet.cssRules)
        if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') rule.media.mediaText = 'all'
  }, reader.selector)

test('on paper stand the question, the address and a code to scan, and no button', async () => {
  const reader = await stage.arrive(article())
  await reader.press('D’accord')
  // Its rules come with what the first screen does not need.
  await reader.sees(/Coup de cœur/)
  await playPaper(reader)
  const paper = await reader.page.until((selector) => {
    const root = document.querySelector(selector)?.shadowRoot
    const shown = [...(root?.querySelectorAll<HTMLElement>('p, button, svg') ?? [])].filter((one) =>
      one.checkVisibility(),
    )
    return {
      words: shown.map((one) => one.innerText ?? '').join(' '),
      buttons: shown.filter((one) => one.localName === 'button').length,
      codes: shown.filter((one) => one.localName === 'svg').length,
    }
  }, reader.selector)
  expect(paper.words).toContain('monde d’après')
  expect(paper.words).toContain(`/c/${OPEN}`)
  expect(paper).toMatchObject({ buttons: 0, codes: 1 })
  const pdf = await reader.page.print()
  if (pdf) expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  await expectNoErrors(reader)
})

test('a page that hides the widget on paper is obeyed', async () => {
  const reader = await stage.arrive(article(), {
    script: `addEventListener('DOMContentLoaded', () => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('@media print { unisson-consultation { display: none !important } }')
      document.adoptedStyleSheets.push(sheet)
    })`,
  })
  await reader.page.run(() => {
    for (const sheet of document.adoptedStyleSheets)
      for (const rule of sheet.cssRules) if (rule instanceof CSSMediaRule) rule.media.mediaText = 'all'
  })
  await playPaper(reader)
  expect(
    await reader.page.run((selector) => document.querySelector(selector)?.checkVisibility(), reader.selector),
  ).toBe(false)
})
