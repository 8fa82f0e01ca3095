import { XSadd } from 'ml-xsadd'
import type { Statement } from '../../api/src/store/database.ts'
import type { Store } from '../../api/src/store/index.ts'
import type { BenchConsultation } from '../bench/loads.ts'

const DAYS = 400
const ARTICLES = 2000
const HOUR = 3_600_000
const SECTIONS = 10
/** Most of an article's readers come on its first days. */
const LIFE_HOURS = 10 * 24
const HALF_LIFE_HOURS = 24
const STATEMENTS_AT_ONCE = 5000

interface Counts {
  loads: number
  views: number
  readersLoaded: number
  readersViewed: number
  readersEngaged: number
  votes: number
  readersProposed: number
  proposals: number
}

/** As in the largest consultation of its kind: 15,000 proposals of half a million engaged readers. */
const PROPOSED = 0.03

function proposed(engaged: number, runtime: XSadd) {
  const expected = engaged * PROPOSED
  const count = Math.floor(expected) + (runtime.random() < expected % 1 ? 1 : 0)
  return { readersProposed: count, proposals: count }
}

const counts = (loads: number, runtime: XSadd): Counts => {
  const views = Math.round(loads * (0.6 + 0.1 * runtime.random()))
  const engaged = Math.round(views * (0.15 + 0.2 * runtime.random()))
  return {
    loads,
    views,
    readersLoaded: loads,
    readersViewed: views,
    readersEngaged: engaged,
    votes: 3 * engaged,
    ...proposed(engaged, runtime),
  }
}

function plus(into: Map<string, Counts>, name: string, more: Counts): void {
  const sum = into.get(name)
  if (!sum) into.set(name, { ...more })
  else for (const key of Object.keys(more) as (keyof Counts)[]) sum[key] += more[key]
}

/** How many loads an article has in an hour of its life, in whole numbers that add up to about `total`. */
function loadsIn(hour: number, total: number, runtime: XSadd): number {
  const share = (Math.LN2 / HALF_LIFE_HOURS) * 2 ** (-hour / HALF_LIFE_HOURS)
  const expected = total * share
  return Math.floor(expected) + (runtime.random() < expected % 1 ? 1 : 0)
}

/**
 * Writes what so many loads leave behind, in the order of time, by the store's own statements, many to a transaction.
 * Gives the number of hours with readers, summed over all parts of the site.
 */
export async function fillStatistics(
  store: Store,
  consultation: BenchConsultation,
  loads: number,
): Promise<number> {
  const runtime = new XSadd(1)
  const { publisherId, id: consultationId, proposalIds } = consultation
  const end = Math.floor(Date.now() / HOUR) * HOUR
  const begin = end - DAYS * 24 * HOUR
  const articles = Array.from({ length: ARTICLES }, (_, number) => ({
    id: `article${String(number).padStart(5, '0')}`,
    born: Math.floor((number / ARTICLES) * (DAYS * 24 - LIFE_HOURS)),
    section: `Rubrique ${number % SECTIONS}`,
    total: (loads / ARTICLES) * (0.2 + 1.6 * runtime.random()),
  }))
  for (const { id, section } of articles)
    await store.articles.findOrCreate({
      id,
      publisherId,
      url: `${consultation.origin}/${id}`,
      title: `Le titre de l’${id}`,
      section,
      publishedAt: begin,
      createdAt: begin,
    })

  const scopes = new Map<string, number>()
  async function scopeOf(
    kind: 'site' | 'article' | 'section' | 'device' | 'language',
    value: string,
    own: string | null,
  ) {
    const name = `${kind} ${value} ${own}`
    const known =
      scopes.get(name) ?? (await store.scopes.findOrCreate({ publisherId, consultationId: own, kind, value }))
    scopes.set(name, known)
    return known
  }

  let waiting: Statement[] = []
  let rows = 0
  const write = async () => {
    await store.database.write(waiting)
    waiting = []
  }
  for (let hour = 0; hour < DAYS * 24; hour++) {
    const sums = new Map<string, Counts>()
    for (const { id, born, section, total } of articles) {
      const age = hour - born
      const read = age < 0 || age > LIFE_HOURS ? 0 : loadsIn(age, total, runtime)
      if (read === 0) continue
      const more = counts(read, runtime)
      plus(sums, 'site ', more)
      plus(sums, `article ${id}`, more)
      plus(sums, `section ${section}`, more)
      plus(sums, `device ${runtime.random() < 0.6 ? 'phone' : 'desktop'}`, more)
      plus(sums, 'language fr', more)
    }
    for (const [name, sum] of sums) {
      const kind = name.slice(0, name.indexOf(' ')) as 'site'
      const value = name.slice(kind.length + 1)
      for (const own of [null, consultationId]) {
        const scope = await scopeOf(kind, value, own)
        const at = begin + hour * HOUR
        waiting.push(...store.engagement.hours.add(scope, at, sum))
        if (sum.readersEngaged > 0)
          waiting.push(...store.engagement.firstVoteDelays.add(scope, at, { slot4: sum.readersEngaged }))
        for (let place = 0; place < sum.proposals; place++)
          waiting.push(
            ...store.engagement.putProposal(
              scope,
              at,
              proposalIds[(hour + place) % proposalIds.length] ?? '',
              true,
            ),
          )
        rows += 1
      }
    }
    if (waiting.length >= STATEMENTS_AT_ONCE) await write()
  }
  await write()
  return rows
}
