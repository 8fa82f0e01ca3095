import { afterEach, describe, expect, test, vi } from 'vitest'
import { readCatalog } from '../../widget/languages/catalog.ts'
import { readDatabase } from '../browser/support/database.ts'
import { useBrowser } from './support/stage.ts'

const stage = useBrowser()

afterEach(() => stage.closeReaders())

const OPEN = 'monde-dapres'
const LIKE_IT = 1
const PATIENCE = 20_000

const onDisk = () => readDatabase(stage.servers.databaseFile)

describe.each(['ar', 'de'])('in %s', (language) => {
  const { direction = 'ltr', widget } = readCatalog(language)
  const words = (name: string): string => widget[name] ?? name

  test('a reader votes, adds a nuance and proposes; the French proposal keeps its direction', async () => {
    const reader = await stage.arrive(stage.articleOf('eveil', OPEN))
    // From then on it follows its attributes.
    await reader.hasAll()
    await reader.page.run(
      (selector, tag) => document.querySelector(selector)?.setAttribute('lang', tag),
      reader.selector,
      `${language}-DZ`,
    )
    const box = await reader.page.until(
      (selector, tag) => {
        const shown = document.querySelector(selector)?.shadowRoot?.querySelector<HTMLElement>('.box')
        const proposal = shown?.querySelector('blockquote')
        const [first] = shown?.querySelectorAll('.vote') ?? []
        const last = [...(shown?.querySelectorAll('.vote') ?? [])].at(-1)
        return (
          shown?.lang === tag &&
          proposal &&
          first &&
          last && {
            direction: getComputedStyle(shown).direction,
            ofProposal: getComputedStyle(proposal).direction,
            startsAtTheRight: first.getBoundingClientRect().left > last.getBoundingClientRect().left,
          }
        )
      },
      reader.selector,
      language,
    )
    expect(box).toEqual({ direction, ofProposal: 'ltr', startsAtTheRight: direction === 'rtl' })

    const proposal = await reader.proposal()
    await reader.press(words('votes.agree'))
    await reader.voted('agree')
    await reader.press(words('nuances.likeIt'))
    await vi.waitFor(
      () =>
        expect(onDisk().votes()).toContainEqual(
          expect.objectContaining({ text: proposal, qualifications: LIKE_IT }),
        ),
      PATIENCE,
    )
    await reader.press(words('next'))
    await reader.proposalAfter(proposal)

    const idea = `planter des haies (${stage.browserKind}, ${language})`
    await reader.press(words('propose'))
    await reader.writes('textarea', idea)
    await reader.press(words('send'))
    await reader.sees(new RegExp(words('submitted.pending')))
    expect(onDisk().readersProposals()).toContainEqual(expect.objectContaining({ text: `Il faut ${idea}` }))
    expect(await reader.page.errors()).toEqual([])
  })
})
