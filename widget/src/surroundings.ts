import type { SessionEvent } from '@unisson/api/wire'

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
  | 'debug'

/** What one page life has reported so far: the furthest event, the answer to the loader's request, the token. */
export interface Reported {
  event?: SessionEvent
  answer?: Promise<Response>
  session?: string
  /** Settles when the posts so far are answered. */
  asking?: Promise<void>
}

/** What the loader hands to the app. Both come from one build, so the two never disagree on it. */
export interface Surroundings {
  host: string
  /** Its shadow root holds the slot for the page's own content, until the app puts the card there. */
  element: HTMLElement
  reported: Reported
  /** Value of an attribute, or of the site-wide default in the page's meta element. */
  option(name: Attribute): string | undefined
  /** Content of a meta element of the page, by its name or its property. */
  meta(key: string): string | undefined
  /** The article's address, as the page declares it. */
  address(): string
}

/** The element as the loader defines it; its reactions begin and end a life of the widget. */
export interface LoadedElement extends HTMLElement {
  connectedCallback(): void
  disconnectedCallback(): void
}

/** What the app hands back. */
export interface App {
  reload(): void
  forget(): Promise<void>
  stop(): void
}

export interface AppModule {
  mount(surroundings: Surroundings): App
}
