import { type ComponentChild, h } from 'preact'
import type { PartnerRecord } from '../../store/partners.ts'
import type { AcceptedProposal } from '../../store/proposals.ts'
import { CSV_STYLES } from '../../wire/import-words.ts'
import type { Action, Consultation, OpinionGroups, Results } from '../../wire/index.ts'
import { renderPage } from '../layout.ts'
import { actionsSection } from './actions-section.ts'
import { groupsSection } from './groups-section.ts'
import { partnersSection } from './partners-section.ts'
import { resultsSection } from './results-section.ts'
import { type PageTexts, textsIn } from './texts.ts'

/** All that the page shows. */
export interface PageContent {
  consultation: Consultation
  proposals: readonly AcceptedProposal[]
  /** Null as long as they are not published. */
  results: Results | null
  /** Null as long as they are not computed or not public. */
  groups: OpinionGroups | null
  actions: readonly Action[]
  partners: readonly PartnerRecord[]
  /** Public key of the publisher under which the page carries the widget: its own, or the one that linked to it. */
  publisherKey: string
  /** Through which channel the link came; empty: none. */
  channel: string
  /** Where content systems find the oEmbed of the link. */
  oembedUrl: string
}

const PROPOSALS_SHOWN = 100
const DESCRIPTION_LENGTH = 200

function proposal({ text, authorName, authorAge }: AcceptedProposal): ComponentChild {
  const author = [authorName, authorAge].filter((part) => part !== null).join(', ')
  return h(
    'li',
    null,
    h('p', null, h('bdi', null, text)),
    author === '' ? null : h('small', null, h('bdi', null, author)),
  )
}

function head({ consultation, results, oembedUrl }: PageContent, texts: PageTexts): ComponentChild[] {
  const { question, introduction, url, language } = consultation
  const first = results?.all.consensus[0]?.text
  const description = (first ?? (introduction || texts.phases[consultation.phase](consultation))).slice(
    0,
    DESCRIPTION_LENGTH,
  )
  const property = (name: string, content: string) => h('meta', { property: `og:${name}`, content })
  return [
    h('meta', { name: 'description', content: description }),
    property('type', 'website'),
    property('title', question),
    property('description', description),
    property('url', url),
    property('locale', language),
    h('meta', { name: 'twitter:card', content: 'summary' }),
    h('link', { rel: 'canonical', href: url }),
    h('link', { rel: 'alternate', type: 'application/json+oembed', href: oembedUrl, title: question }),
    h('script', { async: true, src: '../embed.js' }),
  ]
}

const takesPart = ({ phase }: Consultation): boolean => phase === 'open' || phase === 'vote-only'

function widget({ consultation: { slug, language }, publisherKey, channel }: PageContent): ComponentChild {
  const lang = language.startsWith('fr') ? 'fr' : 'en'
  // What is inside is shown where the widget is not: without JavaScript, nothing.
  const attributes: Record<string, string> = { consultation: slug, publisher: publisherKey, lang }
  return h('unisson-consultation', channel === '' ? attributes : { ...attributes, channel })
}

function proposalsSection(proposals: readonly AcceptedProposal[], texts: PageTexts): ComponentChild {
  return h(
    'section',
    null,
    h('h2', null, proposals.length === 0 ? texts.none : texts.proposals(proposals.length)),
    h('ol', { class: 'proposals' }, proposals.slice(0, PROPOSALS_SHOWN).map(proposal)),
  )
}

const openData = ({ slug, language }: Consultation, texts: PageTexts): ComponentChild => {
  const titles = language.startsWith('fr') ? 'fr' : 'en'
  const path = `../v1/consultations/${slug}/export`
  return h(
    'p',
    { class: 'quiet' },
    `${texts.openData} : `,
    h('a', { href: `${path}.xlsx?titles=${titles}` }, 'Excel'),
    ' · ',
    h('a', { href: `${path}.csv?${CSV_STYLES[titles]}` }, 'CSV'),
    ' · ',
    h('a', { href: `${path}.jsonl` }, 'JSON Lines'),
  )
}

/** The whole page as HTML, every text escaped; readable without JavaScript. Its addresses are relative to /c/. */
export function renderConsultationPage(content: PageContent): string {
  const { consultation, proposals, results, groups, actions, partners } = content
  const texts = textsIn(consultation.language)
  const isOpen = takesPart(consultation)
  return renderPage({
    language: consultation.language,
    title: consultation.question,
    assets: '../assets',
    style: 'consultation-page',
    head: head(content, texts),
    body: [
      h(
        'main',
        null,
        h('h1', null, consultation.question),
        consultation.introduction === '' ? null : h('p', null, consultation.introduction),
        h(
          'p',
          { class: 'phase' },
          texts.phases[consultation.phase](consultation),
          isOpen ? ` ${texts.where(consultation.phase)}` : '',
        ),
        results
          ? h(
              'p',
              { class: 'figures' },
              `${texts.proposals(results.participation.proposals)} · ${texts.votes(results.participation.votes)}`,
            )
          : null,
        isOpen ? widget(content) : null,
        actionsSection(actions, texts),
        results ? resultsSection(results, texts) : proposalsSection(proposals, texts),
        groupsSection(groups, consultation.language, texts),
        results ? openData(consultation, texts) : null,
        partnersSection(partners, texts),
      ),
    ],
  })
}
