import type { EngagementStore, ScopeKey } from '../store/engagement.ts'

/** Where something happened: on a publisher's site and, if it is known, on an article, around a consultation. */
export interface Place {
  publisherId: string
  articleId: string | null
  consultationId: string
}

const REMEMBERED = 20_000

/** Where an act counts: on the site and, if it has one, the article; each for its consultation and for all. */
function scopesOf({ publisherId, articleId, consultationId }: Place): ScopeKey[] {
  const whole = { publisherId, articleId: null }
  const scopes = [
    { ...whole, consultationId: null },
    { ...whole, consultationId },
  ]
  if (articleId === null) return scopes
  const article = { publisherId, articleId }
  return [...scopes, { ...article, consultationId: null }, { ...article, consultationId }]
}

/** The ids of a place's scopes: from memory at once, else a promise that reads or makes them. */
export function scopeIds(engagement: EngagementStore, freshId: () => string) {
  const known = new Map<string, string[]>()

  async function find(place: Place, name: string): Promise<string[]> {
    const ids: string[] = []
    for (const scope of scopesOf(place)) ids.push(await engagement.scopeId(scope, freshId()))
    if (known.size >= REMEMBERED) known.clear()
    known.set(name, ids)
    return ids
  }

  return (place: Place): string[] | Promise<string[]> => {
    const name = `${place.publisherId} ${place.articleId ?? ''} ${place.consultationId}`
    return known.get(name) ?? find(place, name)
  }
}
