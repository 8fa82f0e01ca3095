import { OWN_PUBLISHER_KEY } from '../wire/constants.ts'
import type { Consultation } from '../wire/index.ts'

/** What a reader comes with. It goes on with each link and form that leads from one of our pages to another. */
export interface ReaderContext {
  /** Public key of the publisher that the visit counts for, and whose words the pages speak. */
  publisherKey: string
  /** Through which channel the link came; empty: none. */
  channel: string
  /** Id of the proposal that the link names; empty: none. */
  proposal: string
  /** In which the pages are shown; empty: there is no choice. */
  lang: string
}

/** In which language the pages of a consultation are to be shown further on. */
export const keptLanguage = ({
  language,
  languages,
}: Pick<Consultation, 'language' | 'languages'>): string => (languages ? language : '')

const withoutEmpty = (parts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''))

/** The same as parameters of an address; what is usual is left out. */
export function keptParameters(context: ReaderContext): Record<string, string> {
  const { publisherKey, channel, proposal, lang } = context
  const publisher = publisherKey === OWN_PUBLISHER_KEY ? '' : publisherKey
  return withoutEmpty({ publisher, channel, proposal, lang })
}

/**
 * The address of a page of ours for this reader; `more` is what it asks of that page, and empty parts are left out. An empty
 * path is the page itself.
 */
export function addressFor(
  context: ReaderContext,
  path: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(withoutEmpty({ ...keptParameters(context), ...more }))
  return path === '' || query.size > 0 ? `${path}?${query}` : path
}
