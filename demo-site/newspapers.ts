import type { Article } from './article.ts'
import { eveilArticles } from './eveil-articles.ts'
import { signalArticles } from './signal-articles.ts'

export type NewspaperSlug = 'eveil' | 'signal'

export interface Newspaper {
  slug: NewspaperSlug
  name: string
  articles: readonly Article[]
}

export const newspapers: Readonly<Record<NewspaperSlug, Newspaper>> = {
  eveil: { slug: 'eveil', name: 'L’Éveil des territoires', articles: eveilArticles },
  signal: { slug: 'signal', name: 'Signal faible', articles: signalArticles },
}
