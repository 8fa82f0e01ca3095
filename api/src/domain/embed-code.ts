/** What a consultation is embedded as. */
export interface Embedding {
  /** Origin under which readers reach us. */
  publicUrl: string
  slug: string
  /** `fr` or `en`: of the interface. */
  language: string
  publisherKey: string
  /** Where it stands, if that is no article; empty: an article. */
  channel: string
  theme: 'auto' | 'light' | 'dark'
}

/** The forms in which a consultation goes into a page; all of them end at the same widget. */
export interface EmbedCode {
  /** Element and script, with its place held and a link that works without JavaScript. */
  element: string
  /** One tag, for content systems that take a script only. */
  script: string
  /** For content systems that take neither. */
  iframe: string
  /** For content systems that turn a link into what it leads to (oEmbed), for newsletters, and for codes to be scanned. */
  link: string
}

/** Its height from 480 px of width on; below, it needs more. */
export const CARD_HEIGHT = 352
export const NARROW_CARD_HEIGHT = 420
export const NARROW_BELOW = 480

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')

const LINK_TEXT: Readonly<Record<string, string>> = { fr: 'Donner mon avis', en: 'Have my say' }

function query({ publisherKey, channel, theme }: Embedding): string {
  const values = new URLSearchParams({ publisher: publisherKey })
  if (channel !== '') values.set('channel', channel)
  if (theme !== 'auto') values.set('theme', theme)
  return values.toString()
}

/** Address of the page that a frame shows: the widget and nothing else. */
export const frameAddress = (embedding: Embedding): string =>
  `${embedding.publicUrl}/c/${embedding.slug}/frame?${query(embedding)}`

/** Link to the consultation's own page that says through whom the reader came. */
export const linkAddress = (embedding: Embedding): string =>
  `${embedding.publicUrl}/c/${embedding.slug}?${query(embedding)}`

/** A frame of this size, without borders and without what the article's readers gave no consent to. */
export const frameTag = (embedding: Embedding, width: string, height: number): string =>
  `<iframe${attributes({
    src: frameAddress(embedding),
    width,
    height: String(height),
    title: LINK_TEXT[embedding.language] ?? LINK_TEXT['en'] ?? '',
    style: 'border:0;display:block',
    loading: 'lazy',
  })}></iframe>`

/** The line to paste, in each of its forms. */
export function embedCode(embedding: Embedding): EmbedCode {
  const { publicUrl, slug, language, publisherKey, channel, theme } = embedding
  const shared = { channel, theme: theme === 'auto' ? '' : theme }
  const element = attributes({ consultation: slug, publisher: publisherKey, lang: language, ...shared })
  const text = LINK_TEXT[language] ?? LINK_TEXT['en']
  const source = escaped(`${publicUrl}/embed.js`)
  const data = attributes({
    'data-consultation': slug,
    'data-publisher': publisherKey,
    'data-lang': language,
    'data-channel': shared.channel,
    'data-theme': shared.theme,
  })
  return {
    element: [
      `<unisson-consultation${element}>`,
      `  <svg width="100%" height="${CARD_HEIGHT}" aria-hidden="true"></svg><a href="${escaped(linkAddress(embedding))}">${text}</a>`,
      '</unisson-consultation>',
      `<script async src="${source}"></script>`,
    ].join('\n'),
    script: `<script async src="${source}"${data}></script>`,
    iframe: frameTag(embedding, '100%', NARROW_CARD_HEIGHT),
    link: linkAddress(embedding),
  }
}
