import type { WeekReport } from '../../statistics/week-report.ts'
import type { Measures, Metric } from '../../wire/index.ts'
import { METRICS } from '../../wire/metrics.ts'
import { numbersIn, rateOf } from './numbers.ts'
import { REPORT_TEXTS, type ReportLanguage } from './texts.ts'

/** The parts of a report, for every format. */
export type Block =
  | { kind: 'title' | 'heading' | 'paragraph' | 'note'; text: string }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'link'; text: string; address: string }

const COUNTS = ['readersViewed', 'readersEngaged', 'votes', 'proposals'] as const satisfies readonly Metric[]

function figures({ totals, before }: WeekReport, language: ReportLanguage): Block {
  const texts = REPORT_TEXTS[language]
  const numbers = numbersIn(language)
  const name = (metric: Metric): string => METRICS[metric].name[language]
  const counts = (metric: (typeof COUNTS)[number]): string[] => [
    name(metric),
    numbers.count(totals[metric]),
    before ? numbers.count(before[metric]) : texts.nothingBefore,
    before ? numbers.growth(totals[metric] ?? null, before[metric] ?? null) : texts.nothingBefore,
  ]
  const rate = ({ engagementRate }: Measures): string =>
    engagementRate?.rate == null
      ? texts.withheld
      : `${numbers.percent(engagementRate.rate)} (${texts.between(numbers.interval(engagementRate.interval))})`
  const [viewed, engaged, ...rest] = COUNTS.map(counts)
  return {
    kind: 'table',
    head: [texts.figure, texts.thisWeek, texts.before, texts.change],
    rows: [
      ...[viewed, engaged].flatMap((row) => (row ? [row] : [])),
      [
        name('engagementRate'),
        rate(totals),
        before ? numbers.percent(rateOf(before)) : texts.nothingBefore,
        numbers.points(rateOf(totals), rateOf(before), texts.points),
      ],
      ...rest,
    ],
  }
}

/** How many readers are suspect, and what the rate is without them; nothing where there are none. */
function suspects({ totals }: WeekReport, language: ReportLanguage): Block[] {
  const texts = REPORT_TEXTS[language]
  const numbers = numbersIn(language)
  const { readersViewedSuspect = 0, readersSuspect = 0, suspectShare, engagementRateWithoutSuspects } = totals
  if (readersViewedSuspect === 0) return []
  const rate = engagementRateWithoutSuspects?.rate ?? null
  return [
    {
      kind: 'paragraph',
      text: [
        readersSuspect > 0
          ? texts.suspectEngaged(numbers.percent(suspectShare?.rate), readersSuspect)
          : texts.suspectViewed(readersViewedSuspect),
        rate === null
          ? texts.suspectWithheld
          : texts.withoutSuspects(
              numbers.percent(rate),
              numbers.interval(engagementRateWithoutSuspects?.interval ?? null),
            ),
      ].join(' '),
    },
  ]
}

function articles({ articles: rows, articlesTotal }: WeekReport, language: ReportLanguage): Block[] {
  const texts = REPORT_TEXTS[language]
  const numbers = numbersIn(language)
  if (rows.length === 0) return [{ kind: 'paragraph', text: texts.noArticles }]
  return [
    { kind: 'heading', text: texts.articles(rows.length, articlesTotal) },
    {
      kind: 'table',
      head: [
        'Article',
        ...(['readersViewed', 'readersEngaged', 'engagementRate'] as const).map(
          (metric) => METRICS[metric].name[language],
        ),
      ],
      rows: rows.map((row) => [
        row.article?.title ?? row.article?.url ?? '',
        numbers.count(row.readersViewed),
        numbers.count(row.readersEngaged),
        row.engagementRate?.rate == null ? texts.withheld : numbers.percent(row.engagementRate.rate),
      ]),
    },
  ]
}

function remarks({ standingOut }: WeekReport, language: ReportLanguage): Block[] {
  const texts = REPORT_TEXTS[language]
  const numbers = numbersIn(language)
  if (standingOut.articles.length === 0) return []
  return [
    { kind: 'heading', text: texts.standingOut },
    ...standingOut.articles.slice(0, 3).map(
      ({ article, engagementRate, others }): Block => ({
        kind: 'paragraph',
        text: texts.stoodOut(
          numbers.percent(engagementRate.rate),
          article.title ?? article.url,
          numbers.interval(engagementRate.interval),
          numbers.percent(others.rate),
          numbers.interval(others.interval),
        ),
      }),
    ),
  ]
}

/** A week in words and tables. `dashboard`: where the link leads; null: there is none. */
export function reportBlocks(
  report: WeekReport,
  language: ReportLanguage,
  dashboard: string | null,
): Block[] {
  const texts = REPORT_TEXTS[language]
  const { day } = numbersIn(language)
  const { publisher, first, last } = report
  const leftOut = Object.values(report.leftOut).reduce((sum, count) => sum + count, 0)
  return [
    { kind: 'title', text: texts.title(publisher.name) },
    { kind: 'paragraph', text: texts.week(day(first), day(last), publisher.timeZone) },
    figures(report, language),
    ...suspects(report, language),
    ...remarks(report, language),
    ...articles(report, language),
    { kind: 'note', text: texts.readerDays },
    ...(leftOut > 0 ? [{ kind: 'note' as const, text: texts.leftOut(leftOut) }] : []),
    ...(dashboard === null ? [] : [{ kind: 'link' as const, text: texts.more, address: dashboard }]),
  ]
}
