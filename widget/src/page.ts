import type { Surroundings } from './surroundings.ts'

/** Content of the page's meta element of this name or property. */
export const meta = (key: string): string | undefined =>
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
export const readAddress = ({ option }: Surroundings): { url: string; isPage: boolean } => {
  const page = withoutFragment(pageAddress())
  const given = option('article-url')
  const url = given ? withoutFragment(link(given).href) : page
  return { url, isPage: url === page }
}
