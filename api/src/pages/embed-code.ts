import type { Publisher } from '../cache/directory.ts'
import { type PublicNames, scriptsOf } from '../domain/public-names.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { EmbedCodeQuery, OwnWords, ResultsView } from '../wire/index.ts'
import { LANGUAGES, nearestLanguage, wordsIn } from './languages.ts'
import type { Words } from './words.ts'

/** What a consultation is embedded as. */
export interface Embedding {
  /** Origin under which readers reach us. */
  publicUrl: string
  /** Name of the script. */
  script: string
  slug: string
  /** Of the interface. */
  language: string
  /** The same, where it is not that of the consultation; empty: it is. */
  lang: string
  publisherKey: string
  /** Where it stands, if that is no article; empty: an article. */
  channel: string
  theme: 'auto' | 'light' | 'dark'
  layout: 'card' | 'compact'
  /** Of the proposal that is shown first; empty: none. */
  proposal: string
  /** The part of the results that is shown in place of the widget; empty: the widget. */
  view: ResultsView['view'] | ''
  /** What is said in other words than usual. */
  own?: OwnWords | undefined
  /** Language of the interface for the consultation, where no other is asked for. */
  usual: string
}

/** How a consultation looks in a publisher's pages, as it was asked for. */
export function embeddingOf(
  { publicUrl, names }: { publicUrl: string; names: PublicNames },
  consultation: Pick<ConsultationRecord, 'slug' | 'language'>,
  publisher: Pick<Publisher, 'publicKey'>,
  asked: Partial<Omit<EmbedCodeQuery, 'consultation' | 'proposals'>>,
  own: OwnWords | undefined,
): Embedding {
  const usual = nearestLanguage(consultation.language)
  const language = asked.lang === undefined ? usual : nearestLanguage(asked.lang, usual)
  return {
    publicUrl,
    script: names.script,
    slug: consultation.slug,
    language,
    lang: language === usual ? '' : language,
    publisherKey: publisher.publicKey,
    channel: asked.channel ?? '',
    theme: asked.theme ?? 'auto',
    layout: asked.layout ?? 'card',
    proposal: asked.proposal ?? '',
    view: asked.view ?? '',
    own,
    usual,
  }
}

/** In what the pasted code itself says. */
const wordsOf = ({ language, own }: Embedding): Words => wordsIn(language, own)

/** The forms in which a consultation goes into a page; all of them end at the same widget. */
export interface EmbedCode {
  /** Element and script, with its place held and a link that works without JavaScript. */
  element: string
  /** One tag, for content systems that take a script only. */
  script: string
  /** For content systems that take neither. */
  iframe: string
  /** For content systems that turn a link into what it leads to (oEmbed), for newsletters, and for partners. */
  link: string
  /** Address of the page that the frame shows. */
  frame: string
  /** Address of the picture, to be scanned, that leads where the link leads. */
  code: string
  /** Of the interface, all that may be asked for; that of the consultation first. */
  languages: string[]
}

const CARD_HEIGHT = 352
const NARROW_CARD_HEIGHT = 420
const NARROW_BELOW = 480
const COMPACT_HEIGHT = 200

/** How high the widget is, in pixels: in a column of this width, or in any (`undefined`). */
export function heightOf(layout: Embedding['layout'], width?: number): number {
  if (layout === 'compact') return COMPACT_HEIGHT
  return width !== undefined && width >= NARROW_BELOW ? CARD_HEIGHT : NARROW_CARD_HEIGHT
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')

const linkText = (embedding: Embedding): string => wordsOf(embedding).say('page.haveMySay')

/** What a screen reader says of the frame before it is entered. */
const frameTitle = (embedding: Embedding): string =>
  embedding.view === '' ? linkText(embedding) : wordsOf(embedding).say('widget.link.results')

function query({ publisherKey, lang, channel, proposal, view }: Embedding): URLSearchParams {
  const values = new URLSearchParams({ publisher: publisherKey })
  for (const [name, value] of Object.entries({ lang, channel, proposal, view }))
    if (value !== '') values.set(name, value)
  return values
}

/** Address of the page that a frame shows: the widget and nothing else. */
function frameAddress(embedding: Embedding): string {
  const values = query(embedding)
  if (embedding.theme !== 'auto') values.set('theme', embedding.theme)
  if (embedding.layout !== 'card') values.set('layout', embedding.layout)
  return `${embedding.publicUrl}/c/${embedding.slug}/frame?${values}`
}

/** Link to the consultation's own page, with the publisher that it counts for. */
export const linkAddress = (embedding: Embedding): string =>
  `${embedding.publicUrl}/c/${embedding.slug}?${query(embedding)}`

/**
 * A frame of this size, without a border. It gets the address of the article around it, which
 * a page on the server's own origin cannot know.
 */
export const frameTag = (embedding: Embedding, width: string, height: number): string =>
  `<iframe${attributes({
    src: frameAddress(embedding),
    width,
    height: String(height),
    title: frameTitle(embedding),
    style: 'border:0;display:block',
    loading: 'lazy',
    referrerpolicy: 'no-referrer-when-downgrade',
  })}></iframe>`

/** A part of the results, by a script of its own; it names the publisher for its own words. */
function resultsCode(embedding: Embedding): Pick<EmbedCode, 'element' | 'script'> {
  const { publicUrl, script: main, slug, language, publisherKey, theme, layout, view, proposal } = embedding
  const values = {
    consultation: slug,
    publisher: publisherKey,
    view,
    proposal,
    lang: language,
    theme: theme === 'auto' ? '' : theme,
  }
  const script = `<script async src="${escaped(`${publicUrl}/${scriptsOf(main).results}`)}"></script>`
  const element = [
    `<unisson-results${attributes(values)}>`,
    `  <svg width="100%" height="${heightOf(layout, NARROW_BELOW)}" aria-hidden="true"></svg><a href="${escaped(linkAddress(embedding))}">${escaped(wordsOf(embedding).say('widget.open'))}</a>`,
    '</unisson-results>',
    script,
  ].join('\n')
  return { element, script: element }
}

/** The line to paste, in each of its forms. */
export function embedCode(embedding: Embedding): EmbedCode {
  const { publicUrl, slug, language, publisherKey, channel, theme, layout, proposal, view } = embedding
  const shared = {
    channel,
    theme: theme === 'auto' ? '' : theme,
    layout: layout === 'card' ? '' : layout,
  }
  const element = attributes({
    consultation: slug,
    publisher: publisherKey,
    proposal,
    lang: language,
    ...shared,
  })
  const text = linkText(embedding)
  const source = escaped(`${publicUrl}/${embedding.script}`)
  const data = attributes({
    'data-consultation': slug,
    'data-publisher': publisherKey,
    'data-lang': language,
    'data-channel': shared.channel,
    'data-theme': shared.theme,
    'data-layout': shared.layout,
  })
  return {
    element: [
      `<unisson-consultation${element}>`,
      `  <svg width="100%" height="${heightOf(layout, NARROW_BELOW)}" aria-hidden="true"></svg><a href="${escaped(linkAddress(embedding))}">${text}</a>`,
      '</unisson-consultation>',
      `<script async src="${source}"></script>`,
    ].join('\n'),
    script: `<script async src="${source}"${data}></script>`,
    ...(view === '' ? {} : resultsCode(embedding)),
    iframe: frameTag(embedding, '100%', heightOf(layout)),
    link: linkAddress(embedding),
    frame: frameAddress(embedding),
    code: `${publicUrl}/c/${slug}/code.svg?${query(embedding)}`,
    languages: [...new Set([embedding.usual, ...LANGUAGES])],
  }
}
