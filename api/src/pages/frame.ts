import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { iconLink } from './icon.ts'

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
  const page = h(
    'html',
    { lang: language },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: theme === 'auto' ? 'light dark' : theme }),
      h('meta', { name: 'robots', content: 'noindex' }),
      h('title', null, question),
      h('link', { rel: 'canonical', href: url }),
      iconLink('../../assets/icon.svg'),
      h('link', { rel: 'stylesheet', href: '../../assets/frame.css' }),
      h('script', { async: true, src: '../../embed.js' }),
    ),
    h('body', null, h('unisson-consultation', attributes, h('a', { href: url, target: '_top' }, question))),
  )
  return `<!doctype html>${renderToString(page)}`
}
