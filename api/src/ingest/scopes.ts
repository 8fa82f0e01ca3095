import type { EngagementStore, ScopeKey } from '../store/engagement.ts'

const REMEMBERED = 50_000

/** Where an act counts: on the site and, if it has one, the article; each for its consultation and for all. */
export function scopesOf(publisherId: string, articleId: string | null, consultationId: string): ScopeKey[] {
  const places = articleId === null ? [null] : [null, articleId]
  return places.flatMap((place) => [
    { publisherId, articleId: place, consultationId: null },
    { publisherId, articleId: place, consultationId },
  ])
}

/** Gives the ids of scopes, remembered in memory. */
export function scopeIds(
  engagement: EngagementStore,
  freshId: () => string,
): (scope: ScopeKey) => Promise<string> {
  const known = new Map<string, string>()
  return async (scope) => {
    const name = `${scope.publisherId} ${scope.articleId ?? ''} ${scope.consultationId ?? ''}`
    const remembered = known.get(name)
    if (remembered !== undefined) return remembered
    const id = await engagement.scopeId(scope, freshId())
    if (known.size >= REMEMBERED) known.clear()
    known.set(name, id)
    return id
  }
}
