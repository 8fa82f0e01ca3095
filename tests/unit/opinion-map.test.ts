import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { opinionMap } from '../../api/src/pages/consultation/opinion-map.ts'
import { pageTexts } from '../../api/src/pages/consultation/texts.ts'
import { wordsIn } from '../../api/src/pages/languages.ts'
import type { OpinionReport } from '../../api/src/wire/index.ts'

const drawn = (report: OpinionReport, language: string): string =>
  renderToString(h('div', null, opinionMap(report, language, pageTexts(wordsIn(language))))).slice(
    '<div>'.length,
    -'</div>'.length,
  )

const group = (name: string, people: number, share: number, x: number) => ({
  name,
  people,
  share,
  centre: { x, y: 0.2 },
  representative: [],
})
const REPORT: OpinionReport = {
  votes: 29_802,
  people: 1441,
  leastVotes: 7,
  sampled: 1,
  silhouette: 0.49,
  silhouetteByChance: 0.3,
  noGroups: null,
  certainty: null,
  memory: null,
  explained: [0.12, 0.06],
  groups: [group('A', 1140, 0.791, -0.2), group('B', 301, 0.209, 1.4)],
  proposals: [],
  map: {
    side: 4,
    cells: [
      { column: 0, row: 0, group: 'A', people: 40 },
      { column: 3, row: 3, group: 'B', people: 11 },
    ],
  },
}

describe('the map of opinions', () => {
  it('says in words what it shows, in the language of the page', () => {
    const french = drawn(REPORT, 'fr')
    expect(french).toContain('<title id="opinion-map-title">Carte des opinions</title>')
    expect(french).toMatch(/<desc [^>]+>1\s441 personnes.* Groupe A\s: 79\s%, Groupe B\s: 21\s%\.<\/desc>/u)
    expect(french).toContain('role="img" aria-labelledby="opinion-map-title opinion-map-description"')
    expect(drawn(REPORT, 'en-GB')).toContain('Group B: 21%')
  })

  it('puts the lowest row at the bottom, and keeps every letter within the picture', () => {
    const svg = drawn(REPORT, 'en')
    expect(svg).toMatch(/<rect class="group-a" x="0.5" y="240.5"/)
    expect(svg).toMatch(/<rect class="group-b" x="240.5" y="0.5"/)
    const centres = [...svg.matchAll(/cx="([\d.]+)"/g)].map(([, x]) => Number(x))
    expect(centres).toHaveLength(2)
    for (const x of centres) expect(x).toBeLessThanOrEqual(320 - 14)
  })

  it('needs neither script nor inline style, which the page forbids', () => {
    expect(drawn(REPORT, 'en')).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/)
  })

  it('is empty where there are no groups', () => {
    expect(drawn({ ...REPORT, groups: [] }, 'en')).toBe('')
  })
})
