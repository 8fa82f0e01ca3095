import { h } from 'preact'
import { renderPage } from './layout.ts'

/** What a frame shows. */
export interface FrameContent {
  slug: string
  question: string
  /** `fr` or `en`: of the interface. */
  language: string
  publisherKey: string
  channel: string
  theme: string
  layout: string
  /** Of the article around the frame; empty: it is not known. */
  articleUrl: string
  /** The consultation's own page, for readers without JavaScript. */
  url: string
}

/** A page with the widget and nothing else, for frames. Its addresses are relative: it may stand below a path. */
export function renderFrame(content: FrameContent): string {
  const { slug, question, language, publisherKey, channel, theme, layout, articleUrl, url } = content
  const attributes = {
    consultation: slug,
    publisher: publisherKey,
    lang: language,
    theme,
    layout,
    loading: 'eager',
    channel: channel || undefined,
    'article-url': articleUrl || undefined,
  }
  return renderPage({
    language,
    title: question,
    colorScheme: theme === 'auto' ? 'light dark' : theme,
    assets: '../../assets',
    style: 'frame',
    head: [
      h('meta', { name: 'robots', content: 'noindex' }),
      h('link', { rel: 'canonical', href: url }),
      h('script', { async: true, src: '../../embed.js' }),
    ],
    body: [h('unisson-consultation', attributes, h('a', { href: url, target: '_top' }, question))],
  })
}
