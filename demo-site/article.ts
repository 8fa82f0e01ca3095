/** What the page of an article is made of. */
export interface Article {
  /** Where readers find it, and the end of its canonical URL. */
  path: string
  /** Name of its files: `articles/{file}.html` and `public/{file}.svg`. */
  file: string
  section: string
  kicker: string
  title: string
  /** Shown below the headline and given to search engines. */
  standfirst: string
  author: string
  /** ISO 8601 with offset. */
  publishedAt: string
  /** As printed, in French. */
  published: string
  minutes: number
  illustration: { alternative: string; caption: string }
  /** Slugs of the consultations on the page, from top to bottom. */
  consultations: readonly string[]
  /** Serve the page under the strictest policy that the embed must bear. */
  strictPolicy?: boolean
}
