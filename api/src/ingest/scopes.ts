import { OTHER_CHANNELS } from '../domain/articles/channels.ts'
import type { Place } from '../domain/engagement/place.ts'
import type { ScopeKey, ScopeKind, ScopeStore } from '../store/scopes.ts'

const REMEMBERED = 20_000

/** Names that pages make up are counted apart as long as they are few; a script must not fill the table with them. */
const MOST_VALUES = 200
const IS_LIMITED: ReadonlySet<ScopeKind> = new Set<ScopeKind>(['channel', 'section', 'language'])

/** Where an act counts: on the site and in each part it belongs to; each for all consultations and for its own. */
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
export class ScopeIds {
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
    if (this.#places.size >= REMEMBERED) this.#places.clear()
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
