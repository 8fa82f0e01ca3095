import type { Article } from '@unisson/api/wire'
import { LIMITS } from '@unisson/api/wire/constants'
import { meta, readAddress } from './page.ts'
import type { Surroundings } from './surroundings.ts'

// A cut through a surrogate pair would leave half a character.
const cut = (text: string | undefined, length: number) =>
  text
    ?.trim()
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '') || undefined

// Without an offset the instant is unknown: the reader's time zone is not the newsroom's.
const instant = (text = '') => (/T.+(Z|[+-]\d\d:?\d\d)$/.test(text) && new Date(text).toJSON()) || undefined

// Something behind the host: a home page is no article.
const ARTICLE = /^https?:\/\/[^/]+\/./

/** Facts of an article; `meta` only where the page's metadata are about it. Undefined if the page is no article. */
export const describeArticle = (
  url: string,
  meta?: (key: string) => string | undefined,
  title?: string,
): Article | undefined =>
  ARTICLE.test(url)
    ? {
        url: url.slice(0, LIMITS.urlLength),
        title: cut(title || (meta && (meta('og:title') || document.title)), LIMITS.titleLength),
        section: cut(meta?.('article:section'), LIMITS.sectionLength),
        publishedAt: instant(meta?.('article:published_time')),
      }
    : undefined

/** The article in which the element stands; undefined in a channel, on a home page, in a file. */
export const articleOf = (page: Surroundings): Article | undefined => {
  const { url, isPage } = readAddress(page)
  return page.option('channel')
    ? undefined
    : describeArticle(url, isPage ? meta : undefined, page.option('article-title'))
}
