/** One address of an article that was merged into another. */
export interface ArticleMerge {
  articleId: string
  intoId: string
}

/** Which articles are one, as the merges say. */
export interface MergedArticles {
  /** The article into which one was merged at last; itself if it was not. */
  rootOf(articleId: string): string
  /** An article with all merged into it, directly or indirectly; itself first. */
  membersOf(rootId: string): readonly string[]
}

/** Reads merges. A circle, which nobody can make, would count as its smallest id, and not hang anything. */
export function mergedArticles(merges: Iterable<ArticleMerge>): MergedArticles {
  const into = new Map([...merges].map(({ articleId, intoId }) => [articleId, intoId]))

  function rootOf(articleId: string): string {
    const passed = new Set<string>()
    let id = articleId
    for (let next = into.get(id); next !== undefined; next = into.get(id)) {
      if (passed.has(id)) return [...passed].sort()[0] ?? id
      passed.add(id)
      id = next
    }
    return id
  }

  const members = new Map<string, string[]>()
  for (const articleId of into.keys()) {
    const root = rootOf(articleId)
    if (root === articleId) continue
    const known = members.get(root)
    if (known) known.push(articleId)
    else members.set(root, [root, articleId])
  }
  return { rootOf, membersOf: (rootId) => members.get(rootId) ?? [rootId] }
}
