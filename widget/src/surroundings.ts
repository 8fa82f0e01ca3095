import type { Article, SessionEvent } from '@unisson/api/wire'

/** The attributes of the element. */
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
  reported: Reported
  /** The first draw, asked for while the app was on its way */
  first: Promise<Response>
  /** Value of an attribute, or of the site-wide default in the page's meta element. */
  option(name: Attribute): string | undefined
  /** Content of a meta element of the page, by its name or its property. */
  meta(key: string): string | undefined
  /** The article's address; undefined where the widget does not stand in one. */
  address(): string | undefined
  /** Posts to a path of the API. */
  post(path: string, body: string): Promise<Response>
  /** Posts an event of this page life, with the token of an earlier one if there is one. */
  report(event: SessionEvent, article: Article | undefined, session?: string): Promise<Response>
  /** Asks for a draw; `query` is added to the address that all readers share. */
  draw(query?: string): Promise<Response>
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
