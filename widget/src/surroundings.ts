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
  | 'article-title'
  | 'channel'
  | 'host'
  | 'debug'

/** What one page life has reported so far: the furthest event, the answer to the loader's request (undefined: none), the token. */
export interface Reported {
  event?: SessionEvent
  answer?: Promise<Response | undefined>
  session?: string
  /** Settles when the posts so far are answered. */
  asking?: Promise<void>
}

/** What the loader hands to the app. Both come from one build, so the two never disagree on it. */
export interface Surroundings {
  host: string
  /** Its shadow root holds the slot for the page's own content, until the app puts the card there. */
  element: LoadedElement
  reported: Reported
  /** The first draw, asked for while the app was on its way; taken once. */
  first?: Promise<Response | undefined> | undefined
  /** Value of an attribute, or of the site-wide default in the page's meta element. */
  option(name: Attribute): string | undefined
}

/** The element as the loader defines it. */
export interface LoadedElement extends HTMLElement {
  /** Begins another page life. */
  restart?(): void
}

/** What the app hands back. */
export interface App {
  reload(): void
  forget(): Promise<void>
  stop(): void
}

/** As the loader, which is counted by the byte, gives it. */
export type Raw = Omit<Surroundings, 'option'> & { option(name: Attribute): string | null | undefined }

export interface AppModule {
  mount(surroundings: Raw): App
}
