import { h } from 'preact'
import { scriptsOf } from '../domain/public-names.ts'
import { wordsIn } from './languages.ts'
import { renderPage } from './layout.ts'
import { markOf } from './shown-text.ts'

/** What a frame shows. */
export interface FrameContent {
  /** Name of the script. */
  script: string
  slug: string
  question: string
  /** In which the question is. */
  written: string
  /** Of the interface. */
  language: string
  publisherKey: string
  channel: string
  theme: string
  layout: string
  /** Of the proposal that is shown first; empty: none. */
  proposal: string
  /** The part of the results in place of the widget; empty: the widget. */
  view: string
  /** Of the article around the frame; empty: it is not known. */
  articleUrl: string
  /** Origin of the page around, if it is one of the publisher's; empty: it is not known. */
  parentOrigin: string
  /** The consultation's own page, for readers without JavaScript. */
  url: string
}

/** A page with the widget and nothing else, for frames. Its addresses are relative: it may stand below a path. */
export function renderFrame(content: FrameContent): string {
  const {
    script,
    slug,
    question,
    written,
    language,
    publisherKey,
    channel,
    theme,
    layout,
    articleUrl,
    parentOrigin,
    url,
    proposal,
    view,
  } = content
  const isResults = view !== ''
  const scripts = scriptsOf(script)
  const shown = { proposal: proposal || undefined, lang: language, theme }
  const attributes = {
    consultation: slug,
    publisher: publisherKey,
    ...shown,
    layout,
    loading: 'eager',
    channel: channel || undefined,
    'article-url': articleUrl || undefined,
  }
  const link = h('a', { href: url, target: '_top', ...markOf(written, language) }, question)
  return renderPage({
    language,
    direction: wordsIn(language).direction,
    title: question,
    colorScheme: theme === 'auto' ? 'light dark' : theme,
    assets: '../../assets',
    style: 'frame',
    head: [
      h('meta', { name: 'robots', content: 'noindex' }),
      h('link', { rel: 'canonical', href: url }),
      parentOrigin === '' ? null : h('meta', { name: 'unisson-parent', content: parentOrigin }),
      h('script', { async: true, src: `../../${scripts.frame}` }),
      h('script', { async: true, src: `../../${isResults ? scripts.results : scripts.widget}` }),
    ],
    body: [
      isResults
        ? h('unisson-results', { consultation: slug, publisher: publisherKey, view, ...shown }, link)
        : h('unisson-consultation', attributes, link),
    ],
  })
}
