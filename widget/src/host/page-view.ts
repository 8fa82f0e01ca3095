import type { Article, PageView, SessionEvent, SessionRequest } from '@unisson/api/wire'
import { LIMITS } from '@unisson/api/wire/constants'
import { locale } from '../words/locale.ts'
import type { Surroundings } from './element.ts'

/** Content of the page's meta element of this name or property. */
const meta = (key: string): string | undefined =>
  document.querySelector<HTMLMetaElement>(`meta[name="${key}"],meta[property="${key}"]`)?.content

/** As a link would lead there, relative or not. */
const link = (href: string) => Object.assign(document.createElement('a'), { href })

/** The same for a site and its twin for phones. */
const site = (host: string) => host.replace(/^(www|m|mobile|amp)\./, '')

/** The page's address as it declares it, unless that is on another's host, as in syndicated articles; else its own. */
const pageAddress = (): string => {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel~=canonical]')?.href
  const declared = link(canonical || meta('og:url') || location.href)
  return site(declared.host) === site(location.host) ? declared.href : location.href
}

const withoutFragment = (address: string) => address.replace(/#.*/, '')

/** The article around the element, and whether the page is about it, or about another above it. */
const readAddress = ({ option }: Surroundings): { url: string; isPage: boolean } => {
  const page = withoutFragment(pageAddress())
  const given = option('article-url')
  const url = given ? withoutFragment(link(given).href) : page
  return { url, isPage: url === page }
}

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
const articleOf = (page: Surroundings): Article | undefined => {
  const { url, isPage } = readAddress(page)
  return page.option('channel')
    ? undefined
    : describeArticle(url, isPage ? meta : undefined, page.option('article-title'))
}

const KEY = 'unisson-newsroom'

/**
 * Why this page view asks not to be counted: a program drives the browser, or somebody of the newsroom sits before it,
 * who once opened any article with #unisson-ignore-me (#unisson-count-me takes it back).
 */
export const leaveOut = (): SessionRequest['leaveOut'] => {
  const wish = /^#unisson-(ignore|count)-me$/.exec(location.hash)?.[1]
  let isNewsroom = wish === 'ignore'
  try {
    if (wish === 'count') localStorage.removeItem(KEY)
    if (isNewsroom) localStorage.setItem(KEY, '1')
    isNewsroom ||= !!localStorage.getItem(KEY)
  } catch {
    // Without storage the wish holds for this page.
  }
  return navigator.webdriver ? 'automated' : isNewsroom ? 'newsroom' : undefined
}

/** The token by which the page's publisher vouches for its subscriber, as it is now. */
export const readerToken = ({ option }: Surroundings): string | undefined =>
  option('reader-token')?.slice(0, LIMITS.readerTokenLength) || undefined

/** What this page view says of itself: no field that the API would refuse it for. */
export const describePage = (page: Surroundings, event: SessionEvent): PageView => ({
  publisher: page.option('publisher') ?? '',
  consultation: page.option('consultation') ?? '',
  event,
  article: articleOf(page),
  channel: page.option('channel')?.slice(0, LIMITS.channelLength),
  language: locale.language,
  leaveOut: leaveOut(),
  readerToken: readerToken(page),
  test: /^#unisson-test=([\w-]{16,40})$/.exec(location.hash)?.[1],
})
