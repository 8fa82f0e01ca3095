import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attachment, daysInName, fileSlug } from '../../api/src/domain/files/file-names.ts'

describe('the name of a download', () => {
  it.each([
    ['Le Journal de l’Été', 'le-journal-de-l-ete'],
    ['  Ouest — France (édition) ', 'ouest-france-edition'],
    ['Η Καθημερινή', 'η-καθημερινη'],
    ['???', ''],
  ])('says whose it is: %s', (name, slug) => {
    expect(fileSlug(name)).toBe(slug)
  })

  it.each([
    ['2026-11-01', '2026-11-30', '2026-11'],
    ['2024-02-01', '2024-02-29', '2024-02'],
    ['2024-02-01', '2024-02-28', '2024-02-01-2024-02-28'],
    ['2026-11-03', '2026-11-03', '2026-11-03'],
    ['2026-10-01', '2026-11-30', '2026-10-01-2026-11-30'],
  ])('says the days from %s to %s', (first, last, words) => {
    expect(daysInName(first, last)).toBe(words)
  })

  it('is said whole to who reads RFC 8187, and in ASCII to all others', () => {
    expect(attachment(['le-journal', 'articles', '2026-11'], 'xlsx')).toBe(
      'attachment; filename="le-journal-articles-2026-11.xlsx"',
    )
    expect(attachment(['καθ', 'articles', ''], 'csv')).toBe(
      `attachment; filename="articles.csv"; filename*=UTF-8''%CE%BA%CE%B1%CE%B8-articles.csv`,
    )
    expect(attachment(['日報'], 'csv')).toContain('filename="download.csv"')
  })

  it('never breaks out of its header, whatever a publisher is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(attachment([fileSlug(name), 'articles'], 'csv')).toMatch(
          /^attachment; filename="[\w.-]+"(?:; filename\*=UTF-8''[\w.%!~-]+)?$/,
        )
      }),
      { numRuns: 50 },
    )
  }, 30_000)
})
