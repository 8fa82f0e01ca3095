import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { statisticsCsv } from '../../api/src/exports/statistics.ts'
import type { StatisticsRow } from '../../api/src/wire/index.ts'
import { statisticsQuery } from '../../api/src/wire/statistics-query.ts'

async function* each(rows: StatisticsRow[]) {
  yield* rows
}
// As bytes: decoding takes the byte order mark away.
const csvOf = async (query: object, rows: StatisticsRow[]) =>
  (await buffer(statisticsCsv(each(rows), statisticsQuery.parse(query)))).toString()
const article = (title: string) => ({
  id: 'a1',
  url: 'https://www.journal.example/a',
  title,
  section: null,
  isTitleConfirmed: true,
  publishedAt: null,
})
const ARTICLES = { dimensions: ['article'], metrics: ['votes'] }

describe('figures as CSV', () => {
  it('begin with a byte order mark, and end each line as the standard has it', async () => {
    const csv = await csvOf({ metrics: ['loads'] }, [{ loads: 3 }])
    expect(csv).toBe('\uFEFFloads\r\n3\r\n')
  })

  it('have a column for a rate, for each end of its interval, and for what it is made of', async () => {
    const engagementRate = {
      numerator: 10,
      denominator: 40,
      rate: 0.25,
      suppressed: false,
      interval: { low: 0.1419, high: 0.4019 },
    }
    const [row] = parse(await csvOf({ metrics: ['engagementRate'] }, [{ engagementRate }]), {
      bom: true,
      columns: true,
    }) as unknown[]
    expect(row).toEqual({
      engagementRate: '0.25',
      'engagementRate.low': '0.1419',
      'engagementRate.high': '0.4019',
      'engagementRate.numerator': '10',
      'engagementRate.denominator': '40',
    })
  })

  it('leave empty what is withheld, and write zeros', async () => {
    const engagementRate = { numerator: 0, denominator: 3, rate: null, interval: null, suppressed: true }
    const csv = await csvOf({ metrics: ['engagementRate', 'votes'] }, [{ engagementRate, votes: 0 }])
    expect(csv.split('\r\n')[1]).toBe(',,,0,3,0')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'run nothing in a spreadsheet: %j',
    async (title) => {
      const csv = await csvOf(ARTICLES, [{ article: article(title), votes: 1 }])
      const [row] = parse(csv, { bom: true, columns: true, relax_quotes: false }) as Record<string, string>[]
      expect(row?.['article.title']).toBe(`'${title}`)
    },
  )

  it('keep quotes, commas, accents and line breaks in their cell', async () => {
    const title = 'Dit-il « oui », "non",\nou €'
    const csv = await csvOf(ARTICLES, [{ article: article(title), votes: 1 }])
    expect(parse(csv, { bom: true, columns: true })).toMatchObject([{ 'article.title': title, votes: '1' }])
  })

  it('have their head also without a row', async () => {
    expect(await csvOf({ dimensions: ['day'], metrics: ['votes'] }, [])).toBe('\uFEFFfrom,to,votes\r\n')
  })
})
