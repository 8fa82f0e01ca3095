import type { SessionEvent } from '@unisson/api/wire'

/** The attributes of the element. */
export type Attribute =
  | 'consultation'
  | 'publisher'
  | 'proposal'
  | 'lang'
  | 'theme'
  | 'layout'
  | 'loading'
  | 'heading-level'
  | 'article-url'
  | 'article-title'
  | 'channel'
  | 'reader-token'
  | 'analytics'
  | 'consent'
  | 'host'
  | 'debug'

/** What one page view has reported so far: the furthest event, the answer to the loader's request (undefined: none), the token. */
export interface Reported {
  event?: SessionEvent
  answer?: Promise<Response | undefined>
  session?: string
  /** The reader token that the session was last told. */
  readerToken?: string | undefined
  /** Settles when the posts so far are answered. */
  asking?: Promise<void>
}

/** What an app knows of its element and the page around it. */
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
  /** Begins another page view. */
  restart?(): void
}

/** What the app hands back. */
export interface App {
  reload(): void
  forget(): Promise<void>
  stop(): void
}

/** How the loader hands over to the app. */
export type Mount = (
  host: string,
  element: LoadedElement,
  reported: Reported,
  first: Promise<Response | undefined> | undefined,
  option: (name: Attribute) => string | null | undefined,
) => App

export interface AppModule {
  mount: Mount
}

/** All that a script can set on its element; the script's other attributes are its own. The first five make it this one. */
export const SETTINGS =
  /* @__PURE__ */ 'consultation publisher lang article-url channel theme layout loading heading-level article-title reader-token analytics consent debug'.split(
    ' ',
  ) as Attribute[]

/** With another value of one of these the element is another: of another article, consultation, reader or server. */
export const IDENTITY: readonly Attribute[] = [
  'consultation',
  'publisher',
  'lang',
  'article-url',
  'channel',
  'host',
]
