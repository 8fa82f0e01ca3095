import { type NewspaperSlug, newspapers } from '../../demo-site/newspapers.ts'
import type { EmbeddingPage } from '../replay/reader.ts'
import { DEMO_SLUGS, type DemoKeys, type DemoOrigins } from './prepare.ts'

/** A demo reader on one page, once. */
export interface Visit {
  at: number
  page: EmbeddingPage
  consultation: string
  /** Tells demo readers apart. */
  number: number
  headers: Readonly<Record<string, string>>
  act: 'leave' | 'view' | 'vote'
}

export interface VisitOptions {
  keys: Pick<DemoKeys, 'publicKeys'>
  origins: DemoOrigins
  /** The first day, and how many there are; in milliseconds, at midnight. */
  from: number
  days: number
  random(): number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const SLUGS = Object.keys(newspapers) as NewspaperSlug[]

// All of this is made up: what an editor might see, and a measurement of nothing.

/** Readers a day of each article of a newspaper, and the share of them who take part. */
const ARTICLES = [
  { readers: 22, engaged: 0.38 },
  { readers: 14, engaged: 0.2 },
  { readers: 16, engaged: 0.25 },
]
/** How much is read in each hour, from midnight. */
const HOURS = [1, 0, 0, 0, 0, 1, 3, 7, 9, 6, 5, 5, 8, 7, 5, 4, 4, 5, 6, 7, 8, 7, 5, 3]
/** From Sunday. */
const WEEKDAYS = [0.7, 1, 1.05, 1.2, 1.1, 1, 0.75]
const NEWSLETTER = { name: 'lettre-du-matin', share: 0.14 }
const LEAVES = 0.22
/** Browsers that are not counted, or not in full. */
const LEFT_OUT = [
  {
    share: 0.04,
    headers: { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
  },
  { share: 0.03, headers: { 'sec-gpc': '1' } },
]

function hourOf(random: () => number): number {
  let rest = random() * HOURS.reduce((sum, share) => sum + share, 0)
  return HOURS.findIndex((share) => {
    rest -= share
    return rest < 0
  })
}

/** A random number around the mean, as with independent visitors. */
function around(random: () => number, mean: number): number {
  const spread = Math.sqrt(mean) * 2 * (random() + random() + random() - 1.5)
  return Math.max(0, Math.round(mean + spread))
}

function headersOf(random: () => number): Visit['headers'] {
  const drawn = random()
  let reached = 0
  for (const { share, headers } of LEFT_OUT) {
    reached += share
    if (drawn < reached) return headers
  }
  return {}
}

function actOf(random: () => number, engaged: number): Visit['act'] {
  if (random() < LEAVES) return 'leave'
  return random() < engaged ? 'vote' : 'view'
}

/** Every visit of every demo reader, in the order of time. Each comes once: readers are known for a day only. */
export function demoVisits({ keys, origins, from, days, random }: VisitOptions): Visit[] {
  const visits: Visit[] = []
  for (let day = 0; day < days; day += 1) {
    const midnight = from + day * DAY
    const weekday = WEEKDAYS[new Date(midnight).getUTCDay()] ?? 1
    // Engagement grows a little, so that there is something to compare.
    const growth = 0.8 + (0.4 * day) / days
    for (const slug of SLUGS) {
      newspapers[slug].articles.forEach(({ path, title, section, consultations }, index) => {
        const { readers, engaged } = ARTICLES[index % ARTICLES.length] ?? { readers: 0, engaged: 0 }
        const origin = origins[slug][0] ?? ''
        const article = { origin, publisherKey: keys.publicKeys[slug], url: origin + path, title, section }
        for (let count = around(random, readers * weekday * growth); count > 0; count -= 1) {
          const isByLetter = random() < NEWSLETTER.share
          visits.push({
            at: midnight + hourOf(random) * HOUR + Math.floor(random() * HOUR),
            page: isByLetter ? { ...article, channel: NEWSLETTER.name } : article,
            consultation: consultations[Math.floor(random() * consultations.length)] ?? '',
            number: visits.length,
            headers: headersOf(random),
            act: actOf(random, engaged),
          })
        }
      })
    }
  }
  return visits.sort((one, other) => one.at - other.at)
}

/** The closed consultation was in the newsletters of both newspapers some months ago. */
const FINISHED = { readers: 700, firstDay: 148, lastDay: 97, engaged: 0.85 }

/** Every visit of the closed consultation's readers, in order of time. */
export function finishedVisits({
  keys,
  origins,
  now,
  random,
}: Omit<VisitOptions, 'from' | 'days'> & { now: number }): Visit[] {
  const { readers, firstDay, lastDay, engaged } = FINISHED
  const visits = Array.from({ length: readers }, (_, number): Visit => {
    const slug = SLUGS[Math.floor(random() * SLUGS.length)] ?? 'eveil'
    const origin = origins[slug][0] ?? ''
    return {
      at: now - Math.floor((lastDay + random() * (firstDay - lastDay)) * DAY),
      page: {
        origin,
        publisherKey: keys.publicKeys[slug],
        url: `${origin}/`,
        title: newspapers[slug].name,
        channel: NEWSLETTER.name,
      },
      consultation: DEMO_SLUGS.finished,
      number,
      headers: {},
      act: random() < engaged ? 'vote' : 'view',
    }
  })
  return visits.sort((one, other) => one.at - other.at)
}
