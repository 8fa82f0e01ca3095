import type { Device } from '../domain/audience.ts'
import type { ScopeKey, ScopeKind, ScopeStore } from '../store/scopes.ts'

/** Where something happened: on which part of a publisher's site, around which consultation. */
export interface Place {
  publisherId: string
  consultationId: string
  articleId: string | null
  channel: string | null
  section: string | null
  device: Device
  language: string
}

const REMEMBERED = 20_000

/** Names that pages make up are counted apart as long as they are few; a script must not fill the table with them. */
const MOST_VALUES = 200
/** All the further ones together. */
const OTHERS = '…'
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
  const isOneTooMany = IS_LIMITED.has(scope.kind) && (await scopes.countBeside(scope)) >= MOST_VALUES
  return scopes.findOrCreate(isOneTooMany ? { ...scope, value: OTHERS } : scope)
}

/** The ids of a place's scopes: from memory at once, else a promise that reads or makes them. */
export function scopeIds(scopes: ScopeStore) {
  const known = new Map<string, number[]>()

  async function find(place: Place, name: string): Promise<number[]> {
    const ids: number[] = []
    for (const scope of scopesOf(place)) ids.push(await idOf(scopes, scope))
    if (known.size >= REMEMBERED) known.clear()
    known.set(name, ids)
    return ids
  }

  return (place: Place): number[] | Promise<number[]> => {
    const { publisherId, consultationId, articleId, channel, section, device, language } = place
    // What pages make up stands last and apart, so that no two places share a name.
    const made = channel === null && section === null ? '' : JSON.stringify([channel, section])
    const name = `${publisherId} ${consultationId} ${articleId} ${device} ${language} ${made}`
    return known.get(name) ?? find(place, name)
  }
}

/** The id of the scope of a whole site, all consultations together. */
export const siteScope = (scopes: ScopeStore, publisherId: string): Promise<number> =>
  scopes.findOrCreate({ publisherId, consultationId: null, kind: 'site', value: '' })
