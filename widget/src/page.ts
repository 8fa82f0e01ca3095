import { LIMITS } from '@unisson/api/wire/constants'

/** Content of a meta element, by its name or its property. */
export const metaContent = (key: string): string | undefined =>
  document.querySelector<HTMLMetaElement>(`meta[name="${key}"],meta[property="${key}"]`)?.content

/** The article's address: as given, else as the page declares it, else where the reader is. */
export const articleAddress = (given: string | undefined): string | undefined =>
  [
    given,
    document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href,
    metaContent('og:url'),
    location.href,
  ]
    .find((address) => /^https?:/.test(address ?? ''))
    ?.replace(/#.*/, '')
    .slice(0, LIMITS.urlLength)
