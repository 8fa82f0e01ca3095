import { type ComponentChild, h } from 'preact'
import type { ConsultationTexts } from '../../domain/consultations/consultation-texts.ts'
import type { ShownText } from '../../domain/consultations/translations.ts'
import { headlineOf } from '../../domain/results/headline.ts'
import type { ListZone } from '../../domain/results/result-list.ts'
import { DOT, holdMarks } from '../../domain/text/typography.ts'
import type { PartnerRecord } from '../../store/partners.ts'
import type { AcceptedProposal } from '../../store/proposals.ts'
import { csvStyle, titleLanguageFor } from '../../wire/import-words.ts'
import type {
  Action,
  Consultation,
  DaySum,
  OpinionGroups,
  OwnWords,
  Results,
  ThemeFigures,
} from '../../wire/index.ts'
import { nearestLanguage, wordsIn } from '../languages.ts'
import { renderPage } from '../layout.ts'
import { PICTURE_SIZE } from '../pictures/picture.ts'
import { addressFor, type ReaderContext } from '../reader-context.ts'
import {
  bylineOf,
  inlineText,
  languageLinks,
  markOf,
  originalOf,
  pageLanguage,
  type TextMark,
} from '../shown-text.ts'
import type { Words } from '../words.ts'
import { actionsSection, type ConsensusBehind } from './actions-section.ts'
import { type AllProposals, allProposalsSection } from './all-proposals-section.ts'
import { contents, type Section } from './contents.ts'
import { groupsSection } from './groups-section.ts'
import { headline, overview } from './headline.ts'
import { actionsBehind, listedProposal } from './listed-proposal.ts'
import { methodSection } from './method-section.ts'
import { participationSection } from './participation-section.ts'
import { partnersSection } from './partners-section.ts'
import { SHOWN_OF_PART, zoneSection } from './results-section.ts'
import { segmentsSection } from './segments-section.ts'
import { type PageTexts, pageTexts } from './texts.ts'
import { themesSection } from './themes-section.ts'
import { hatching } from './votes-bar.ts'

/** What the votes came to, once it is published. */
export interface PublishedResults extends Omit<AllProposals, 'actions' | 'mark' | 'reader'> {
  results: Results
  /** When they last changed. */
  changedAt: string
  /** Of the proposals that actions rest on, and of the one that is asked for. */
  consensus: ConsensusBehind
  days: readonly DaySum[]
  /** Those with the most proposals first. */
  figures: readonly ThemeFigures[]
  /** The theme of a proposal in words, by its id. */
  themeNames: ReadonlyMap<string, string>
  /** From how many votes on a proposal is ranked. */
  rankedFrom: number
}

/** Texts of the team as they were written: what nobody has translated is still so. */
interface WrittenTexts {
  language: string
  /** The question about parts of the public, and their names. */
  parts: ReadonlySet<string>
}

/** What the team wrote, in the form in which the page shows it, so that the page can tell it from translations. */
export const writtenTexts = ({ language, segmentQuestion, segments }: ConsultationTexts): WrittenTexts => ({
  language,
  parts: new Set([segmentQuestion, ...segments.map(({ label }) => label)].map(holdMarks)),
})

/** All that the page shows. */
export interface PageContent {
  consultation: Consultation
  written: WrittenTexts
  proposals: readonly AcceptedProposal[]
  /** Null as long as they are not published. */
  results: PublishedResults | null
  /** Null as long as they are not computed or not public. */
  groups: OpinionGroups | null
  actions: readonly Action[]
  partners: readonly PartnerRecord[]
  /** Under whose publisher the page carries the widget, and in which channel. */
  reader: ReaderContext
  /** What is said in other words than usual. */
  own?: OwnWords | undefined
  /** Name of the widget's script. */
  script: string
  /** Where content systems find the oEmbed of the link. */
  oembedUrl: string
  /** Address of the page in another language of the consultation. */
  hrefIn(language: string): string
  /** Its address, and its words for those who do not see it. */
  picture: { url: string; words: string }
  /** The one that the link names; null: none, or none that is accepted. */
  asked: { id: string; text: string } | null
}

export const PROPOSALS_SHOWN = 100
const DESCRIPTION_LENGTH = 200

function proposal(
  { authorName, authorAge, ...shown }: AcceptedProposal & ShownText,
  words: Words,
): ComponentChild {
  return h(
    'li',
    null,
    h('p', null, inlineText(shown)),
    originalOf(shown, words),
    bylineOf(authorName, authorAge, words),
  )
}

function head(content: PageContent, texts: PageTexts): ComponentChild[] {
  const { consultation, results, oembedUrl, picture, asked, script } = content
  const { question, introduction, url, language } = consultation
  const first = asked?.text ?? (results ? headlineOf(results.results).first?.proposal.text : undefined)
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
    // Shared for itself, and not as the consultation.
    property('url', asked ? `${url}?proposal=${asked.id}` : url),
    property('locale', language.replace('-', '_')),
    property('image', picture.url),
    property('image:type', 'image/png'),
    property('image:width', `${PICTURE_SIZE.width}`),
    property('image:height', `${PICTURE_SIZE.height}`),
    property('image:alt', picture.words),
    h('meta', { name: 'twitter:card', content: 'summary_large_image' }),
    h('link', { rel: 'canonical', href: url }),
    h('link', { rel: 'alternate', type: 'application/json+oembed', href: oembedUrl, title: question }),
    h('script', { async: true, src: `../${script}` }),
  ]
}

const takesPart = ({ phase }: Consultation): boolean => phase === 'open' || phase === 'vote-only'

function widget(
  { consultation: { slug, language }, reader, asked }: PageContent,
  { say }: Words,
): ComponentChild {
  const { publisherKey, channel } = reader
  // What is inside is shown where the widget is not.
  const attributes: Record<string, string> = {
    consultation: slug,
    publisher: publisherKey,
    lang: nearestLanguage(language),
    ...(asked ? { proposal: asked.id } : {}),
  }
  return h(
    'unisson-consultation',
    channel === '' ? attributes : { ...attributes, channel },
    h('a', { href: addressFor(reader, `${slug}/vote`) }, say('page.voting.link')),
  )
}

function proposalsSection(
  proposals: readonly AcceptedProposal[],
  texts: PageTexts,
  words: Words,
): ComponentChild {
  return h(
    'section',
    null,
    h('h2', null, proposals.length === 0 ? texts.none : texts.proposals(proposals.length)),
    h(
      'ol',
      { class: 'proposals' },
      proposals.slice(0, PROPOSALS_SHOWN).map((one) => proposal(one, words)),
    ),
  )
}

const openData = ({ slug, language }: Consultation, texts: PageTexts, { say }: Words): ComponentChild => {
  const titles = titleLanguageFor(language)
  const path = `../v1/consultations/${slug}/export`
  return h(
    'p',
    { class: 'quiet' },
    say('page.labelled', { label: texts.openData, value: '' }),
    h('a', { href: `${path}.xlsx?titles=${titles}` }, 'Excel'),
    DOT,
    h('a', { href: `${path}.csv?${csvStyle(titles)}` }, 'CSV'),
    DOT,
    h('a', { href: `${path}.jsonl` }, 'JSON Lines'),
  )
}

/** The report speaks the language and the words of this page. */
const integrityAddress = ({ consultation: { slug }, reader }: PageContent): string =>
  addressFor(reader, `${slug}/integrity`)

const integrity = (content: PageContent, texts: PageTexts): ComponentChild =>
  h('p', { class: 'quiet' }, h('a', { href: integrityAddress(content) }, texts.integrity))

/** Marks the question about parts of the public and their names, where they are as the team wrote them. */
const partMarks =
  ({ parts }: WrittenTexts, mark: TextMark) =>
  (text: string): TextMark =>
    parts.has(holdMarks(text)) ? mark : {}

function resultSections(
  published: PublishedResults,
  content: PageContent,
  texts: PageTexts,
  words: Words,
): ComponentChild {
  const { consultation, groups, actions, reader } = content
  const { say } = words
  const { results, consensus, changedAt, days, figures, themeNames, rankedFrom } = published
  const { all, zones } = results
  const behind = actionsBehind(actions)
  const mark = markOf(content.written.language, pageLanguage(consultation.language, words))
  const markOfPart = partMarks(content.written, mark)
  const listing = { actions: behind, mark }
  const whole = (zone: ListZone) => zones && { zone, count: zones[zone], reader }
  const asked = consensus.get(content.asked?.id ?? '')
  const sections: Section[] = [
    ['consensus', texts.consensus],
    ['actions', actions.length > 0 && texts.actions],
    ['controversies', texts.controversies],
    ['segments', results.segments.length > 0 && texts.segments],
    ['groups', groups !== null && say('page.groups')],
    ['rejections', texts.rejections],
    ['themes', figures.length > 0 && texts.themes],
    ['all', texts.all],
    ['method', texts.method],
  ]
  return h(
    'div',
    { class: 'results' },
    hatching(),
    asked
      ? h(
          'ol',
          { class: 'proposals' },
          listedProposal(asked, { texts, side: 'agree', ...listing, saysZone: true }),
        )
      : null,
    headline(results, groups, consultation, changedAt, markOfPart, words),
    overview(zones, reader, texts),
    contents(sections, texts),
    zoneSection(
      all.consensus,
      {
        id: 'consensus',
        title: texts.consensus,
        note: texts.consensusNote,
        whole: whole('consensus'),
        ...listing,
      },
      texts,
    ),
    actionsSection(actions, { consensus, themeNames, reader, mark }, texts),
    zoneSection(
      all.controversies,
      { id: 'controversies', title: texts.controversies, whole: whole('controversy'), ...listing },
      texts,
    ),
    segmentsSection(
      results,
      { shown: SHOWN_OF_PART, question: consultation.segments?.question, markOfPart },
      texts,
    ),
    groupsSection(groups, words),
    zoneSection(
      all.rejections,
      { id: 'rejections', title: texts.rejections, side: 'disagree', whole: whole('rejection'), ...listing },
      texts,
    ),
    themesSection(figures, { reader, mark }, texts),
    participationSection(days, texts),
    allProposalsSection({ ...published, ...listing, reader }, texts),
    methodSection(integrityAddress(content), rankedFrom, texts),
    openData(consultation, texts, words),
  )
}

/** The whole page as HTML, every text escaped; readable without JavaScript. Its addresses are relative to /c/. */
export function renderConsultationPage(content: PageContent): string {
  const { consultation, proposals, results, partners } = content
  const words = wordsIn(consultation.language, content.own)
  const texts = pageTexts(words)
  const isOpen = takesPart(consultation)
  const language = pageLanguage(consultation.language, words)
  return renderPage({
    language,
    written: markOf(consultation.language, language).lang,
    direction: words.direction,
    title: consultation.question,
    assets: '../assets',
    style: 'consultation-page',
    head: head(content, texts),
    body: [
      h(
        'main',
        null,
        h('h1', { lang: consultation.language, dir: 'auto' }, holdMarks(consultation.question)),
        consultation.introduction === ''
          ? null
          : h('p', { lang: consultation.language, dir: 'auto' }, holdMarks(consultation.introduction)),
        languageLinks(consultation.languages, consultation.language, content.hrefIn),
        h(
          'p',
          { class: 'phase' },
          texts.phases[consultation.phase](consultation),
          isOpen ? ` ${texts.where(consultation.phase)}` : '',
        ),
        isOpen ? widget(content, words) : null,
        results ? resultSections(results, content, texts, words) : proposalsSection(proposals, texts, words),
        results || consultation.phase === 'upcoming' ? null : integrity(content, texts),
        partnersSection(partners, texts),
      ),
    ],
  })
}
