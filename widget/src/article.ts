import type { Article } from '@unisson/api/wire'
import { LIMITS } from '@unisson/api/wire/constants'
import type { Surroundings } from './surroundings.ts'

// A cut through a surrogate pair would leave half a character.
const cut = (text: string | undefined, length: number) =>
  text
    ?.trim()
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '') || undefined

// Without an offset the instant is unknown: the reader's time zone is not the newsroom's.
const instant = (text = '') => (/T.+(Z|[+-]\d\d:?\d\d)$/.test(text) && new Date(text).toJSON()) || undefined

/** What the page says about the article it is, from its own metadata; undefined where it is no web page. */
export const describeArticle = (url: string, meta: Surroundings['meta']): Article | undefined =>
  /^https?:/.test(url)
    ? {
        url: url.slice(0, LIMITS.urlLength),
        title: cut(meta('og:title') || document.title, LIMITS.titleLength),
        section: cut(meta('article:section'), LIMITS.sectionLength),
        publishedAt: instant(meta('article:published_time')),
      }
    : undefined
