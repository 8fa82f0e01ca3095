import { expect, test } from 'vitest'
import { LANGUAGES, wordsIn } from '../../api/src/pages/languages.ts'
import { reportBlocks } from '../../api/src/pages/report/blocks.ts'
import { asHtml } from '../../api/src/pages/report/html.ts'
import type { WeekReport } from '../../api/src/statistics/week-report.ts'
import { launchChromium } from '../../scripts/browsers/chromium.ts'
import { keepPicture } from './support/console.ts'

const RATE = {
  numerator: 380,
  denominator: 1000,
  rate: 0.38,
  interval: { low: 0.35, high: 0.41 },
  suppressed: false,
}
const ARTICLE = {
  id: 'a',
  url: 'https://www.journal.example/a',
  title: 'La ligne 23 rouvre en juin',
  isTitleConfirmed: true,
  section: null,
  publishedAt: null,
}
const FIGURES = {
  readersViewed: 12_000,
  readersEngaged: 3_500,
  engagementRate: RATE,
  votes: 11_500,
  proposals: 230,
  readersViewedSuspect: 42,
  readersSuspect: 12,
  suspectShare: RATE,
  engagementRateWithoutSuspects: RATE,
}

const WEEK: WeekReport = {
  publisher: { name: 'Le Journal', timeZone: 'Europe/Paris' },
  first: '2026-03-02',
  last: '2026-03-08',
  totals: FIGURES,
  before: { ...FIGURES, readersViewed: 800 },
  articles: [{ ...FIGURES, article: ARTICLE }],
  articlesTotal: 6,
  standingOut: {
    compared: 6,
    articles: [{ article: ARTICLE, engagementRate: RATE, others: RATE, isAbove: true }],
  },
  leftOut: {
    bots: 1234,
    prefetches: 3,
    foreignOrigins: 0,
    unknownOrigins: 0,
    newsroom: 2,
    privacySignals: 5,
    aggregatesOnly: 0,
  },
}

test('the weekly report has room on a phone in every language, and runs as the language does', async () => {
  const browser = await launchChromium()
  const page = await (await browser.newContext({ viewport: { width: 320, height: 900 } })).newPage()
  for (const language of LANGUAGES) {
    const words = wordsIn(language)
    await page.setContent(asHtml(reportBlocks(WEEK, words, 'https://unisson.example/dashboard'), words))
    await keepPicture(page, `week-${language}-320`)
    const seen = await page.evaluate(() => ({
      language: document.documentElement.lang,
      direction: getComputedStyle(document.body).direction,
      width: document.documentElement.scrollWidth,
    }))
    expect.soft(seen).toEqual({ language, direction: words.direction, width: 320 })
  }
  await browser.close()
})
