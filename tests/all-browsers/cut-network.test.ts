import { afterEach, expect, test, vi } from 'vitest'
import { readDatabase } from '../browser/support/database.ts'
import { ArticleReader } from './support/article-reader.ts'
import { type CuttingProxy, openCuttingProxy } from './support/cutting-proxy.ts'
import { useBrowser } from './support/stage.ts'

// Firefox keeps a failed import for the life of the page, by its address: what was cut once must be asked for by another.

const stage = useBrowser()
let proxy: CuttingProxy | undefined

afterEach(async () => {
  await stage.closeReaders()
  await proxy?.close()
  proxy = undefined
})

const OPEN = 'monde-dapres'
const SEQUENCE = 12
const PATIENCE = 20_000

const votes = () => readDatabase(stage.servers.databaseFile).votes().length

/** An article whose widget asks a server that is cut off once, when a path that matches is asked for. */
async function openCut(cut: RegExp): Promise<{ reader: ArticleReader; proxy: CuttingProxy }> {
  const opened = await openCuttingProxy(stage.servers.api, cut)
  proxy = opened
  const reader = await ArticleReader.open(await stage.reader(), stage.articleOf('eveil', OPEN), OPEN)
  await reader.page.until(
    (selector, host) => {
      const own = document.querySelector(selector)
      if (!own || !customElements.get('unisson-consultation')) return false
      const copy = own.cloneNode(true) as Element
      copy.setAttribute('host', host)
      copy.setAttribute('loading', 'eager')
      own.replaceWith(copy)
      return true
    },
    reader.selector,
    opened.origin,
  )
  return { reader, proxy: opened }
}

const state = (reader: ArticleReader, wanted: string) =>
  reader.page.until(
    (selector, value) => document.querySelector(selector)?.getAttribute('state') === value,
    reader.selector,
    wanted,
  )

const voteOnce = async (reader: ArticleReader) => {
  const before = votes()
  await reader.press('D’accord')
  await reader.voted('agree')
  await vi.waitFor(() => expect(votes()).toBe(before + 1), PATIENCE)
}

/** The modules that were asked for, with the number of the attempt where there is one. */
const modules = (paths: string[], name: string) =>
  paths.flatMap((path) => new RegExp(`^/embed/((?:\\d+/)?${name})\\.`).exec(path)?.[1] ?? [])

const ATTEMPTS: [string, (reader: ArticleReader) => Promise<unknown>][] = [
  ['the network comes back', ({ page }) => page.run(() => void dispatchEvent(new Event('online')))],
  [
    'it is told to reload',
    ({ page, selector }) =>
      page.run((own) => {
        const element = document.querySelector(own) as (Element & { reload(): Promise<void> }) | null
        return element?.reload().then(() => true)
      }, selector),
  ],
]

test.each(ATTEMPTS)('an app that was cut off once takes votes when %s', async (_when, tryAgain) => {
  const { reader, proxy } = await openCut(/^\/embed\/app\./)
  await state(reader, 'error')
  await tryAgain(reader)
  await state(reader, 'ready')
  await voteOnce(reader)
  // The second download takes what it needs from the same app, not from another copy of it.
  await reader.sees(/Coup de cœur/)
  expect(modules(proxy.paths, 'app')).toEqual(['app', '1/app'])
})

test('a second download that was cut off once still brings twelve votes, their results and a proposal', async () => {
  const { reader, proxy } = await openCut(/^\/embed\/later\./)
  const before = votes()
  for (let vote = 1; vote <= SEQUENCE; vote++) {
    await reader.press('D’accord')
    await reader.sees(/%/)
    await reader.press(vote === SEQUENCE ? 'Terminer' : 'Suivante')
  }
  await reader.sees(/Vous avez voté sur 12 propositions/)
  await vi.waitFor(() => expect(votes()).toBe(before + SEQUENCE), PATIENCE)
  const idea = `ouvrir les gymnases le dimanche (${stage.browserKind})`
  await reader.press('Proposer une idée')
  await reader.writes('textarea', idea)
  await reader.press('Envoyer')
  await reader.sees(/sera relue avant publication/)
  expect(
    readDatabase(stage.servers.databaseFile)
      .readersProposals()
      .map(({ text }) => text),
  ).toContain(`Il faut ${idea}`)
  expect(modules(proxy.paths, 'app')).toEqual(['app'])
  expect(modules(proxy.paths, 'later')).toHaveLength(2)
})
