import type { Article } from '@unisson/api/wire'
import { LIMITS } from '@unisson/api/wire/constants'
import { metaContent } from './page.ts'

// A cut through a surrogate pair would leave half a character.
const cut = (text: string | undefined, length: number) =>
  text?.trim().slice(0, length).replace(/[\uD800-\uDBFF]$/, '') || undefined

// Without an offset the instant is unknown: the reader's time zone is not the newsroom's.
const instant = (text = '') => {
  const time = /T.+(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : 0
  return time ? new Date(time).toISOString() : undefined
}

/** What the page says about the article it is, from its own metadata. */
export const describeArticle = (url: string): Article => ({
  url,
  title: cut(metaContent('og:title') || document.title, LIMITS.titleLength),
  section: cut(metaContent('article:section'), LIMITS.sectionLength),
  publishedAt: instant(metaContent('article:published_time')),
})
