import { readFile } from 'node:fs/promises'
import type { Article } from './article.ts'
import type { Newspaper } from './newspapers.ts'
import { fillTemplate } from './templates.ts'

export interface Embedding {
  /** Origin of the Unisson API. */
  api: string
  /** The newspaper's public key there. */
  publisher: string
}

interface Page {
  strictPolicy: boolean
  /** The origin comes last: a newspaper on a free port learns it from its first reader. */
  render(origin: string): string
}

const NOT_FOUND = '/404'
const NOT_INDEXED = '<meta name="robots" content="noindex">'

export async function readPages(newspaper: Newspaper, embedding: Embedding): Promise<Map<string, Page>> {
  const read = (name: string) => readFile(new URL(`./${newspaper.slug}/${name}`, import.meta.url), 'utf8')
  const [layout, front, teaser, article] = await Promise.all(
    ['layout.html', 'front.html', 'teaser.html', 'article.html'].map(read),
  )
  if (!layout || !front || !teaser || !article) {
    throw new Error(`A template of the newspaper "${newspaper.slug}" is empty`)
  }

  const site = { api: embedding.api, publisher: embedding.publisher, newspaper: newspaper.name }
  const page = (values: Record<string, string>, strictPolicy = false): Page => {
    const render = (origin: string) => fillTemplate(layout, { ...site, ...values, origin })
    render('http://localhost') // a template with a missing value fails here, at start
    return { strictPolicy, render }
  }

  const pages = new Map<string, Page>()
  for (const written of newspaper.articles) {
    const body = fillTemplate(await read(`articles/${written.file}.html`), site)
    const content = fillTemplate(article, { ...articleValues(written), body })
    pages.set(written.path, page({ ...articleHead(written, newspaper), content }, written.strictPolicy))
  }
  const [lead = '', ...others] = newspaper.articles.map((written) =>
    fillTemplate(teaser, articleValues(written)),
  )
  pages.set(
    '/',
    page({ ...frontHead(newspaper), content: fillTemplate(front, { lead, others: others.join('\n') }) }),
  )
  pages.set(
    NOT_FOUND,
    page({ ...frontHead(newspaper), extraMeta: NOT_INDEXED, content: await read('not-found.html') }),
  )
  return pages
}

export function pageAt(pages: ReadonlyMap<string, Page>, path: string): { page: Page; status: 200 | 404 } {
  const found = path === NOT_FOUND ? undefined : pages.get(path)
  const page = found ?? pages.get(NOT_FOUND)
  if (page === undefined) throw new Error('The newspaper was started without its pages')
  return { page, status: found === undefined ? 404 : 200 }
}

function articleValues(article: Article): Record<string, string> {
  return {
    path: article.path,
    file: article.file,
    section: article.section,
    anchor: article.path.split('/')[1] ?? '',
    kicker: article.kicker,
    title: article.title,
    standfirst: article.standfirst,
    author: article.author,
    publishedAt: article.publishedAt,
    published: article.published,
    minutes: String(article.minutes),
    alternative: article.illustration.alternative,
    caption: article.illustration.caption,
  }
}

function articleHead(article: Article, newspaper: Newspaper): Record<string, string> {
  return {
    path: article.path,
    headTitle: `${article.title} – ${newspaper.name}`,
    title: article.title,
    description: article.standfirst,
    kind: 'article',
    styles: 'article',
    extraMeta: fillTemplate(
      `<meta property="article:section" content="{{section}}">
<meta property="article:published_time" content="{{publishedAt}}">
<meta property="article:author" content="{{author}}">`,
      articleValues(article),
    ),
    bodyClass: `article-page article-page-${article.file}`,
  }
}

function frontHead(newspaper: Newspaper): Record<string, string> {
  return {
    path: '/',
    headTitle: newspaper.name,
    title: newspaper.name,
    description: `${newspaper.name}, journal de démonstration.`,
    kind: 'website',
    styles: 'front',
    extraMeta: '',
    bodyClass: 'front-page',
  }
}
