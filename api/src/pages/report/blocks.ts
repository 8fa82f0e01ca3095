import type { WeekReport } from '../../statistics/week-report.ts'
import type { Metric, MetricValues } from '../../wire/index.ts'
import type { Words } from '../words.ts'
import { NOTHING, numbersIn, rateOf } from './numbers.ts'

/** The parts of a report, for every format. */
export type Block =
  | { kind: 'title' | 'heading' | 'paragraph' | 'note'; text: string }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'link'; text: string; address: string }

const READERS = ['readersViewed', 'readersEngaged'] as const satisfies readonly Metric[]
const CONTRIBUTIONS = ['votes', 'proposals'] as const satisfies readonly Metric[]

function figures({ totals, before }: WeekReport, { language, say }: Words): Block {
  const numbers = numbersIn(language)
  const counts = (metric: (typeof READERS | typeof CONTRIBUTIONS)[number]): string[] => [
    say(`report.metric.${metric}`),
    numbers.count(totals[metric]),
    before ? numbers.count(before[metric]) : NOTHING,
    before ? numbers.growth(totals[metric] ?? null, before[metric] ?? null) : NOTHING,
  ]
  const rate = ({ engagementRate }: MetricValues): string =>
    engagementRate?.rate == null
      ? say('report.withheld')
      : `${numbers.percent(engagementRate.rate)} (${numbers.interval(engagementRate.interval)})`
  const difference = numbers.points(rateOf(totals), rateOf(before))
  return {
    kind: 'table',
    head: [say('report.figure'), say('report.thisWeek'), say('report.before'), say('report.change')],
    rows: [
      ...READERS.map(counts),
      [
        say('report.metric.engagementRate'),
        rate(totals),
        before ? numbers.percent(rateOf(before)) : NOTHING,
        difference === undefined ? NOTHING : say('report.points', { difference }),
      ],
      ...CONTRIBUTIONS.map(counts),
    ],
  }
}

/** How many readers are suspect, and what the rate is without them; nothing where there are none. */
function suspects({ totals }: WeekReport, { language, say }: Words): Block[] {
  const numbers = numbersIn(language)
  const { readersViewedSuspect = 0, readersSuspect = 0, suspectShare, engagementRateWithoutSuspects } = totals
  if (readersViewedSuspect === 0) return []
  const { rate = null, interval = null } = engagementRateWithoutSuspects ?? {}
  const who =
    readersSuspect > 0
      ? say('report.suspects.engaged', {
          share: numbers.percent(suspectShare?.rate),
          count: readersSuspect,
        })
      : say('report.suspects.viewed', { count: readersViewedSuspect })
  const without =
    rate === null
      ? say('report.suspects.withheld')
      : say('report.suspects.rate', { rate: numbers.percent(rate), interval: numbers.interval(interval) })
  return [{ kind: 'paragraph', text: `${who} ${without}` }]
}

function articles({ articles: rows, articlesTotal }: WeekReport, { language, say }: Words): Block[] {
  const numbers = numbersIn(language)
  if (rows.length === 0) return [{ kind: 'paragraph', text: say('report.articles.none') }]
  return [
    {
      kind: 'heading',
      text:
        articlesTotal > rows.length
          ? say('report.articles.top', {
              shown: numbers.count(rows.length),
              total: numbers.count(articlesTotal),
            })
          : say('report.articles'),
    },
    {
      kind: 'table',
      head: [
        say('report.article'),
        ...READERS.map((metric) => say(`report.metric.${metric}`)),
        say('report.metric.engagementRate'),
      ],
      rows: rows.map((row) => [
        row.article?.title ?? row.article?.url ?? '',
        numbers.count(row.readersViewed),
        numbers.count(row.readersEngaged),
        row.engagementRate?.rate == null ? say('report.withheld') : numbers.percent(row.engagementRate.rate),
      ]),
    },
  ]
}

/** A name of another direction must not take the marks around it along. */
const isolated = (name: string, direction: Words['direction']): string =>
  direction === 'rtl' ? `\u2068${name}\u2069` : name

function remarks({ standingOut }: WeekReport, { language, say, direction }: Words): Block[] {
  const numbers = numbersIn(language)
  if (standingOut.articles.length === 0) return []
  return [
    { kind: 'heading', text: say('report.standingOut') },
    ...standingOut.articles.slice(0, 3).map(
      ({ article, engagementRate, others }): Block => ({
        kind: 'paragraph',
        text: say('report.standingOut.text', {
          rate: numbers.percent(engagementRate.rate),
          article: isolated(article.title ?? article.url, direction),
          interval: numbers.interval(engagementRate.interval),
          others: numbers.percent(others.rate),
          othersInterval: numbers.interval(others.interval),
        }),
      }),
    ),
  ]
}

/** A week in words and tables. `dashboard`: where the link leads; null: there is none. */
export function reportBlocks(report: WeekReport, words: Words, dashboard: string | null): Block[] {
  const { language, say, direction } = words
  const { publisher, first, last } = report
  const leftOut = Object.values(report.leftOut).reduce((sum, count) => sum + count, 0)
  return [
    { kind: 'title', text: say('report.title', { name: isolated(publisher.name, direction) }) },
    { kind: 'paragraph', text: `${numbersIn(language).days(first, last)} (${publisher.timeZone})` },
    figures(report, words),
    ...suspects(report, words),
    ...remarks(report, words),
    ...articles(report, words),
    { kind: 'note', text: say('report.readers') },
    ...(leftOut > 0 ? [{ kind: 'note' as const, text: say('report.leftOut', { count: leftOut }) }] : []),
    ...(dashboard === null ? [] : [{ kind: 'link' as const, text: say('report.more'), address: dashboard }]),
  ]
}
