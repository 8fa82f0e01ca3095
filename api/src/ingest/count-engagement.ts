import { OTHER_CHANNELS } from '../domain/articles/channels.ts'
import type { LeftOutReason } from '../domain/engagement/audience.ts'
import {
  type BitsByScope,
  type CountedAct,
  foldEngagement,
  type NetworkDay,
  NOWHERE,
  type ReaderDay,
} from '../domain/engagement/fold-engagement.ts'
import type { Place } from '../domain/engagement/place.ts'
import { TRACE_NETWORK_LETTERS } from '../domain/readers/pseudonyms.ts'
import type { DailyKey, DailySet } from '../store/daily-sets.ts'
import type { Statement } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import type { ScopeKey, ScopeKind, ScopeStore } from '../store/scopes.ts'
import type { UnsavedCounts } from '../store/unsaved-counts.ts'
import type { Entry, Presence } from './commit-queue.ts'

const readerKey = ({ day, reader }: ReaderDay): DailyKey => ({ day, name: Buffer.from(reader, 'base64url') })

const networkKey = ({ day, network }: NetworkDay): DailyKey => ({
  day,
  name: Buffer.from(network, 'base64url'),
})

const readerDayOf = ({ day, reader }: Presence): ReaderDay | null =>
  reader === null ? null : { name: `${day} ${reader}`, day, reader }

function networkDayOf({ day, trace }: Presence): NetworkDay | null {
  if (trace === undefined) return null
  const network = trace.slice(0, TRACE_NETWORK_LETTERS)
  return { name: `${day} ${network}`, day, network }
}

/** What is stored of each, by name. */
async function storedOf<One extends { name: string }>(
  set: DailySet,
  ones: ReadonlyMap<string, One>,
  keyOf: (one: One) => DailyKey,
): Promise<(one: One) => BitsByScope> {
  const rows = await set.bits([...ones.values()].map(keyOf))
  const found = new Map([...ones.keys()].map((name, index) => [name, rows[index]]))
  return ({ name }) => found.get(name) ?? NOWHERE
}

/** What the entries of a batch rest upon. */
interface FoundEngagement {
  /** Of each entry: the scopes in which it counts. */
  scopeIds: readonly (readonly number[])[]
  stored(readerDay: ReaderDay): BitsByScope
  storedNetwork(networkDay: NetworkDay): BitsByScope
}

function countedActs(entries: readonly Entry[], { scopeIds }: FoundEngagement): CountedAct[] {
  const acts: CountedAct[] = []
  for (const [index, { presence, act, counters = {}, isSuspect = false }] of entries.entries()) {
    if (!presence || !act) continue
    const { hour, secondsSinceView } = presence
    const [readerDay, networkDay] = [readerDayOf(presence), networkDayOf(presence)]
    const where = { readerDay, networkDay, scopeIds: scopeIds[index] ?? [] }
    acts.push({ ...where, hour, act, counters, isSuspect, secondsSinceView })
  }
  return acts
}

const PLACES_REMEMBERED = 20_000

/** Names that pages make up are counted apart as long as they are few; a script must not fill the table with them. */
const MOST_VALUES = 200
const IS_LIMITED: ReadonlySet<ScopeKind> = new Set<ScopeKind>(['channel', 'section', 'language'])

/** Where an act counts: on the site and then in each part it belongs to; each for all consultations and for its own. */
function scopesOf(place: Place): ScopeKey[] {
  const { publisherId, consultationId } = place
  const parts: [ScopeKind, string | null][] = [
    ['site', ''],
    ['article', place.articleId],
    ['channel', place.channel],
    ['section', place.section],
    ['device', place.device],
    ['language', place.language],
  ]
  return parts.flatMap(([kind, value]) =>
    value === null
      ? []
      : [null, consultationId].map((consultation) => ({
          publisherId,
          consultationId: consultation,
          kind,
          value,
        })),
  )
}

/** Those of the site, of the scopes in which an act counts. */
const siteScopesOf = (scopeIds: readonly number[]): readonly number[] => scopeIds.slice(0, 2)

async function idOf(scopes: ScopeStore, scope: ScopeKey): Promise<number> {
  const known = await scopes.find(scope)
  if (known !== undefined) return known
  const isOneTooMany =
    IS_LIMITED.has(scope.kind) &&
    (await scopes.countBeside(scope)) >= MOST_VALUES &&
    !(await scopes.isDeclared(scope))
  return scopes.findOrCreate(isOneTooMany ? { ...scope, value: OTHER_CHANNELS } : scope)
}

/** The ids of scopes, which are made when they are first asked for. */
class ScopeIds {
  readonly #scopes: ScopeStore
  readonly #places = new Map<string, readonly number[]>()
  readonly #sites = new Map<string, number>()

  constructor(scopes: ScopeStore) {
    this.#scopes = scopes
  }

  /** Of all scopes in which an act at this place counts. */
  async of(place: Place): Promise<readonly number[]> {
    const { publisherId, consultationId, articleId, channel, section, device, language } = place
    const name = JSON.stringify([publisherId, consultationId, articleId, channel, section, device, language])
    const known = this.#places.get(name)
    if (known) return known
    const ids: number[] = []
    for (const scope of scopesOf(place)) ids.push(await idOf(this.#scopes, scope))
    if (this.#places.size >= PLACES_REMEMBERED) this.#places.clear()
    this.#places.set(name, ids)
    return ids
  }

  /** Of a whole site, all consultations together. */
  async ofSite(publisherId: string): Promise<number> {
    const known = this.#sites.get(publisherId)
    if (known !== undefined) return known
    const id = await this.#scopes.findOrCreate({ publisherId, consultationId: null, kind: 'site', value: '' })
    this.#sites.set(publisherId, id)
    return id
  }
}

/** Turns what entries mean for engagement into statements, knowing which readers were there before. */
export class EngagementCounter {
  readonly #engagement: Store['engagement']
  readonly #scopeIds: ScopeIds

  constructor({ engagement, scopes }: Pick<Store, 'engagement' | 'scopes'>) {
    this.#engagement = engagement
    this.#scopeIds = new ScopeIds(scopes)
  }

  /** Where each entry counts, and what is on disk of its reader's day. */
  async find(entries: readonly Entry[]): Promise<FoundEngagement> {
    const scopeIds: (readonly number[])[] = []
    const readers = new Map<string, ReaderDay>()
    const networks = new Map<string, NetworkDay>()
    for (const { presence, act, leftOut } of entries) {
      if (leftOut) scopeIds.push([await this.#scopeIds.ofSite(leftOut.publisherId)])
      else scopeIds.push(presence ? await this.#scopeIds.of(presence.place) : [])
      const readerDay = presence && act ? readerDayOf(presence) : null
      if (readerDay) readers.set(readerDay.name, readerDay)
      const networkDay = presence && act && act !== 'load' ? networkDayOf(presence) : null
      if (networkDay) networks.set(networkDay.name, networkDay)
    }
    const [stored, storedNetwork] = await Promise.all([
      storedOf(this.#engagement.readers, readers, readerKey),
      storedOf(this.#engagement.networks, networks, networkKey),
    ])
    return { scopeIds, stored, storedNetwork }
  }

  /** Statements for one transaction. `found` is what `find` gave for the same entries. */
  statements(entries: readonly Entry[], found: FoundEngagement): Statement[] {
    const engagement = this.#engagement
    const { stored, storedNetwork } = found
    const changes = foldEngagement(countedActs(entries, found), stored, storedNetwork)
    const { readers, networks, hours, delays } = changes
    const hasChanged = ({ changed }: { changed: BitsByScope }) => changed.size > 0
    return [
      ...entries.flatMap((entry, index) => this.#ofOne(entry, found.scopeIds[index] ?? [])),
      ...readers
        .filter(hasChanged)
        .map(({ readerDay, bits, changed }) =>
          engagement.readers.put(readerKey(readerDay), { bits, changed, before: stored(readerDay) }),
        ),
      // In the order of their hashes, which says nothing of whose they are.
      ...networks
        .filter(hasChanged)
        .sort((one, other) => (one.networkDay.network < other.networkDay.network ? -1 : 1))
        .map(({ networkDay, bits, changed }) =>
          engagement.networks.put(networkKey(networkDay), {
            bits,
            changed,
            before: storedNetwork(networkDay),
          }),
        ),
      ...hours
        .filter(({ counters }) => Object.values(counters).some((count) => count !== 0))
        .flatMap(({ scopeId, hour, counters }) => engagement.hours.add(scopeId, hour, counters)),
      ...delays.flatMap(({ scopeId, hour, slots }) => engagement.firstVoteDelays.add(scopeId, hour, slots)),
    ]
  }

  /**
   * What the entries come to, as if they were on disk. A part of a site shows loads and views alone: a vote is public at
   * once, and a figure of an article that moved in the same moment would say where its reader was.
   */
  async preview(entries: readonly Entry[]): Promise<UnsavedCounts> {
    const found = await this.find(entries)
    const acts = countedActs(entries, found).map((one) =>
      one.act === 'load' || one.act === 'view' ? one : { ...one, scopeIds: siteScopesOf(one.scopeIds) },
    )
    const { hours, delays } = foldEngagement(acts, found.stored, found.storedNetwork)
    return {
      hours: hours.map(({ scopeId, hour, counters }) => ({ scopeId, hour, totals: counters })),
      delays: delays.map(({ scopeId, hour, slots }) => ({ scopeId, hour, totals: slots })),
      leftOut: entries.flatMap(({ leftOut }, index) =>
        (leftOut ? (found.scopeIds[index] ?? []) : []).map((scopeId) => ({
          scopeId,
          hour: leftOut?.hour ?? 0,
          totals: { [leftOut?.reason as LeftOutReason]: 1 },
        })),
      ),
    }
  }

  /** Where a proposal was sent, or that a page view was left out. */
  #ofOne({ proposal, presence, leftOut }: Entry, scopeIds: readonly number[]): Statement[] {
    const engagement = this.#engagement
    return scopeIds.flatMap((id) => {
      if (leftOut) return engagement.leftOut.add(id, leftOut.hour, { [leftOut.reason]: 1 })
      if (!proposal || !presence) return []
      return engagement.putProposal(id, presence.hour, proposal.id, proposal.status === 'accepted')
    })
  }
}
