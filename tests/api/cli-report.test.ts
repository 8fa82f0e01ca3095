import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../api/src/store/index.ts'
import { CommandLine } from '../support/command-line.ts'

const TITLES = ['La ligne 23 | *tout* <b>', 'La cantine']
const TUESDAY = Date.parse('2026-03-03T12:00:00+01:00')

let shell: CommandLine
beforeEach(async () => {
  shell = await CommandLine.open()
  await shell.run([
    'publisher',
    'create',
    'Le Journal',
    '--origin',
    'https://www.journal.example',
    '--time-zone',
    'Europe/Paris',
    '--public-key',
    'pub_journal',
  ])
})
afterEach(() => shell.close())

async function count(store: Store, article: string | null, counters: Record<string, number>, at = TUESDAY) {
  const [publisher] = await store.publishers.all()
  const scope = await store.scopes.findOrCreate({
    publisherId: publisher?.id ?? '',
    consultationId: null,
    kind: article === null ? 'site' : 'article',
    value: article ?? '',
  })
  await store.database.write(store.engagement.hours.add(scope, at, counters))
}

/** A week in which one article stood out, and a quieter one before. */
const fill = () =>
  shell.withStore(async (store) => {
    const [publisher] = await store.publishers.all()
    for (const [index, title] of TITLES.entries())
      await store.articles.findOrCreate({
        id: `article${index}`,
        publisherId: publisher?.id ?? '',
        title,
        section: null,
        publishedAt: null,
        url: `https://www.journal.example/${index}`,
        createdAt: 0,
      })
    await count(store, null, { loads: 2500, readersViewed: 2000, readersEngaged: 500, votes: 1500 })
    await count(
      store,
      null,
      { loads: 900, readersViewed: 800, readersEngaged: 160, votes: 400 },
      TUESDAY - 7 * 86_400_000,
    )
    await count(store, 'article0', { readersViewed: 1000, readersEngaged: 380 })
    await count(store, 'article1', { readersViewed: 1000, readersEngaged: 120 })
  })

const asked = (language: string, format: string): string[] => ['--language', language, '--format', format]

describe('the report of a week', () => {
  it('says the figures of the last week that is over, beside those of the week before', async () => {
    await fill()
    const { code, out } = await shell.run(['report', 'pub_journal', '--url', 'https://unisson.example'])
    expect(code).toBe(0)
    expect(out).toContain('Le Journal: the week')
    expect(out).toMatch(/March 2\s–\s8, 2026 \(Europe\/Paris\)/)
    expect(out).toMatch(/Readers +2,000 +800 +\+150%/)
    expect(out).toMatch(/Engagement rate +25% \(23% – 27%\) +20% +\+5 pts/)
    expect(out).toContain('38% of the readers of “La ligne 23')
    expect(out).toContain('https://unisson.example/dashboard#/?from=2026-03-02&to=2026-03-08')
  })

  it('is written for mail as HTML, in French, and runs nothing that an article calls itself', async () => {
    await fill()
    const { out } = await shell.run(['report', 'Le Journal', '--format', 'html', '--language', 'fr'])
    expect(out).toMatch(/^<!doctype html><html lang="fr">/)
    expect(out).toContain('2–8 mars 2026')
    expect(out).toContain('La ligne 23 | *tout* &lt;b>')
    expect(out).not.toMatch(/<script|<b>|<img|http:/)
  })

  it('is written as Markdown, whose marks in titles are words', async () => {
    await fill()
    const { out } = await shell.run(['report', 'pub_journal', '--format', 'markdown'])
    expect(out).toContain('# Le Journal: the week')
    expect(out).toContain('| La ligne 23 \\| \\*tout\\* \\<b\\> | 1,000 | 380 | 38% |')
  })

  it('is of any week, named by any of its days', async () => {
    await fill()
    const { out } = await shell.run(['report', 'pub_journal', '--week', '2026-02-28'])
    expect(out).toMatch(/February 23\s–\sMarch 1, 2026/)
    expect(out).toMatch(/Readers +800 +– +–/)
  })

  it('says so where nothing was counted', async () => {
    const { code, out } = await shell.run(['report', 'pub_journal', '--week', '2025-06-04'])
    expect(code).toBe(0)
    expect(out).toContain('too few readers')
    expect(out).toContain('No article was viewed with the widget this week.')
  })

  it.each([
    ['fr', 'Taux d’engagement', 'Cette semaine', '2–8 mars 2026'],
    ['en', 'Engagement rate', 'This week', '2026 (Europe/Paris)'],
    ['de', 'Beteiligungsrate', 'Diese Woche', '2.–8. März 2026'],
    ['es', 'Tasa de participación', 'Esta semana', '2–8 de marzo de 2026'],
    ['it', 'Tasso di coinvolgimento', 'Questa settimana', 'marzo 2026'],
    ['nl', 'Betrokkenheid', 'Deze week', 'maart 2026'],
    ['pl', 'Wskaźnik zaangażowania', 'Ten tydzień', '2–8 marca 2026'],
    ['pt', 'Taxa de participação', 'Esta semana', 'março de 2026'],
  ])('is written in %s, with its numbers and its days', async (language, rate, week, days) => {
    await fill()
    for (const format of ['html', 'markdown', 'text']) {
      const { code, out } = await shell.run(['report', 'pub_journal', ...asked(language, format)])
      expect(code).toBe(0)
      for (const words of [rate, week, days]) expect(out).toContain(words)
      expect(out).toContain(new Intl.NumberFormat(language, { style: 'percent' }).format(0.38))
    }
  })

  it('runs from right to left in a language that does', async () => {
    await fill()
    const { out } = await shell.run(['report', 'pub_journal', ...asked('ar', 'html')])
    expect(out).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/)
    expect(out).toContain('نسبة المشاركة')
  })

  it('is one document for programs', async () => {
    await fill()
    const report = await shell.json<{ first: string; totals: { votes: number } }>('report', 'pub_journal')
    expect(report).toMatchObject({ first: '2026-03-02', last: '2026-03-08', totals: { votes: 1500 } })
  })

  it.each([
    ['nobody', [], 1],
    ['pub_journal', ['--week', 'soon'], 1],
    ['pub_journal', ['--week', '1969-01-01'], 1],
    ['pub_journal', ['--format', 'pdf'], 2],
    ['pub_journal', ['--language', 'tlh'], 2],
  ])('of %s with %j fails in words', async (publisher, more, code) => {
    const run = await shell.run(['report', publisher, ...more])
    expect(run.code).toBe(code)
    expect(run.err).toMatch(/^error: /)
  })
})
