import type { Article, SessionEvent } from '@unisson/api/wire'

/** The attributes of the element, all observed. */
export type Attribute =
  | 'consultation'
  | 'publisher'
  | 'lang'
  | 'theme'
  | 'layout'
  | 'loading'
  | 'heading-level'
  | 'article-url'
  | 'channel'

/** What one page life has reported so far: the furthest event, and the answer to its request. */
export interface Reported {
  event?: SessionEvent
  answer?: Promise<Response>
}

/** What the loader hands to the app. Both come from one build, so the two never disagree on it. */
export interface Surroundings {
  host: string
  element: HTMLElement
  root: ShadowRoot
  card: HTMLElement
  reported: Reported
  /** The first draw, asked for while the app was on its way */
  draw: Promise<Response>
  /** Value of an attribute, or of the site-wide default in the page's meta element. */
  option(name: Attribute): string | undefined
  request(address: string, body?: string | null): Promise<Response>
  /** Posts an event of this page life, with the token of an earlier one if there is one. */
  post(event: SessionEvent, article: Article | undefined, session?: string): Promise<Response>
}

/** What the app hands back. */
export interface App {
  reload(): Promise<void>
  forget(): Promise<void>
  stop(): void
}

export interface AppModule {
  mount(surroundings: Surroundings): App
}
