import { type ComponentChild, h } from 'preact'
import { DOT } from '../../domain/text/typography.ts'
import type { CohortOfTeam, Consultation, IntegrityReport, OwnWords } from '../../wire/index.ts'
import { wordsIn } from '../languages.ts'
import { renderPage } from '../layout.ts'
import { addressFor, keptLanguage, type ReaderContext } from '../reader-context.ts'
import { languageLinks, markOf, pageLanguage, type TextMark, teamText } from '../shown-text.ts'
import type { Words } from '../words.ts'
import { sensitivitySection } from './sensitivity-section.ts'

const ROOTS_SHOWN = 31

/** Days are counted by the calendar of UTC; hours are said as on the page of results. */
const ZONE = 'UTC'

const RULES = [
  'vouched',
  'no-origin',
  'shared-token',
  'moved-token',
  'not-served',
  'network-excess',
  'lone-votes',
  'draw-excess',
  'ballots',
] as const satisfies readonly CohortOfTeam['rule'][]

const quiet = (text: string): ComponentChild => h('p', { class: 'quiet' }, text)

const head = (titles: readonly string[]): ComponentChild =>
  h(
    'thead',
    null,
    h(
      'tr',
      null,
      titles.map((title) => h('th', { scope: 'col' }, title)),
    ),
  )

function countsSection(
  { votes, countedAt }: IntegrityReport,
  isFinal: boolean,
  words: Words,
): ComponentChild {
  const { say, number } = words
  if (votes === null || countedAt === null) return quiet(say('integrity.first'))
  const figures = [
    [say('integrity.class.counted'), votes.counted],
    [say('integrity.class.unverified'), votes.unverified],
    [say('integrity.class.set-aside'), votes.setAside],
  ] as const
  const counted = say('integrity.counted', { date: words.moment(countedAt) })
  return h(
    'section',
    null,
    h(
      'dl',
      { class: 'counts' },
      figures.map(([name, count]) => h('div', null, h('dt', null, name), h('dd', null, number(count)))),
    ),
    quiet(isFinal ? counted : `${counted} ${say('integrity.daily')}`),
  )
}

function vouchedSection({ vouched }: IntegrityReport, { say }: Words): ComponentChild {
  if (vouched.length === 0) return null
  return h(
    'section',
    null,
    h('h2', null, say('integrity.rule.vouched')),
    h('p', null, say('integrity.rule.vouched.text')),
    h(
      'ul',
      null,
      vouched.map(({ publisher, votes }) =>
        h('li', null, h('bdi', null, publisher), `${DOT}${say('widget.voteCount', { count: votes })}`),
      ),
    ),
  )
}

function cohortRow(cohort: IntegrityReport['cohorts'][number], mark: TextMark, words: Words): ComponentChild {
  const { say, number, day } = words
  const { rule, decision } = cohort
  return h(
    'tr',
    null,
    h('th', { scope: 'row' }, say(`integrity.rule.${rule}`)),
    h(
      'td',
      { 'data-title': `${say('results.day')} (${ZONE})` },
      cohort.day === null ? '–' : day(cohort.day, ZONE),
    ),
    h('td', { 'data-title': say('results.votes'), class: 'number' }, number(cohort.votes)),
    h(
      'td',
      { 'data-title': say('integrity.cohorts.decision') },
      // One thing beside its title, where the row is stacked.
      h(
        'div',
        null,
        h('strong', null, say(`integrity.class.${cohort.class}`)),
        DOT,
        decision === null
          ? say('integrity.cohorts.byRule')
          : [`${words.moment(decision.decidedAt)}${DOT}`, teamText(decision.reason, mark)],
      ),
    ),
  )
}

function cohortsSection(
  { cohorts, small }: IntegrityReport,
  isFinal: boolean,
  mark: TextMark,
  words: Words,
): ComponentChild {
  const { say } = words
  return h(
    'section',
    null,
    h('h2', null, say('integrity.cohorts')),
    h('p', null, say('integrity.cohorts.text')),
    isFinal ? null : quiet(say('integrity.cohorts.open')),
    cohorts.length === 0
      ? quiet(say('integrity.cohorts.none'))
      : h(
          'table',
          { class: 'stacking' },
          head([
            say('integrity.cohorts.why'),
            `${say('results.day')} (${ZONE})`,
            say('results.votes'),
            say('integrity.cohorts.decision'),
          ]),
          h(
            'tbody',
            null,
            cohorts.map((cohort) => cohortRow(cohort, mark, words)),
          ),
        ),
    small === null || small === 0 ? null : quiet(say('integrity.cohorts.small', { count: small })),
  )
}

/** Which rules there are; those of vouched readers are explained where these stand. */
function rulesSection({ rules, vouched }: IntegrityReport, { say, number }: Words): ComponentChild {
  const listed = RULES.filter((rule) => rule !== 'vouched' || vouched.length === 0)
  return h(
    'section',
    null,
    h('h2', null, say('integrity.rules')),
    h('p', null, say('integrity.rules.text', { version: number(rules.version) })),
    h(
      'dl',
      { class: 'rules' },
      listed.map((rule) => [
        h('dt', null, say(`integrity.rule.${rule}`)),
        h('dd', null, say(`integrity.rule.${rule}.text`)),
      ]),
    ),
    h('p', { class: 'quiet' }, `${say('integrity.rules.hash')} `, h('code', null, rules.hash)),
  )
}

function rootsTable({ roots }: IntegrityReport, { say, number, day }: Words): ComponentChild {
  const titles = {
    day: `${say('results.day')} (${ZONE})`,
    state: say('page.field.state'),
    votes: say('integrity.chain.votes'),
    root: say('integrity.chain.root'),
  }
  return h(
    'table',
    { class: 'stacking' },
    head([titles.day, titles.state, titles.votes, titles.root]),
    h(
      'tbody',
      null,
      roots
        .slice(0, ROOTS_SHOWN)
        .map((one) =>
          h(
            'tr',
            null,
            h('th', { scope: 'row' }, day(one.day, ZONE)),
            h('td', { 'data-title': titles.state }, say(`integrity.chain.${one.state}`)),
            h('td', { 'data-title': titles.votes, class: 'number' }, number(one.votes.rows)),
            h('td', { 'data-title': titles.root }, h('code', null, one.root)),
          ),
        ),
    ),
  )
}

function chainSection(report: IntegrityReport, isFinal: boolean, words: Words): ComponentChild {
  const { say } = words
  const [newest] = report.roots
  return h(
    'section',
    null,
    h('h2', null, say('integrity.chain')),
    h('p', null, say('integrity.chain.text')),
    newest
      ? [
          h('p', { class: 'newest' }, say('integrity.chain.newest'), h('code', null, newest.root)),
          rootsTable(report, words),
        ]
      : isFinal
        ? null
        : quiet(say('integrity.first')),
    report.roots.length > ROOTS_SHOWN ? quiet(say('integrity.chain.older')) : null,
    h('h3', null, say('integrity.check')),
    h(
      'ol',
      null,
      h('li', null, say('integrity.check.note')),
      h('li', null, say('integrity.check.compute')),
      h(
        'li',
        null,
        `${say('integrity.check.database')} `,
        h('code', { class: 'command', dir: 'ltr' }, 'unisson verify --report'),
      ),
    ),
  )
}

export interface IntegrityPageContent {
  consultation: Consultation
  /** In which the team writes. */
  written: string
  report: IntegrityReport
  /** Proposals in each list of the results. */
  topSize: number
  /** True once votes no longer come, and figures are those of now. */
  isFinal: boolean
  reader: Omit<ReaderContext, 'lang'>
  /** What is said in other words than usual. */
  own?: OwnWords | undefined
}

/**
 * The integrity report as HTML, in the language of the texts of the consultation; every text escaped, without a script. Its
 * addresses are relative to /c/{slug}/.
 */
export function renderIntegrityPage({
  consultation,
  written,
  report,
  topSize,
  isFinal,
  reader,
  own,
}: IntegrityPageContent): string {
  const words = wordsIn(consultation.language, own)
  const { say } = words
  const inWords = pageLanguage(consultation.language, words)
  const { question, slug, url, language, languages } = consultation
  const json = `../../v1/consultations/${slug}/integrity`
  const inLanguage = (lang: string): string => addressFor({ ...reader, lang }, '')
  const back = addressFor({ ...reader, lang: keptLanguage(consultation) }, `../${slug}`)
  return renderPage({
    language: inWords,
    written: markOf(language, inWords).lang,
    direction: words.direction,
    title: `${say('integrity.title')} · ${question}`,
    assets: '../../assets',
    style: 'integrity-page',
    head: [
      h('meta', { name: 'description', content: say('integrity.lead') }),
      h('link', { rel: 'canonical', href: `${url}/integrity` }),
      h('link', { rel: 'alternate', type: 'application/json', href: json }),
    ],
    body: [
      h(
        'main',
        null,
        h('p', null, h('a', { href: back }, say('integrity.back'))),
        h('h1', null, say('integrity.title')),
        h('p', { class: 'question', lang: language, dir: 'auto' }, question),
        quiet(say('integrity.lead')),
        languageLinks(languages, language, inLanguage),
        countsSection(report, isFinal, words),
        sensitivitySection(report.sensitivity, topSize, words),
        cohortsSection(report, isFinal, markOf(written, inWords), words),
        vouchedSection(report, words),
        rulesSection(report, words),
        chainSection(report, isFinal, words),
        h(
          'section',
          null,
          h('h2', null, say('integrity.limits')),
          h('p', null, say('integrity.limits.accounts')),
          h('p', null, say('integrity.limits.patience')),
          h('p', null, say('integrity.limits.calls')),
        ),
        h('p', null, h('a', { href: json }, say('integrity.json'))),
      ),
    ],
  })
}
